using System.Collections.Generic;
using System.Linq;
using AgentBay.Typed.Schema.Json;

namespace AgentBay.Typed.Schema.Schemas;

/// <summary>Gathers what an expanded schema offers to choose from, wherever it says so.</summary>
internal sealed class SchemaAlternatives(SchemaExpander schemas)
{
    // All that two or more lists of alternatives may be combined to.
    private const int MaxCombinations = 64;

    private readonly SchemaDiscriminator _discriminator = new(schemas);
    private readonly Dictionary<JsonNode, IReadOnlyList<JsonNode>?> _alternatives = [];
    private readonly Dictionary<JsonNode, JsonNode> _additional = [];

    /// <summary>
    /// The alternatives that an expanded schema offers, apart from null and those that nothing fits. One that says no type
    /// has that of the schema around it; several that list strings are one. Null when they are too many to be told.
    /// </summary>
    public IReadOnlyList<JsonNode>? Of(JsonNode whole)
    {
        if (!SchemaExpander.IsComposed(whole))
            return [];
        if (_alternatives.TryGetValue(whole, out IReadOnlyList<JsonNode>? known))
            return known;
        IReadOnlyList<JsonNode>? combined = null;
        foreach (IReadOnlyList<JsonNode> group in Choices(whole))
        {
            if (combined?.Count * group.Count > MaxCombinations)
                return _alternatives[whole] = null;
            combined = combined is null ? group : Possible(combined.SelectMany(one => group.Select(other => schemas.Both(one, other))));
        }

        if (combined is not null && (SchemaNode.Types(whole).Count > 0 || SchemaNode.ImpliedType(whole) is not null))
        {
            JsonNode around = JsonNode.Object(whole.Range, [.. whole.Members.Where(static member => SchemaExpander.IsShaping(member.Name))]);
            combined = Possible(combined.Select(one => SaysType(schemas.Expand(one)) ? one : schemas.Both(around, one)));
        }

        return _alternatives[whole] = GatherStrings(whole.Range, _discriminator.Apply(whole, combined ?? []));
    }

    /// <summary>The alternatives of an expanded schema by their keywords, apart from null and those that nothing fits.</summary>
    public IEnumerable<IReadOnlyList<JsonNode>> Choices(JsonNode whole) =>
        from holder in Holders(whole)
        from keyword in SchemaNode.ChoiceKeywords
        where holder[keyword] is { IsArray: true, Items.Count: > 0 }
        let present = Possible(schemas.Present(holder[keyword]!))
        where present.Count > 0
        select present;

    /// <summary>Whether null is one of an expanded schema's values.</summary>
    public bool AllowsNull(JsonNode whole) =>
        SchemaNode.AllowsNull(whole)
        || SchemaExpander.IsComposed(whole) && Holders(whole).Any(holder => SchemaNode.ChoiceKeywords.Any(keyword =>
            holder[keyword]?.Items.Any(one => SchemaNode.AllowsNull(schemas.Expand(one))) == true));

    /// <summary>The schema of members that <c>properties</c> does not name, when it is stated; or null.</summary>
    public JsonNode? AdditionalProperties(JsonNode whole)
    {
        List<JsonNode> stated = [.. whole["patternProperties"]?.Members.Select(static pattern => pattern.Value) ?? []];
        if (whole["additionalProperties"] is { } additional)
            stated.Add(additional);
        JsonNode[] different = [.. stated.Where(static one => one.Kind is JsonKind.Object or JsonKind.True && !SchemaNode.IsForbidden(one)).Distinct(SameJson.Comparer)];
        if (different.Length < 2)
            return different.FirstOrDefault();
        if (!_additional.TryGetValue(whole, out JsonNode? known))
        {
            TextRange range = different[0].Range;
            _additional.Add(whole, known = JsonNode.Object(range, [new JsonMember("anyOf", range, JsonNode.Array(range, different))]));
        }

        return known;
    }

    /// <summary>The expanded schema, and those that could not be merged into it and hold beside it.</summary>
    public static IEnumerable<JsonNode> Holders(JsonNode whole) => whole["allOf"] is { IsArray: true } rest ? rest.Items.Prepend(whole) : [whole];

    // Strings that are offered one by one are one list of strings; those of a definition stay the definition's.
    private static IReadOnlyList<JsonNode> GatherStrings(TextRange range, IReadOnlyList<JsonNode> alternatives)
    {
        JsonNode[] strings = [.. alternatives.Where(static one => one["$ref"] is null && SchemaNode.StringCases(one) is not null)];
        if (strings.Length < 2)
            return alternatives;
        JsonNode list = JsonNode.Object(range, [new JsonMember("anyOf", range, JsonNode.Array(range, strings))]);
        return [.. alternatives.Select(one => one == strings[0] ? list : one).Except(strings)];
    }

    private IReadOnlyList<JsonNode> Possible(IEnumerable<JsonNode> alternatives) =>
        [.. alternatives.Where(alternative => !SchemaNode.IsImpossible(schemas.Expand(alternative)))];

    private static bool SaysType(JsonNode whole) =>
        !whole.IsObject || SchemaNode.Types(whole).Count > 0 || SchemaNode.ImpliedType(whole) is not null
        || whole["enum"] is not null || whole["const"] is not null || Holders(whole).Any(static holder => SchemaNode.Alternatives(holder).Count > 0);
}
