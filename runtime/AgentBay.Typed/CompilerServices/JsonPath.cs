using System.Text;
using System.Text.Json;

namespace AgentBay.Typed.CompilerServices;

/// <summary>Names a place in a JSON text. Costs a second pass, and only when something is wrong.</summary>
internal static class JsonPath
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 256 };

    /// <summary>The place of the value that begins at a position of a text.</summary>
    public static string At(ReadOnlySpan<byte> utf8, long position) => Walk(new Utf8JsonReader(utf8, Options), position);

    /// <summary>The place of the last value in a text that is not yet complete.</summary>
    public static string OfLast(ReadOnlySpan<byte> begun)
    {
        // Without something behind it, a number might go on.
        byte[] utf8 = [.. begun, (byte)' '];
        return Walk(new Utf8JsonReader(utf8, isFinalBlock: false, new JsonReaderState(Options)), long.MaxValue);
    }

    private static string Walk(Utf8JsonReader json, long position)
    {
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
