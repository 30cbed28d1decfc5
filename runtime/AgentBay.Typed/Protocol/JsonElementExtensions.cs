using System.Text.Json;

namespace AgentBay.Typed.Protocol;

/// <summary>Reads the service's data as its clients do: what is missing or of another kind is empty, not an error.</summary>
internal static class JsonElementExtensions
{
    public static string TextOrEmpty(this JsonElement json, string name) =>
        json.Member(name) is { ValueKind: JsonValueKind.String or JsonValueKind.Number } value ? value.ToString() : "";

    public static bool? FlagOrNull(this JsonElement json, string name) => json.Member(name).ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    /// <summary>A member, or an undefined element.</summary>
    public static JsonElement Member(this JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out JsonElement value) ? value : default;

    /// <summary>The JSON that stands in a string, as the service encodes some of its data; or an undefined element.</summary>
    public static JsonElement EmbeddedJson(this JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.String)
            return json;
        try
        {
            using JsonDocument document = JsonDocument.Parse(json.GetString()!);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return default;
        }
    }
}
