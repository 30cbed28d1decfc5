using System;
using System.Collections.Generic;
using System.Linq;
using AgentBay.Typed.Schema.Json;

namespace AgentBay.Typed.Schema.Schemas;

/// <summary>
/// Makes one flat list of members of an object schema and what stands beside its <c>properties</c>: alternatives
/// (<c>anyOf</c>, <c>oneOf</c>) and conditions (<c>if</c>, <c>dependentSchemas</c>). It allows all that the schema allows.
/// </summary>
internal sealed class SchemaFlattener(SchemaExpander schemas, SchemaAlternatives alternatives)
{
    // Alternatives of alternatives, as deep as they can stand in one another without references.
    private const int MaxDepth = 48;

    private readonly Dictionary<JsonNode, JsonNode> _flat = [];
    private int _depth;

    /// <summary>An expanded object schema with the members of its alternatives and conditions among its own.</summary>
    public JsonNode Flatten(JsonNode whole)
    {
        if (!SchemaExpander.IsComposed(whole) && !whole.Members.Any(static member => member.Name is "if" or "dependentSchemas" or "dependencies"))
            return whole;
        if (_flat.TryGetValue(whole, out JsonNode? known))
            return known;
        List<IReadOnlyList<JsonNode>> groups = [.. alternatives.Choices(whole), .. Conditions(whole)];
        if (groups.Count == 0)
            return whole;
        if (_depth == MaxDepth)
        {
            schemas.ReportDepth(whole, MaxDepth);
            return whole;
        }

        // While it is being flattened it stands for itself, so that a circle ends where it began.
        _flat[whole] = whole;
        _depth++;
        JsonNode flat = groups.Aggregate(
            Without(whole), (merged, group) => Merge(merged, [.. group.Select(one => Flatten(schemas.Expand(one)))]));
        _depth--;
        _flat[whole] = flat;
        return flat;
    }

    // What holds only under a condition is one of two alternatives: it, or nothing.
    private static IEnumerable<IReadOnlyList<JsonNode>> Conditions(JsonNode whole)
    {
        JsonNode nothing = JsonNode.Object(whole.Range, []);
        foreach (JsonNode holder in SchemaAlternatives.Holders(whole))
        {
            if (holder["if"] is { IsObject: true } condition)
            {
                yield return [holder["then"] ?? nothing, holder["else"] ?? nothing];
                if (condition["properties"] is { IsObject: true } asked)
                    yield return [Asked(asked), nothing];
            }

            foreach (string keyword in new[] { "dependentSchemas", "dependencies" })
            {
                foreach (JsonMember dependent in holder[keyword]?.Members.Where(static member => member.Value.IsObject) ?? [])
                    yield return [dependent.Value, nothing];
            }
        }
    }

    // A condition asks for some value of a member; the member may have others.
    private static JsonNode Asked(JsonNode properties) => JsonNode.Object(
        properties.Range,
        [
            new JsonMember("properties", properties.Range, JsonNode.Object(
                properties.Range, [.. properties.Members.Select(static member => member with { Value = JsonNode.Scalar(JsonKind.True, member.Value.Range) })])),
        ]);

    private static JsonNode Without(JsonNode whole) => JsonNode.Object(
        whole.Range,
        [.. whole.Members.Where(static member => member.Name is not ("anyOf" or "oneOf" or "allOf" or "if" or "then" or "else" or "dependentSchemas" or "dependencies"))]);

    // A member is required when each alternative requires it. Where the schema describes it too, the schema counts.
    private static JsonNode Merge(JsonNode schema, IReadOnlyList<JsonNode> alternatives)
    {
        IEnumerable<JsonMember> own = schema["properties"] is { IsObject: true } stated ? stated.Members : [];
        HashSet<string> names = new(own.Select(static member => member.Name), StringComparer.Ordinal);
        IEnumerable<JsonMember> offered = alternatives
            .SelectMany(static alternative => alternative["properties"] is { IsObject: true } some ? some.Members : [])
            .Where(member => !names.Contains(member.Name))
            .GroupBy(static member => member.Name, StringComparer.Ordinal)
            .Select(OneOf);
        IEnumerable<string> required = alternatives
            .Select(static alternative => (IEnumerable<string>)SchemaNode.Required(alternative))
            .Aggregate(static (common, others) => common.Intersect(others, StringComparer.Ordinal))
            .Concat(SchemaNode.Required(schema));
        JsonNode properties = JsonNode.Object(schema.Range, [.. own, .. offered]);
        JsonNode requirements = JsonNode.Array(
            schema.Range, [.. required.Distinct(StringComparer.Ordinal).Select(name => JsonNode.Scalar(JsonKind.String, schema.Range, name))]);
        return JsonNode.Object(
            schema.Range,
            [
                .. schema.Members.Where(static member => member.Name is not ("properties" or "required")),
                .. properties.Members.Count > 0 ? new[] { new JsonMember("properties", schema.Range, properties) } : [],
                .. requirements.Items.Count > 0 ? new[] { new JsonMember("required", schema.Range, requirements) } : [],
            ]);
    }

    // A member that several alternatives have is as one of them has it.
    private static JsonMember OneOf(IGrouping<string, JsonMember> members)
    {
        JsonMember first = members.First();
        JsonNode[] schemas = [.. members.Select(static member => member.Value).Distinct(SameJson.Comparer)];
        return schemas.Length == 1
            ? first
            : first with { Value = JsonNode.Object(first.Value.Range, [new JsonMember("anyOf", first.NameRange, JsonNode.Array(first.Value.Range, schemas))]) };
    }
}
