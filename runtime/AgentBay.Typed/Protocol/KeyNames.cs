using System.Buffers;
using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AgentBay.Typed.Protocol;

/// <summary>
/// The spelling of key names that the <c>press_keys</c> tool expects. The server is case-sensitive, people are not
/// (agentbay-wire 4.8). <c>release_keys</c> is not touched by any SDK.
/// </summary>
internal static class KeyNames
{
    public const string Tool = "press_keys";

    private static readonly FrozenDictionary<string, string> Spellings = Table();

    /// <summary>Corrects the keys in a call's arguments; anything but a list of strings under <c>keys</c> stays as it is.</summary>
    public static ReadOnlyMemory<byte> Correct(ReadOnlyMemory<byte> arguments)
    {
        if (JsonNode.Parse(arguments.Span) is not JsonObject call || call["keys"] is not JsonArray keys)
            return arguments;
        for (int i = 0; i < keys.Count; i++)
        {
            if (keys[i] is JsonValue key && key.TryGetValue(out string? name))
                keys[i] = Correct(name);
        }

        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer))
            call.WriteTo(json);
        return buffer.WrittenMemory;
    }

    public static string Correct(string key) => key switch
    {
        [>= 'A' and <= 'Z'] => key.ToLowerInvariant(),
        _ => Spellings.GetValueOrDefault(key, key),
    };

    private static FrozenDictionary<string, string> Table()
    {
        Dictionary<string, string> spellings = new(StringComparer.OrdinalIgnoreCase)
        {
            ["control"] = "Ctrl",
            ["windows"] = "Win",
            ["cmd"] = "Command",
            ["return"] = "Enter",
            ["esc"] = "Escape",
            ["del"] = "Delete",
            ["ins"] = "Insert",
            ["pgup"] = "PageUp",
            ["pgdn"] = "PageDown",
            ["prtsc"] = "PrintScreen",
            ["break"] = "Pause",
            ["up"] = "ArrowUp",
            ["down"] = "ArrowDown",
            ["left"] = "ArrowLeft",
            ["right"] = "ArrowRight",
            ["minus"] = "-",
            ["equal"] = "=",
            ["leftbracket"] = "[",
            ["rightbracket"] = "]",
            ["backslash"] = "\\",
            ["semicolon"] = ";",
            ["quote"] = "'",
            ["comma"] = ",",
            ["period"] = ".",
            ["slash"] = "/",
            ["backtick"] = "`",
        };
        string[] alreadyNamed =
        [
            "Ctrl", "Alt", "Shift", "Win", "Meta", "Super", "Command", "Tab", "Enter", "Escape", "Backspace", "Delete", "Insert",
            "Home", "End", "PageUp", "PageDown", "Space", "CapsLock", "NumLock", "ScrollLock", "PrintScreen", "Pause",
            "ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", .. Enumerable.Range(1, 24).Select(static number => $"F{number}"),
        ];
        foreach (string name in alreadyNamed)
            spellings[name] = name;
        return spellings.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }
}
