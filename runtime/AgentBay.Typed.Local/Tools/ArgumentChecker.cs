using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AgentBay.Typed.Local.Tools;

/// <summary>
/// Checks arguments against a tool's schema and gives them back without nulls and with the schema's defaults. It knows
/// the part of JSON Schema that the captures use.
/// </summary>
internal static class ArgumentChecker
{
    // Beyond it a double no longer holds every integer, so 1e300 is not taken for one.
    private const double LargestExactInteger = 9007199254740992;

    /// <exception cref="ToolException">An argument does not fit; the message says which and why.</exception>
    public static JsonElement Check(string tool, JsonElement schema, JsonElement arguments, IReadOnlyDictionary<string, string> oldSpellings)
    {
        try
        {
            return JsonSerializer.SerializeToElement(CheckObject(arguments, schema, "", oldSpellings));
        }
        catch (Violation violation)
        {
            throw new ToolException($"Invalid arguments for {tool}: {violation.Message}");
        }
    }

    private static JsonObject CheckObject(JsonElement value, JsonElement schema, string where, IReadOnlyDictionary<string, string>? oldSpellings = null)
    {
        var properties = schema.TryGetProperty("properties", out var declared) ? declared : default;
        var isMap = schema.TryGetProperty("additionalProperties", out var additional);
        var result = new JsonObject();
        foreach (var property in value.EnumerateObject())
        {
            if (property.Value.ValueKind == JsonValueKind.Null) continue;

            var name = property.Name;
            if (oldSpellings is not null && oldSpellings.TryGetValue(name, out var current))
            {
                if (value.TryGetProperty(current, out _)) continue;
                name = current;
            }

            var here = where.Length == 0 ? name : $"{where}.{name}";
            if (properties.ValueKind == JsonValueKind.Object && properties.TryGetProperty(name, out var member))
                result[name] = CheckValue(property.Value, member, here);
            else if (isMap && additional.ValueKind == JsonValueKind.Object)
                result[name] = CheckValue(property.Value, additional, here);
            else if (isMap && additional.ValueKind == JsonValueKind.True)
                result[name] = JsonNode.Parse(property.Value.GetRawText());
            else
                throw new Violation($"unknown argument '{here}'{NameHint.For(name, Names(properties))}");
        }

        foreach (var property in properties.ValueKind == JsonValueKind.Object ? properties.EnumerateObject() : default)
        {
            if (!result.ContainsKey(property.Name) && property.Value.TryGetProperty("default", out var byDefault))
                result[property.Name] = JsonNode.Parse(byDefault.GetRawText());
        }

        foreach (var required in schema.TryGetProperty("required", out var names) ? names.EnumerateArray() : default)
        {
            var name = required.GetString()!;
            if (!result.ContainsKey(name)) throw new Violation($"'{(where.Length == 0 ? name : $"{where}.{name}")}' is required");
        }
        return result;
    }

    private static JsonNode CheckValue(JsonElement value, JsonElement schema, string where)
    {
        if (schema.TryGetProperty("anyOf", out var alternatives)) return CheckAlternatives(value, alternatives, where);

        var type = schema.TryGetProperty("type", out var declared) ? declared.GetString() : null;
        JsonNode result = (type, value.ValueKind) switch
        {
            ("string", JsonValueKind.String) => ReadText(value, where),
            ("boolean", JsonValueKind.True or JsonValueKind.False) => value.GetBoolean(),
            ("integer", JsonValueKind.Number) => ReadInteger(value, where),
            ("number", JsonValueKind.Number) => value.GetDouble(),
            ("object", JsonValueKind.Object) => CheckObject(value, schema, where),
            ("array", JsonValueKind.Array) => CheckItems(value, schema, where),
            (null, _) => JsonNode.Parse(value.GetRawText())!,
            _ => throw new Violation($"'{where}' must be {WithArticle(type)}, but is {Kind(value)}"),
        };
        CheckEnum(value, schema, where);
        CheckBounds(value, schema, where);
        return result;
    }

    private static JsonNode CheckAlternatives(JsonElement value, JsonElement alternatives, string where)
    {
        Violation? first = null;
        foreach (var alternative in alternatives.EnumerateArray())
        {
            try
            {
                return CheckValue(value, alternative, where);
            }
            catch (Violation violation)
            {
                first ??= violation;
            }
        }
        var types = alternatives.EnumerateArray().Select(alternative => WithArticle(alternative.GetProperty("type").GetString()));
        throw new Violation($"'{where}' must be {string.Join(" or ", types)}: {first?.Message}");
    }

    private static JsonArray CheckItems(JsonElement value, JsonElement schema, string where)
    {
        var items = schema.TryGetProperty("items", out var declared) ? declared : JsonElement.Parse("{}");
        return new JsonArray([.. value.EnumerateArray().Select((item, index) => CheckValue(item, items, $"{where}[{index}]"))]);
    }

    private static void CheckEnum(JsonElement value, JsonElement schema, string where)
    {
        if (!schema.TryGetProperty("enum", out var allowed)) return;
        if (allowed.EnumerateArray().Any(one => JsonElement.DeepEquals(one, value))) return;
        throw new Violation($"'{where}' must be one of {string.Join(", ", allowed.EnumerateArray().Select(one => $"'{one}'"))}, but is '{value}'");
    }

    private static void CheckBounds(JsonElement value, JsonElement schema, string where)
    {
        if (value.ValueKind != JsonValueKind.Number) return;
        if (schema.TryGetProperty("minimum", out var minimum) && value.GetDouble() < minimum.GetDouble())
            throw new Violation($"'{where}' must be at least {minimum}, but is {value}");
        if (schema.TryGetProperty("maximum", out var maximum) && value.GetDouble() > maximum.GetDouble())
            throw new Violation($"'{where}' must be at most {maximum}, but is {value}");
    }

    private static string ReadText(JsonElement value, string where)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw new Violation($"'{where}' is not valid Unicode text");
        }
    }

    private static long ReadInteger(JsonElement value, string where)
    {
        if (value.TryGetInt64(out var integer)) return integer;
        if (value.GetDouble() is var number && double.IsInteger(number) && Math.Abs(number) <= LargestExactInteger) return (long)number;
        throw new Violation(string.Create(CultureInfo.InvariantCulture, $"'{where}' must be an integer, but is {value}"));
    }

    private static IEnumerable<string> Names(JsonElement properties) =>
        properties.ValueKind == JsonValueKind.Object ? properties.EnumerateObject().Select(property => property.Name) : [];

    private static string WithArticle(string? type) => type is "integer" or "object" or "array" ? $"an {type}" : $"a {type}";

    private static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.Null => "null",
        _ => "a boolean",
    };

    private sealed class Violation(string message) : Exception(message);
}
