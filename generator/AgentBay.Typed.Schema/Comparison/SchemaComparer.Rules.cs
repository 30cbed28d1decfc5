using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using AgentBay.Typed.Schema.Json;

namespace AgentBay.Typed.Schema.Comparison;

/// <summary>What a schema asks of a value beside its type, and what it says to people.</summary>
internal sealed partial class SchemaComparer
{
    /// <summary>JavaScript's largest exact integer: a bound that is no narrower is no bound.</summary>
    private const double LargestSafeInteger = 9007199254740991;

    private static readonly string[] NumberBounds = ["minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum"];
    private static readonly string[] CountBounds = ["minLength", "minItems", "minProperties", "maxLength", "maxItems", "maxProperties"];

    /// <summary>Rules that are either the same or not; whether another one asks for more is not decided.</summary>
    private static readonly string[] Rules =
    [
        "format", "pattern", "multipleOf", "uniqueItems", "contentEncoding", "contentMediaType", "contentSchema", "not", "if", "then", "else",
        "dependentRequired", "dependentSchemas", "dependencies", "patternProperties", "propertyNames", "contains", "minContains", "maxContains",
        "unevaluatedProperties", "unevaluatedItems",
    ];

    /// <summary>Rules by which an output is read.</summary>
    private static readonly string[] ReadingRules = ["format", "contentEncoding", "contentSchema"];

    private static readonly string[] Texts =
        ["title", "description", "default", "examples", "example", "deprecated", "readOnly", "writeOnly"];

    private void CompareBounds(JsonNode before, JsonNode after, string path, TextRange place)
    {
        foreach (string bound in NumberBounds)
            CompareBound(bound, NumberBound(before, bound), NumberBound(after, bound), IsInteger(before));
        foreach (string bound in CountBounds)
            CompareBound(bound, CountBound(before, bound), CountBound(after, bound), isRead: false);

        void CompareBound(string bound, double? old, double? present, bool isRead)
        {
            if (old == present)
                return;
            bool isLower = IsLower(bound);
            bool isTighter = present is { } now && (old is not { } was || (isLower ? now > was : now < was));
            TextRange range = before[bound]?.Range ?? place;
            string message = $"{Name(path)}: {bound} {Change(old, present)}";
            if (isTighter)
                Narrowed(DifferenceKind.BoundChanged, range, path, message);
            else
                Report(DifferenceKind.BoundChanged, flow == Flow.Output && isRead, range, path, message);
        }

        // An integer within bounds is an int; one without is a long.
        static bool IsInteger(JsonNode schema) => schema.TextOf("type") == "integer";

        static string Change(double? old, double? present) => (old, present) switch
        {
            (null, { } now) => $"is {Show(now)} now",
            ({ } was, { } now) => $"was {Show(was)} and is {Show(now)}",
            _ => "is gone",
        };

        static string Show(double value) => value.ToString("R", CultureInfo.InvariantCulture);
    }

    private static double? NumberBound(JsonNode schema, string bound)
    {
        // Draft 4 spells an exclusive bound as a flag beside the bound.
        string plain = bound.EndsWith("inimum", StringComparison.Ordinal) ? "minimum" : "maximum";
        string exclusive = plain == "minimum" ? "exclusiveMinimum" : "exclusiveMaximum";
        bool isFlagged = schema.FlagOf(exclusive) == true;
        JsonNode? value = bound == exclusive && isFlagged ? schema[plain]
            : bound == plain && isFlagged ? null
            : schema[bound];
        return Number(value) is { } number && Math.Abs(number) < LargestSafeInteger ? number : null;
    }

    private static double? CountBound(JsonNode schema, string bound) =>
        Number(schema[bound]) is { } number && !(number <= 0 && IsLower(bound)) ? number : null;

    private static bool IsLower(string bound) => bound.IndexOf("min", StringComparison.OrdinalIgnoreCase) >= 0;

    private static double? Number(JsonNode? node) =>
        node is { Kind: JsonKind.Number } && double.TryParse(node.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : null;

    private void CompareRules(JsonNode before, JsonNode after, string path, TextRange place)
    {
        foreach (string rule in Rules)
        {
            JsonNode? old = before[rule];
            JsonNode? present = after[rule];
            if (old is null ? present is null : present is not null && old.IsSameAs(present))
                continue;
            TextRange range = old?.Range ?? place;
            string message = (old, present) switch
            {
                (null, { } now) => $"{Name(path)} must fit {rule} {Show(now)} now",
                ({ } was, { } now) => $"{Name(path)}: {rule} was {Show(was)} and is {Show(now)}",
                _ => $"{Name(path)} need not fit {rule} {Show(old!)} any more",
            };
            bool isBreaking = flow == Flow.Input ? present is not null : old is not null && ReadingRules.Contains(rule);
            Report(DifferenceKind.RuleChanged, isBreaking, range, path, message);
        }
    }

    private void CompareTexts(JsonNode before, JsonNode after, string path, TextRange place)
    {
        IEnumerable<string> own = before.Members.Concat(after.Members).Select(static member => member.Name)
            .Where(static name => name.StartsWith("x-", StringComparison.Ordinal) || Texts.Contains(name)).Distinct(StringComparer.Ordinal);
        foreach (string text in own)
        {
            if (ChangeOf(before[text], after[text]) is { } change)
            {
                Report(
                    DifferenceKind.TextChanged, false, before[text]?.Range ?? place, path,
                    $"the {JsonWriter.Escape(text)} of {Name(path)} {change}");
            }
        }
    }
}
