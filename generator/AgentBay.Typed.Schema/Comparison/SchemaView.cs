using System;
using System.Collections.Generic;
using System.Linq;
using AgentBay.Typed.Schema.Json;
using AgentBay.Typed.Schema.Schemas;

namespace AgentBay.Typed.Schema.Comparison;

/// <summary>A tool's schema as its values see it: references followed, <c>allOf</c> merged, types told.</summary>
internal sealed class SchemaView(JsonNode root)
{
    private static readonly string[] AllTypes = ["array", "boolean", "integer", "null", "number", "object", "string"];

    private readonly SchemaExpander _schemas = new(root, mergesSingleAlternatives: false);
    private readonly HashSet<JsonNode> _listing = [];

    /// <summary>The schema with all that <c>$ref</c> and <c>allOf</c> bring in. One that leads nowhere, or in a circle, brings nothing.</summary>
    public JsonNode Expand(JsonNode schema) => _schemas.Expand(schema);

    /// <summary>The types of the schema's values. A number may be an integer.</summary>
    public ISet<string> Types(JsonNode schema)
    {
        HashSet<string> types = new(Named(schema), StringComparer.Ordinal);
        if (types.Contains("number"))
            types.Add("integer");
        if (schema.FlagOf("nullable") == true)
            types.Add("null");
        return types;
    }

    /// <summary>The schema's cases apart from null: its alternatives, or the schema for each of its types.</summary>
    public IReadOnlyList<JsonNode> Cases(JsonNode schema)
    {
        IReadOnlyList<JsonNode> alternatives = SchemaNode.Alternatives(schema);
        if (alternatives.Count > 0)
            return [.. alternatives.Where(alternative => !SchemaNode.IsNull(Expand(alternative)))];
        IReadOnlyList<string> types = SchemaNode.Types(schema);
        return types.Count > 1 ? [.. types.Select(type => SchemaNarrowing.OfType(schema, type))] : [schema];
    }

    /// <summary>All values that the schema allows, where it lists them; or null.</summary>
    public static IReadOnlyList<JsonNode>? Values(JsonNode schema)
    {
        if (schema["enum"] is { IsArray: true } values)
            return values.Items;
        if (schema["const"] is { } constant)
            return [constant];
        if (schema["type"] is { IsString: true, Text: "null" } type)
            return [JsonNode.Scalar(JsonKind.Null, type.Range)];
        List<JsonNode> all = [];
        foreach (JsonNode alternative in SchemaNode.Alternatives(schema))
        {
            if (alternative["$ref"] is not null || Values(alternative) is not { } some)
                return null;
            all.AddRange(some);
        }

        return all.Count == 0 ? null : all;
    }

    private IEnumerable<string> Named(JsonNode schema)
    {
        if (SchemaNode.IsForbidden(schema))
            return [];
        if (schema["type"] is { IsString: true } one)
            return [one.Text];
        if (schema["type"] is { IsArray: true } several)
            return several.Items.Where(static type => type.IsString).Select(static type => type.Text);
        if (Values(schema) is { } values)
            return values.Select(TypeOf);
        IReadOnlyList<JsonNode> alternatives = SchemaNode.Alternatives(schema);
        if (alternatives.Count > 0 && _listing.Add(schema))
        {
            string[] types = [.. alternatives.SelectMany(alternative => Types(Expand(alternative)))];
            _listing.Remove(schema);
            return types;
        }

        if (schema["properties"] is not null)
            return ["object"];
        return schema["items"] is not null || schema["prefixItems"] is not null ? ["array"] : AllTypes;
    }

    private static string TypeOf(JsonNode value) => value.Kind switch
    {
        JsonKind.Null => "null",
        JsonKind.True or JsonKind.False => "boolean",
        JsonKind.Number => value.Text.IndexOfAny(['.', 'e', 'E']) < 0 ? "integer" : "number",
        JsonKind.String => "string",
        JsonKind.Array => "array",
        _ => "object",
    };
}
