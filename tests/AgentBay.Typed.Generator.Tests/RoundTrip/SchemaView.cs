using System.Text.Json;

namespace AgentBay.Typed.Generator.Tests.RoundTrip;

/// <summary>
/// A JSON Schema as the tests read it: the schema, what its <c>$ref</c> leads to and the parts of its <c>allOf</c>, all
/// of which hold at once. Written apart from the generator's own reading, so that the two check each other.
/// </summary>
internal sealed class SchemaView
{
    private readonly JsonElement _root;
    private readonly List<JsonElement> _parts = [];

    public SchemaView(JsonElement root) : this(root, root)
    {
    }

    private SchemaView(JsonElement root, params IEnumerable<JsonElement> schemas)
    {
        _root = root;
        foreach (JsonElement schema in schemas)
            Add(schema);
    }

    /// <summary>Whether nothing at all fits: <c>false</c>.</summary>
    public bool IsImpossible => _parts.Exists(static part => part.ValueKind == JsonValueKind.False);

    /// <summary>The first value that the schema gives for a keyword.</summary>
    public JsonElement? this[string keyword] => All(keyword).Select(static value => (JsonElement?)value).FirstOrDefault();

    /// <summary>The types that the schema names.</summary>
    public IReadOnlyList<string> Types => this["type"] switch
    {
        { ValueKind: JsonValueKind.String } one => [one.GetString()!],
        { ValueKind: JsonValueKind.Array } several => [.. several.EnumerateArray().Select(static type => type.GetString()!)],
        _ => [],
    };

    public bool AllowsNull =>
        Types.Contains("null") || this["nullable"] is { ValueKind: JsonValueKind.True } || Values.Any(static value => value.ValueKind == JsonValueKind.Null);

    /// <summary>The values that the schema lists, by <c>enum</c> or <c>const</c>.</summary>
    public IReadOnlyList<JsonElement> Values =>
        this["const"] is { } only ? [only]
        : this["enum"] is { ValueKind: JsonValueKind.Array } several ? [.. several.EnumerateArray()]
        : [];

    public IReadOnlyList<(string Name, SchemaView Schema)> Properties =>
    [
        .. All("properties").Where(static properties => properties.ValueKind == JsonValueKind.Object)
            .SelectMany(static properties => properties.EnumerateObject())
            .GroupBy(static property => property.Name, StringComparer.Ordinal)
            .Select(property => (property.Key, new SchemaView(_root, property.Select(static one => one.Value)))),
    ];

    public IReadOnlySet<string> Required => All("required").Where(static names => names.ValueKind == JsonValueKind.Array)
        .SelectMany(static names => names.EnumerateArray())
        .Select(static name => name.GetString()!)
        .ToHashSet(StringComparer.Ordinal);

    /// <summary>The schema of members without a name of their own, where the schema states one.</summary>
    public SchemaView? AdditionalProperties =>
        All("additionalProperties").Any(static additional => additional.ValueKind == JsonValueKind.False) ? null
        : this["additionalProperties"] is { ValueKind: JsonValueKind.Object or JsonValueKind.True } additional ? new SchemaView(_root, additional)
        : null;

    public IReadOnlyList<(string Pattern, SchemaView Schema)> PatternProperties =>
    [
        .. All("patternProperties").SelectMany(static patterns => patterns.EnumerateObject())
            .Select(pattern => (pattern.Name, new SchemaView(_root, pattern.Value))),
    ];

    public SchemaView? Items => this["items"] is { ValueKind: not JsonValueKind.Array } items ? new SchemaView(_root, items) : null;

    /// <summary>The schemas of the items that have a place of their own.</summary>
    public IReadOnlyList<SchemaView> Places =>
        (this["prefixItems"] ?? this["items"]) is { ValueKind: JsonValueKind.Array } places
            ? [.. places.EnumerateArray().Select(place => new SchemaView(_root, place))]
            : [];

    public SchemaView? Named(string keyword) => this[keyword] is { } schema ? new SchemaView(_root, schema) : null;

