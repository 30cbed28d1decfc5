using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using AgentBay.Typed.Schema.Json;

namespace AgentBay.Typed.Schema.Schemas;

/// <summary>Merges what several schemas say by one keyword, when that holds no schemas itself.</summary>
internal static class KeywordMerger
{
    /// <returns>A value that says what all of them say; null where there is none, so that one of them has to do.</returns>
    public static JsonNode? Merge(string keyword, IReadOnlyList<JsonNode> values) => keyword switch
    {
        "type" => Types(values),
        "enum" => Values(values),
        "required" => Names(values),
        "minimum" or "exclusiveMinimum" or "minLength" or "minItems" or "minProperties" => Tightest(values, static (one, best) => one > best),
        "maximum" or "exclusiveMaximum" or "maxLength" or "maxItems" or "maxProperties" => Tightest(values, static (one, best) => one < best),
        _ => null,
    };

    /// <summary>The values that each of several lists has.</summary>
    public static JsonNode Values(IReadOnlyList<JsonNode> lists)
    {
        IEnumerable<JsonNode> common = lists[0].Items;
        foreach (JsonNode list in lists.Skip(1))
        {
            HashSet<JsonNode> allowed = new(list.Items, SameJson.Comparer);
            common = [.. common.Where(allowed.Contains)];
        }

        return JsonNode.Array(lists[0].Range, [.. common]);
    }

    /// <summary>
    /// The schema with draft 4's flags beside its bounds as later drafts write them, so that a flag is not taken for one
    /// of another schema's bound.
    /// </summary>
    public static JsonNode WithoutFlags(JsonNode schema)
    {
        bool hasFlag = schema.FlagOf("exclusiveMinimum") is not null || schema.FlagOf("exclusiveMaximum") is not null;
        return hasFlag ? JsonNode.Object(schema.Range, [.. schema.Members.Select(Plain).OfType<JsonMember>()]) : schema;

        JsonMember? Plain(JsonMember member) => member switch
        {
            { Name: "exclusiveMinimum" or "exclusiveMaximum", Value.Kind: JsonKind.True or JsonKind.False } => null,
            { Name: "minimum" } when schema.FlagOf("exclusiveMinimum") == true => member with { Name = "exclusiveMinimum" },
            { Name: "maximum" } when schema.FlagOf("exclusiveMaximum") == true => member with { Name = "exclusiveMaximum" },
            _ => member,
        };
    }

    // Types that exclude each other leave an empty list, which allows nothing.
    private static JsonNode Types(IReadOnlyList<JsonNode> values)
    {
        IReadOnlyList<string> common = TypesOf(values[0]);
        foreach (JsonNode value in values.Skip(1))
        {
            IReadOnlyList<string> others = TypesOf(value);
            common =
            [
                .. common.Select(type => others.Contains(type) ? type
                    : type is "integer" or "number" && others.Any(static other => other is "integer" or "number") ? "integer"
                    : null).OfType<string>().Distinct(StringComparer.Ordinal),
            ];
        }

        TextRange range = values[0].Range;
        JsonNode[] types = [.. common.Select(type => JsonNode.Scalar(JsonKind.String, range, type))];
        return types.Length == 1 ? types[0] : JsonNode.Array(range, types);
    }

    private static IReadOnlyList<string> TypesOf(JsonNode value) =>
        value.IsString ? [value.Text] : [.. value.Items.Where(static item => item.IsString).Select(static item => item.Text)];

    private static JsonNode Names(IReadOnlyList<JsonNode> values) => JsonNode.Array(
        values[0].Range, [.. values.SelectMany(static value => value.Items).Distinct(SameJson.Comparer)]);

    private static JsonNode? Tightest(IReadOnlyList<JsonNode> values, Func<double, double, bool> isTighter)
    {
        JsonNode? tightest = null;
        double best = 0;
        foreach (JsonNode value in values)
        {
            if (value.Kind == JsonKind.Number && double.TryParse(value.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
                && (tightest is null || isTighter(number, best)))
            {
                tightest = value;
                best = number;
            }
        }

        return tightest;
    }
}
