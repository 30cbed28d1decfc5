using System.Text;
using System.Text.Json;

namespace AgentBay.Typed.CompilerServices;

/// <summary>Names a place in a JSON text. Costs a second pass, and only when something is wrong.</summary>
internal static class JsonPath
{
    public static string At(ReadOnlySpan<byte> utf8, long position)
    {
        Utf8JsonReader json = new(utf8, new JsonReaderOptions { MaxDepth = 256 });
        Stack<(string? Name, int Index)> steps = new();
        while (json.Read())
        {
            if (steps.TryPeek(out var step) && step.Name is null
                && json.TokenType is not (JsonTokenType.EndArray or JsonTokenType.EndObject))
            {
                steps.Pop();
                steps.Push((null, step.Index + 1));
            }

            if (json.TokenType is JsonTokenType.EndArray or JsonTokenType.EndObject)
                steps.Pop();
            if (json.TokenStartIndex >= position)
                break;
            switch (json.TokenType)
            {
                case JsonTokenType.PropertyName:
                    steps.Pop();
                    steps.Push((json.GetString(), 0));
                    break;
                case JsonTokenType.StartArray:
                    steps.Push((null, -1));
                    break;
                case JsonTokenType.StartObject:
                    steps.Push(("", 0));
                    break;
            }
        }

        StringBuilder path = new("$");
        foreach ((string? name, int index) in steps.Reverse())
        {
            if (name is null)
                path.Append('[').Append(index).Append(']');
            else if (name.Length > 0)
                path.Append('.').Append(name);
        }

        return path.ToString();
    }
}