    /// <summary>The greatest number of alternatives that any one place below offers.</summary>
    public int Breadth => BreadthOf(_root);

    /// <summary>Each way to decide between the alternatives of <c>anyOf</c> and <c>oneOf</c>; one when there are none.</summary>
    public IReadOnlyList<SchemaView> Alternatives
    {
        get
        {
            if (_parts.FindIndex(static part => Choice(part) is not null) is not (>= 0 and int place))
                return [this];
            string keyword = Choice(_parts[place])!;
            JsonElement chosen = _parts[place];
            List<SchemaView> alternatives = [];
            foreach (JsonElement alternative in chosen.GetProperty(keyword).EnumerateArray())
            {
                SchemaView decided = new(_root, []);
                decided._parts.AddRange([.. _parts[..place], Without(chosen, keyword), .. _parts[(place + 1)..]]);
                decided.Add(alternative);
                alternatives.AddRange(decided.Alternatives);
            }

            return alternatives;
        }
    }

    /// <summary>Whether the schema states what the value is, rather than allow anything.</summary>
    public bool SaysType
    {
        get
        {
            string[] keywords = ["type", "enum", "const", "$ref", "anyOf", "oneOf", "allOf", "properties", "items"];
            return keywords.Any(keyword => _parts.Exists(part => part.ValueKind == JsonValueKind.Object && part.TryGetProperty(keyword, out _)));
        }
    }

    /// <summary>A keyword's value as a number.</summary>
    public double? Number(string keyword) => this[keyword] is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : null;

    public int? Count(string keyword) => (int?)Number(keyword);

    public string? Text(string keyword) => this[keyword] is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static string? Choice(JsonElement part) =>
        part.ValueKind != JsonValueKind.Object ? null
        : part.TryGetProperty("anyOf", out JsonElement any) && any.ValueKind == JsonValueKind.Array ? "anyOf"
        : part.TryGetProperty("oneOf", out JsonElement one) && one.ValueKind == JsonValueKind.Array ? "oneOf"
        : null;

    private static JsonElement Without(JsonElement schema, string keyword) => JsonSerializer.SerializeToElement(
        schema.EnumerateObject().Where(member => member.Name != keyword).ToDictionary(static member => member.Name, static member => member.Value));

    private static int BreadthOf(JsonElement node) => node.ValueKind switch
    {
        JsonValueKind.Object => node.EnumerateObject()
            .Select(static member => Math.Max(
                member.Name is "anyOf" or "oneOf" && member.Value.ValueKind == JsonValueKind.Array ? member.Value.GetArrayLength() : 1,
                BreadthOf(member.Value)))
            .DefaultIfEmpty(1)
            .Max(),
        JsonValueKind.Array => node.EnumerateArray().Select(BreadthOf).DefaultIfEmpty(1).Max(),
        _ => 1,
    };

    private IEnumerable<JsonElement> All(string keyword)
    {
        foreach (JsonElement part in _parts)
        {
            if (part.ValueKind == JsonValueKind.Object && part.TryGetProperty(keyword, out JsonElement value))
                yield return value;
        }
    }

    private void Add(JsonElement schema)
    {
        if (_parts.Contains(schema))
            return;
        _parts.Add(schema);
        if (schema.ValueKind != JsonValueKind.Object)
            return;
        if (schema.TryGetProperty("$ref", out JsonElement reference))
            Add(Resolve(reference.GetString()!));
        if (schema.TryGetProperty("allOf", out JsonElement all))
        {
            foreach (JsonElement part in all.EnumerateArray())
                Add(part);
        }
    }

    private JsonElement Resolve(string reference)
    {
        JsonElement node = _root;
        foreach (string step in Uri.UnescapeDataString(reference.TrimStart('#')).Split('/').Skip(1))
        {
            string name = step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            node = node.ValueKind == JsonValueKind.Array ? node[int.Parse(name, System.Globalization.CultureInfo.InvariantCulture)] : node.GetProperty(name);
        }

        return node;
    }
}
