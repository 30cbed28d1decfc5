using System;
using System.Collections.Generic;
using System.Linq;
using AgentBay.Typed.Schema.Json;

namespace AgentBay.Typed.Schema.Schemas;

/// <summary>
/// Merges schemas that all hold at once (<c>allOf</c>) into one, keyword by keyword. What several of them say of the same
/// value is merged in turn; where that needs references to be followed, it stays an <c>allOf</c>, and the same parts give
/// the same node each time, so that schemas that contain themselves end where they began.
/// </summary>
internal sealed class SchemaMerger
{
    private static readonly string[] Conditional = ["if", "then", "else"];

    private readonly Dictionary<IReadOnlyList<JsonNode>, JsonNode> _merged = new(SameParts.Comparer);

    /// <summary>Merges the parts of a schema.</summary>
    /// <param name="range">Where the schema stands.</param>
    /// <param name="parts">
    /// The parts. Of a text or another keyword that cannot be merged, the first counts. Alternatives and conditions that
    /// are not the first of their keyword stay in an <c>allOf</c>.
    /// </param>
    public JsonNode Merge(TextRange range, IReadOnlyList<JsonNode> parts)
    {
        Dictionary<string, List<JsonMember>> stated = new(StringComparer.Ordinal);
        List<string> order = [];
        List<JsonNode> rest = [];
        foreach (JsonNode part in parts)
        {
            foreach (JsonMember member in Split(KeywordMerger.WithoutFlags(part), stated, rest))
            {
                if (!stated.TryGetValue(member.Name, out List<JsonMember>? same))
                {
                    stated.Add(member.Name, same = []);
                    order.Add(member.Name);
                }

                same.Add(member);
            }
        }

        List<JsonMember> members = [.. order.Select(name => stated[name] is [var only] ? only : MergeKeyword(stated[name]))];
        if (stated.TryGetValue("const", out List<JsonMember>? constants) && (constants.Count > 1 || stated.ContainsKey("enum")))
        {
            IEnumerable<JsonMember> lists = stated.TryGetValue("enum", out List<JsonMember>? enums) ? enums : [];
            JsonNode values = KeywordMerger.Values(
                [.. lists.Select(static list => list.Value), .. constants.Select(static one => JsonNode.Array(one.Value.Range, [one.Value]))]);
            members.RemoveAll(static member => member.Name is "const" or "enum");
            members.Add(new JsonMember("enum", values.Range, values));
        }

        if (rest.Count > 0)
            members.Add(new JsonMember("allOf", range, JsonNode.Array(range, rest)));
        return JsonNode.Object(range, members);
    }

    /// <summary>The schema of what fits each of several schemas.</summary>
    public JsonNode All(IReadOnlyList<JsonNode> schemas)
    {
        if (schemas.FirstOrDefault(SchemaNode.IsForbidden) is { } impossible)
            return impossible;
        JsonNode[] parts = [.. schemas.Where(static schema => schema is { IsObject: true, Members.Count: > 0 }).Distinct()];
        parts = [.. parts.Where((part, i) => i == 0 || !part.IsSameAs(parts[0]))];
        if (parts.Length < 2)
            return parts.Length == 1 ? parts[0] : schemas[0];
        if (_merged.TryGetValue(parts, out JsonNode? known))
            return known;
        bool isPlain = parts.All(static part => !part.Members.Any(static member => member.Name is "$ref" or "allOf" or "anyOf" or "oneOf"));
        JsonNode merged = isPlain
            ? Merge(parts[0].Range, parts)
            : JsonNode.Object(parts[0].Range, [new JsonMember("allOf", parts[0].Range, JsonNode.Array(parts[0].Range, parts))]);
        _merged.Add(parts, merged);
        return merged;
    }

    // The members of a part that are merged one by one. What counts only together is set apart when it is not the first.
    private static IEnumerable<JsonMember> Split(JsonNode part, Dictionary<string, List<JsonMember>> stated, List<JsonNode> rest)
    {
        bool isSecondCondition = part["if"] is not null && stated.ContainsKey("if");
        if (isSecondCondition)
            rest.Add(JsonNode.Object(part.Range, [.. part.Members.Where(static member => Conditional.Contains(member.Name))]));
        foreach (JsonMember member in part.Members)
        {
            bool isSecondChoice = SchemaNode.ChoiceKeywords.Contains(member.Name) && stated.ContainsKey(member.Name);
            if (isSecondChoice)
                rest.Add(JsonNode.Object(part.Range, [member]));
            else if (member.Name is not ("$ref" or "allOf" or "$defs" or "definitions" or "$id" or "$anchor")
                && !(isSecondCondition && Conditional.Contains(member.Name)))
                yield return member;
        }
    }

    private JsonMember MergeKeyword(List<JsonMember> same)
    {
        JsonMember first = same[0];
        IReadOnlyList<JsonNode> values = [.. same.Select(static member => member.Value)];
        return first.Name switch
        {
            "properties" or "patternProperties" or "dependentSchemas" or "dependencies" => first with { Value = MergeByName(values) },
            "items" or "prefixItems" when values.All(static value => value.IsArray) => first with { Value = MergeByPlace(values) },
            "items" when values.Any(static value => value.IsArray) => first,
            "items" or "additionalItems" or "additionalProperties" or "propertyNames" or "contentSchema" => first with { Value = All(values) },
            _ => KeywordMerger.Merge(first.Name, values) is { } value ? first with { Value = value } : first,
        };
    }

    private JsonNode MergeByName(IReadOnlyList<JsonNode> objects)
    {
        Dictionary<string, List<JsonMember>> byName = new(StringComparer.Ordinal);
        List<string> order = [];
        foreach (JsonMember member in objects.SelectMany(static one => one.Members))
        {
            if (!byName.TryGetValue(member.Name, out List<JsonMember>? same))
            {
                byName.Add(member.Name, same = []);
                order.Add(member.Name);
            }

            same.Add(member);
        }

        return JsonNode.Object(
            objects[0].Range,
            [.. order.Select(name => byName[name] is { Count: > 1 } same ? same[0] with { Value = All([.. same.Select(static one => one.Value)]) } : byName[name][0])]);
    }

    private JsonNode MergeByPlace(IReadOnlyList<JsonNode> arrays) => JsonNode.Array(
        arrays[0].Range,
        [
            .. Enumerable.Range(0, arrays.Max(static array => array.Items.Count))
                .Select(place => All([.. arrays.Where(array => place < array.Items.Count).Select(array => array.Items[place])])),
        ]);

    private sealed class SameParts : IEqualityComparer<IReadOnlyList<JsonNode>>
    {
        public static SameParts Comparer { get; } = new();

        public bool Equals(IReadOnlyList<JsonNode>? x, IReadOnlyList<JsonNode>? y) => x is not null && y is not null && x.SequenceEqual(y);

        public int GetHashCode(IReadOnlyList<JsonNode> parts) => parts.Aggregate(0, static (hash, part) => unchecked((hash * 31) + part.GetHashCode()));
    }
}
