using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using AgentBay.Typed.Schema.Json;

namespace AgentBay.Typed.Schema.Schemas;

/// <summary>Questions asked of a schema, whatever draft or habit it was written in.</summary>
internal static class SchemaNode
{
    /// <summary>The keywords that offer alternatives.</summary>
    public static readonly string[] ChoiceKeywords = ["anyOf", "oneOf"];

    /// <summary>The most members of an object that become properties or parameters; objects of more are read and written as JSON.</summary>
    public const int MostMembers = 1000;

    /// <summary>The types that the schema names, apart from null.</summary>
    public static IReadOnlyList<string> Types(JsonNode schema)
    {
        JsonNode? named = schema["type"];
        if (named is { IsString: true })
            return named.Text == "null" ? [] : [named.Text];
        if (named is not { IsArray: true })
            return [];
        List<string> types =
        [
            .. named.Items.Where(static item => item is { IsString: true, Text: not "null" }).Select(static item => item.Text).Distinct(StringComparer.Ordinal),
        ];

        // Every integer is a number.
        if (types.Contains("number"))
            types.Remove("integer");
        return types;
    }

    /// <summary>The type that the schema's other keywords tell where it names none; or null.</summary>
    public static string? ImpliedType(JsonNode schema)
    {
        if (schema["properties"] is { IsObject: true } || schema["additionalProperties"] is { IsObject: true }
            || schema["patternProperties"] is { IsObject: true, Members.Count: > 0 })
            return "object";
        if (schema["items"] is not null || schema["prefixItems"] is not null)
            return "array";
        IEnumerable<JsonNode> listed = schema["enum"] is { IsArray: true } several ? several.Items
            : schema["const"] is { } one ? [one]
            : [];
        JsonNode[] values = [.. listed.Where(static value => value.Kind != JsonKind.Null)];
        if (values.Length == 0)
            return null;
        if (values.All(static value => value.Kind is JsonKind.True or JsonKind.False))
            return "boolean";
        if (values.All(static value => value.Kind == JsonKind.Number))
            return values.All(static value => long.TryParse(value.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)) ? "integer" : "number";
        return null;
    }

    /// <summary>Whether null is one of the schema's values.</summary>
    public static bool AllowsNull(JsonNode schema) =>
        schema["type"] is { IsArray: true } types && types.Strings.Contains("null")
        || schema.FlagOf("nullable") == true
        || schema["enum"] is { IsArray: true } values && values.Items.Any(static item => item.Kind == JsonKind.Null)
        || IsNull(schema)
        || Alternatives(schema).Any(IsNull);

    /// <summary>The alternatives of <c>anyOf</c> or <c>oneOf</c>.</summary>
    public static IReadOnlyList<JsonNode> Alternatives(JsonNode schema) =>
        schema["anyOf"] is { IsArray: true } any ? any.Items
        : schema["oneOf"] is { IsArray: true } one ? one.Items
        : [];

    /// <summary>Whether the schema is <c>{"type":"null"}</c> or <c>{"const":null}</c>.</summary>
    public static bool IsNull(JsonNode schema) =>
        schema is { IsObject: true }
        && (schema["type"] is { IsString: true, Text: "null" }
            || schema["const"] is { Kind: JsonKind.Null }
            || schema["enum"] is { IsArray: true, Items: [{ Kind: JsonKind.Null }] });

    /// <summary>Whether the schema says that no value fits it: <c>false</c>, or <c>not</c> of anything.</summary>
    public static bool IsForbidden(JsonNode schema) =>
        schema.Kind == JsonKind.False || schema["not"] is { Kind: JsonKind.True } or { IsObject: true, Members.Count: 0 };

    /// <summary>Whether no value fits the schema, because it says so or its parts exclude each other.</summary>
    public static bool IsImpossible(JsonNode schema) =>
        IsForbidden(schema)
        || schema["type"] is { IsArray: true, Items.Count: 0 }
        || schema["enum"] is { IsArray: true, Items.Count: 0 };

    /// <summary>The strings that are the schema's only values (<c>enum</c>, <c>const</c>, or alternatives of these); or null.</summary>
    public static IReadOnlyList<EnumCase>? StringCases(JsonNode schema)
    {
        if (schema["enum"] is { IsArray: true, Items.Count: > 0 } values)
        {
            List<JsonNode> present = [.. values.Items.Where(static value => value.Kind != JsonKind.Null)];
            return present.Count > 0 && present.All(static value => value.IsString)
                ? [.. present.Select(static value => new EnumCase(value.Text, ""))]
                : null;
        }

        if (schema["const"] is { IsString: true } constant)
            return [new EnumCase(constant.Text, "")];

        List<JsonNode> alternatives = [.. Alternatives(schema).Where(static alternative => !IsNull(alternative))];
        if (alternatives.Count == 0)
            return null;
        List<EnumCase> cases = [];
        foreach (JsonNode alternative in alternatives)
        {
            if (!alternative.IsObject || alternative["$ref"] is not null || StringCases(alternative) is not { } nested)
                return null;
            string doc = alternative.TextOf("description") ?? alternative.TextOf("title") ?? "";
            cases.AddRange(nested.Select(one => one.Doc.Length == 0 ? one with { Doc = doc } : one));
        }

        return cases;
    }

    /// <summary>The schemas of an array's items when these differ by their place and no others may follow; or null.</summary>
    public static IReadOnlyList<JsonNode>? Places(JsonNode schema)
    {
        (JsonNode? places, JsonNode? rest) = schema["prefixItems"] is { IsArray: true } prefix
            ? (prefix, schema["items"])
            : (schema["items"], schema["additionalItems"]);
        bool isClosed = rest is null || IsForbidden(rest)
            || schema["maxItems"] is { Kind: JsonKind.Number } most && most.Text == places?.Items.Count.ToString(CultureInfo.InvariantCulture);
        return isClosed && places is { IsArray: true, Items.Count: > 0 } ? places.Items : null;
    }

    /// <summary>The one value that the schema allows (<c>const</c>, or an enum of one); or null.</summary>
    public static JsonNode? OnlyValue(JsonNode schema) =>
        schema["const"] ?? (schema["enum"] is { IsArray: true, Items: [{ } only] } ? only : null);

    public static IReadOnlyCollection<string> Required(JsonNode schema) => schema["required"] is { IsArray: true } names ? names.Strings : [];

    /// <summary>Whether the schema allows no members but those that <c>properties</c> names.</summary>
    public static bool IsClosed(JsonNode schema) =>
        schema["additionalProperties"] is { } rest && IsForbidden(rest) && schema["patternProperties"] is not { Members.Count: > 0 };

    /// <summary>Whether an object schema names more members than a type of C# is made for: the compiler's time grows faster than they do.</summary>
    public static bool HasTooManyMembers(JsonNode schema) =>
        schema["properties"] is { Members.Count: > MostMembers } || schema["required"] is { Items.Count: > MostMembers };

    public static string Description(JsonNode schema) => schema.TextOf("description") ?? schema.TextOf("title") ?? "";

    public static bool IsDeprecated(JsonNode schema) => schema.FlagOf("deprecated") == true;
}

/// <summary>A string that an enum may be.</summary>
internal sealed record EnumCase(string WireName, string Doc);
