using System.Text.Json;
using System.Text.Json.Nodes;
using NJsonSchema;

namespace AgentBay.Typed.Generator.Tests.RoundTrip;

/// <summary>Validates JSON with NJsonSchema: a judge that knows nothing of the generator.</summary>
internal sealed class SchemaValidator
{
    private readonly JsonSchema _schema;

    private SchemaValidator(JsonSchema schema) => _schema = schema;

    public static async Task<SchemaValidator> OfAsync(JsonElement schema)
    {
        JsonNode node = JsonNode.Parse(schema.GetRawText())!;
        SpellAsDraft4(node);
        return new SchemaValidator(await JsonSchema.FromJsonAsync(node.ToJsonString()));
    }

    /// <returns>What is wrong, or null.</returns>
    public string? Validate(string json)
    {
        var errors = _schema.Validate(json);
        return errors.Count == 0 ? null : string.Join("; ", errors.Select(static error => $"{error.Kind} at {error.Path}"));
    }

    // NJsonSchema is of draft 4, which has other words for two things: $defs are definitions, and a const is an enum of one.
    private static void SpellAsDraft4(JsonNode? schema)
    {
        if (schema is JsonArray several)
        {
            foreach (JsonNode? one in several)
                SpellAsDraft4(one);
        }

        if (schema is not JsonObject members)
            return;
        foreach ((string keyword, JsonNode? value) in members.ToList())
        {
            if (keyword is "properties" or "patternProperties" or "$defs" or "definitions")
            {
                foreach ((_, JsonNode? one) in value as JsonObject ?? [])
                    SpellAsDraft4(one);
            }
            else if (keyword is not ("enum" or "const" or "default" or "examples"))
            {
                SpellAsDraft4(value);
            }
        }

        Rename(members, "$defs", "definitions", static value => value);
        Rename(members, "const", "enum", static value => new JsonArray(value));
        if (members["$ref"] is JsonValue reference && reference.GetValueKind() == JsonValueKind.String)
            members["$ref"] = reference.GetValue<string>().Replace("/$defs/", "/definitions/", StringComparison.Ordinal);
    }

    private static void Rename(JsonObject schema, string name, string newName, Func<JsonNode?, JsonNode?> convert)
    {
        if (!schema.ContainsKey(name))
            return;
        JsonNode? value = schema[name];
        schema.Remove(name);
        schema[newName] = convert(value);
    }
}
