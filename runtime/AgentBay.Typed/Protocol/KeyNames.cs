using System.Buffers;
using System.Collections.Frozen;
using System.Text.Json;

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
        try
        {
            using JsonDocument call = JsonDocument.Parse(arguments, new JsonDocumentOptions { MaxDepth = 256 });
            return call.RootElement.Member("keys").ValueKind == JsonValueKind.Array ? Rewrite(call.RootElement) : arguments;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // It is not JSON, or a name in it is not Unicode. Whoever gets it says what is wrong with it.
            return arguments;
        }
    }

    private static ReadOnlyMemory<byte> Rewrite(JsonElement call)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer, new JsonWriterOptions { MaxDepth = 256 }))
        {
            json.WriteStartObject();
            foreach (JsonProperty member in call.EnumerateObject())
            {
                json.WritePropertyName(member.Name);
                if (member.NameEquals("keys"u8) && member.Value.ValueKind == JsonValueKind.Array)
                    WriteKeys(json, member.Value);
                else
                    json.WriteRawValue(member.Value.GetRawText());
            }

            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    private static void WriteKeys(Utf8JsonWriter json, JsonElement keys)
    {
        json.WriteStartArray();
        foreach (JsonElement key in keys.EnumerateArray())
        {
            string? name = key.ValueKind == JsonValueKind.String ? LenientText.Read(key) : null;
            if (name is not null && Correct(name) is var corrected && corrected != name)
                json.WriteStringValue(corrected);
            else
                json.WriteRawValue(key.GetRawText());
        }

        json.WriteEndArray();
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
