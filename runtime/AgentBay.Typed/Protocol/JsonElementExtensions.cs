using System.Globalization;
using System.Text.Json;

namespace AgentBay.Typed.Protocol;

/// <summary>Reads the service's data as its clients do: what is missing or of another kind is empty, not an error.</summary>
internal static class JsonElementExtensions
{
    public static string TextOrEmpty(this JsonElement json, string name) =>
        json.Member(name) switch
        {
            { ValueKind: JsonValueKind.String } text => LenientText.Read(text),
            { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
            _ => "",
        };

    public static bool? FlagOrNull(this JsonElement json, string name) => json.Member(name).ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.String or JsonValueKind.Number => json.TextOrEmpty(name).ToUpperInvariant() switch
        {
            "TRUE" or "1" => true,
            "FALSE" or "0" => false,
            _ => null,
        },
        _ => null,
    };

    public static long NumberOrZero(this JsonElement json, string name) =>
        long.TryParse(json.TextOrEmpty(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) ? number : 0;

    /// <summary>A moment; one without an offset is taken for UTC.</summary>
    public static DateTimeOffset? MomentOrNull(this JsonElement json, string name) =>
        DateTimeOffset.TryParse(json.TextOrEmpty(name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset moment)
            ? moment
            : null;

    /// <summary>The items of an array; nothing of anything else.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement json) =>
        json.ValueKind == JsonValueKind.Array ? json.EnumerateArray() : [];

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
            using JsonDocument document = JsonDocument.Parse(LenientText.Read(json));
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return default;
        }
    }
}
