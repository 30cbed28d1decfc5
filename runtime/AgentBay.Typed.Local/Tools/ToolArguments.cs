using System.Text.Json;

namespace AgentBay.Typed.Local.Tools;

/// <summary>Reads checked arguments.</summary>
internal static class ToolArguments
{
    extension(JsonElement arguments)
    {
        public string Text(string name) => arguments.GetProperty(name).GetString()!;

        public string? OptionalText(string name) => arguments.TryGetProperty(name, out var value) ? value.GetString() : null;

        public long Integer(string name) => arguments.GetProperty(name).GetInt64();

        public bool Flag(string name) => arguments.GetProperty(name).GetBoolean();

        public IEnumerable<JsonElement> Items(string name) => arguments.GetProperty(name).EnumerateArray();
    }
}
