using System;
using System.Collections.Generic;
using System.Linq;
using AgentBay.Typed.Schema.Json;

namespace AgentBay.Typed.Schema.Schemas;

/// <summary>Schemas made of a schema: for a part of what it allows.</summary>
internal static class SchemaNarrowing
{
    /// <summary>The schema as it is for one of its types.</summary>
    public static JsonNode OfType(JsonNode schema, string type) => JsonNode.Object(
        schema.Range,
        [
            .. schema.Members.Where(static member => member.Name is not ("type" or "nullable" or "default")),
            new JsonMember("type", schema.Range, JsonNode.Scalar(JsonKind.String, schema.Range, type)),
        ]);

    /// <summary>The alternatives that the values of an enum amount to when they are of several kinds; or null.</summary>
    public static IReadOnlyList<JsonNode>? MixedValues(JsonNode schema)
    {
        if (schema["enum"] is not { IsArray: true } values)
            return null;
        JsonKind[][] kinds = [[JsonKind.String], [JsonKind.True, JsonKind.False], [JsonKind.Number]];
        if (values.Items.Any(value => value.Kind != JsonKind.Null && !kinds.Any(kind => kind.Contains(value.Kind))))
            return null;
        List<JsonNode> alternatives =
        [
            .. kinds.Where(kind => values.Items.Any(value => kind.Contains(value.Kind)))
                .Select(kind => OfValues(schema, [.. values.Items.Where(value => kind.Contains(value.Kind))])),
        ];
        return alternatives.Count > 1 ? alternatives : null;
    }

    /// <summary>An object schema without one of its properties.</summary>
    public static JsonNode Without(JsonNode schema, string property) => JsonNode.Object(
        schema.Range,
        [
            .. schema.Members.Select(member => member.Name switch
            {
                "properties" => member with { Value = JsonNode.Object(member.Value.Range, [.. member.Value.Members.Where(one => one.Name != property)]) },
                "required" => member with { Value = JsonNode.Array(member.Value.Range, [.. member.Value.Items.Where(one => one.Text != property)]) },
                _ => member,
            }),
        ]);

    private static JsonNode OfValues(JsonNode schema, IReadOnlyList<JsonNode> values) => JsonNode.Object(
        schema.Range, [new JsonMember("enum", schema.Range, JsonNode.Array(schema.Range, values))]);
}
