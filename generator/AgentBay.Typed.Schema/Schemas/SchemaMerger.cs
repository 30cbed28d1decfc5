using System;
using System.Collections.Generic;
using System.Linq;
using AgentBay.Typed.Schema.Json;

namespace AgentBay.Typed.Schema.Schemas;

/// <summary>Merges schemas that all hold at once (<c>allOf</c>) into one.</summary>
internal static class SchemaMerger
{
    /// <summary>The schema with the members of <paramref name="others"/> put in. Where two state the same keyword, the first wins.</summary>
    public static JsonNode Merge(JsonNode schema, IEnumerable<JsonNode> others)
    {
        Dictionary<string, JsonMember> merged = new(StringComparer.Ordinal);
        List<string> order = [];
        foreach (JsonMember member in schema.Members.Where(static member => member.Name is not "allOf").Concat(others.SelectMany(static other => other.Members)))
        {
            if (!merged.TryGetValue(member.Name, out JsonMember? first))
            {
                merged.Add(member.Name, member);
                order.Add(member.Name);
            }
            else if (member.Name is "properties" or "$defs" or "definitions")
            {
                merged[member.Name] = first with { Value = Union(first.Value, member.Value) };
            }
            else if (member.Name is "required" && first.Value.IsArray && member.Value.IsArray)
            {
                merged[member.Name] = first with { Value = JsonNode.Array(first.Value.Range, [.. first.Value.Items, .. member.Value.Items]) };
            }
        }

        return JsonNode.Object(schema.Range, [.. order.Select(name => merged[name])]);
    }

    // A member that several alternatives have is as one of them has it.
    private static JsonMember OneOf(IGrouping<string, JsonMember> members)
    {
        JsonMember first = members.First();
        List<JsonNode> schemas = [];
        foreach (JsonMember member in members)
        {
            if (!schemas.Exists(schema => schema.IsSameAs(member.Value)))
                schemas.Add(member.Value);
        }

        return schemas.Count == 1
            ? first
            : first with { Value = JsonNode.Object(first.Value.Range, [new JsonMember("anyOf", first.NameRange, JsonNode.Array(first.Value.Range, schemas))]) };
    }

    private static JsonNode Union(JsonNode first, JsonNode second)
    {
        HashSet<string> names = new(first.Members.Select(static member => member.Name), StringComparer.Ordinal);
        return JsonNode.Object(first.Range, [.. first.Members, .. second.Members.Where(member => !names.Contains(member.Name))]);
    }

    /// <summary>
    /// An object schema with the properties of its object alternatives put in: required when each alternative requires
    /// them. It allows all that the alternatives allow, and is one flat list of members.
    /// </summary>
    public static JsonNode MergeAlternatives(JsonNode schema, IReadOnlyList<JsonNode> alternatives)
    {
        IEnumerable<JsonMember> offered = alternatives
            .SelectMany(static alternative => alternative["properties"] is { IsObject: true } some ? some.Members : [])
            .GroupBy(static member => member.Name, StringComparer.Ordinal)
            .Select(OneOf);
        JsonNode more = JsonNode.Object(schema.Range, [.. offered]);
        JsonNode properties = schema["properties"] is { IsObject: true } own ? Union(own, more) : more;
        if (properties.Members.Count == 0)
            return schema;
        IEnumerable<string> required = SchemaNode.Required(schema).Concat(alternatives
            .Select(SchemaNode.Required)
            .Aggregate((IEnumerable<string>)SchemaNode.Required(alternatives[0]), static (common, names) => common.Intersect(names)));
        return JsonNode.Object(
            schema.Range,
            [
                .. schema.Members.Where(static member => member.Name is not ("properties" or "required" or "anyOf" or "oneOf")),
                new JsonMember("properties", schema.Range, properties),
                new JsonMember("required", schema.Range, JsonNode.Array(
                    schema.Range, [.. required.Distinct(StringComparer.Ordinal).Select(name => JsonNode.Scalar(JsonKind.String, schema.Range, name))])),
            ]);
    }

    /// <summary>The schema as it is for one of its types.</summary>
    public static JsonNode OfType(JsonNode schema, string type) => JsonNode.Object(
        schema.Range,
        [
            .. schema.Members.Where(static member => member.Name is not ("type" or "nullable" or "default")),
            new JsonMember("type", schema.Range, JsonNode.Scalar(JsonKind.String, schema.Range, type)),
        ]);

    /// <summary>An enum with the values that <paramref name="choose"/> chooses.</summary>
    public static JsonNode OfValues(JsonNode schema, Func<JsonNode, bool> choose) => JsonNode.Object(
        schema.Range, [new JsonMember("enum", schema.Range, JsonNode.Array(schema.Range, [.. schema["enum"]!.Items.Where(choose)]))]);

    /// <summary>An object schema without one of its properties.</summary>
    public static JsonNode Without(JsonNode schema, string property) => JsonNode.Object(
        schema.Range,
        [
            .. schema.Members.Select(member => member.Name == "properties"
                ? member with { Value = JsonNode.Object(member.Value.Range, [.. member.Value.Members.Where(one => one.Name != property)]) }
                : member),
        ]);
}
