using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace AgentBay.Typed.Generator.Tests.RoundTrip;

/// <summary>Makes JSON that fits a schema. Variants differ in the alternatives, enum values and edges that they take.</summary>
/// <param name="way">How.</param>
/// <param name="variant">Which of the variants.</param>
/// <param name="isAnswer">
/// Whether a server makes it: then optional members may be null, and a tuple may end before its last place. In C#, null for
/// something optional means that it is left out, and every place of a tuple is sent.
/// </param>
internal sealed class ValueMaker(Way way, int variant, bool isAnswer = false)
{
    /// <summary>From here on only what is required is made, so that a schema which contains itself comes to an end.</summary>
    private const int OptionalDepth = 9;

    private const int MaxDepth = 40;

    /// <summary>After so many values only what is required is made, so that a broad schema stays a call that a person can read.</summary>
    private const int Enough = 600;

    private int _made;

    public JsonNode? Make(SchemaView schema) => Make(schema, variant, 0);

    private JsonNode? Make(SchemaView schema, int choice, int depth)
    {
        if (depth > MaxDepth)
            throw new NoSampleException("the schema requires itself without end");
        _made++;
        return MakeOf(Choose(schema, choice, depth), choice, depth);
    }

    private SchemaView Choose(SchemaView schema, int choice, int depth)
    {
        IReadOnlyList<SchemaView> all = schema.Alternatives;
        IReadOnlyList<SchemaView> present =
        [
            .. all.Where(static one => one is { IsImpossible: false, Types: not ["null"] } && one.Values is not [{ ValueKind: JsonValueKind.Null }]),
        ];
        IReadOnlyList<SchemaView> choices = present.Count == 0 || (way == Way.Edges && choice % 2 == 1) ? all : present;

        // Deep down the simplest alternative is taken: the one that asks for least.
        return depth > OptionalDepth
            ? choices.OrderBy(static one => one.Types is ["object"] or ["array"] or [] ? 1 + one.Required.Count : 0).First()
            : choices[choice % choices.Count];
    }

    private JsonNode? MakeOf(SchemaView schema, int choice, int depth)
    {
        IReadOnlyList<JsonElement> values = schema.Values;
        bool takesNull = way == Way.Edges && choice % 2 == 1 && schema.AllowsNull;
        if (takesNull)
            return null;
        if (values.Count > 0)
        {
            JsonElement[] present = [.. values.Where(static value => value.ValueKind != JsonValueKind.Null)];
            return present.Length == 0 ? null : JsonNode.Parse(present[choice % present.Length].GetRawText());
        }

        string[] types = [.. schema.Types.Where(static type => type != "null")];
        string? type = types.Length > 0 ? types[choice % types.Length]
            : schema.Types.Count > 0 ? "null"
            : schema.Properties.Count > 0 || schema.AdditionalProperties is not null ? "object"
            : schema["items"] is not null || schema["prefixItems"] is not null ? "array"
            : null;
        return type switch
        {
            "object" => MakeObject(schema, choice, depth),
            "array" => MakeArray(schema, choice, depth),
            "string" => MakeString(schema, choice, depth),
            "integer" => MakeInteger(schema, choice),
            "number" => MakeNumber(schema, choice),
            "boolean" => choice % 2 == 0,
            "null" => null,
            null => MakeAnything(choice),
            _ => throw new NoSampleException($"there is no type {type}"),
        };
    }

    private JsonObject MakeObject(SchemaView schema, int choice, int depth)
    {
        JsonObject made = [];
        IReadOnlySet<string> required = schema.Required;
        bool takesOptional = way != Way.RequiredOnly && depth < OptionalDepth && _made < Enough;
        int minimum = schema.Count("minProperties") ?? 0;
        foreach ((string name, SchemaView property) in schema.Properties.OrderBy(property => required.Contains(property.Name) ? 0 : 1))
        {
            bool isRequired = required.Contains(name);
            if (property.IsImpossible || !(isRequired || takesOptional || made.Count < minimum))
                continue;
            JsonNode? value = Make(property, choice, depth + 1);
            if (value is not null || isRequired || isAnswer)
                made[name] = value;
        }

        foreach (string name in required.Where(name => !made.ContainsKey(name)))
            made[name] = schema.AdditionalProperties is { } any ? Make(any, choice, depth + 1) : "required, yet not described";
        AddUnnamed(schema, made, choice, depth, takesOptional ? 2 : Math.Max(0, minimum - made.Count));
        return made;
    }

    private void AddUnnamed(SchemaView schema, JsonObject made, int choice, int depth, int count)
    {
        bool isFree = depth > 0 && schema.Properties.Count == 0 && schema["additionalProperties"] is null && schema.PatternProperties.Count == 0;
        if (schema.AdditionalProperties is null && schema.PatternProperties.Count == 0 && !isFree)
            return;
        string[] names = way == Way.Edges ? ["", "ключ \"{}\\\n", "class"] : ["first", "second", "third"];
        if (schema.Named("propertyNames") is { } named)
            names = [.. Enumerable.Range(0, 3).Select(i => TextSamples.Make(named, way, choice + i)).Distinct()];
        if (schema.AdditionalProperties is null && schema.PatternProperties is [var (pattern, _), ..])
            names = [.. TextSamples.ForPatterns.Where(name => Regex.IsMatch(name, pattern)).Take(3)];
        SchemaView? value = schema.AdditionalProperties ?? (schema.PatternProperties is [var only, ..] ? only.Schema : null);
        bool isEdgeOfNone = way == Way.Edges && choice % 3 == 0;
        int wanted = isEdgeOfNone ? Math.Min(count, schema.Count("minProperties") ?? 0) : count;
        foreach (string name in names.Where(name => !made.ContainsKey(name)).Take(wanted))
            made[name] = value is null ? MakeAnything(choice) : Make(value, choice, depth + 1);
    }

    private JsonArray MakeArray(SchemaView schema, int choice, int depth)
    {
        IReadOnlyList<SchemaView> places = schema.Places;
        if (places.Count > 0)
        {
            int count = isAnswer && way == Way.Edges && choice % 2 == 0 ? schema.Count("minItems") ?? 0 : places.Count;
            return [.. places.Take(count).Select(place => Make(place, choice, depth + 1))];
        }

        int minimum = schema.Count("minItems") ?? 0;
        int maximum = schema.Count("maxItems") ?? int.MaxValue;
        int wanted = way switch
        {
            Way.RequiredOnly => minimum,
            _ when depth >= OptionalDepth || _made >= Enough => minimum,
            Way.All => Math.Max(minimum, depth < 2 ? 2 : 1),
            _ => choice % 2 == 0 ? minimum : maximum is var most and <= 20 ? most : Math.Max(minimum, 3),
        };
        List<JsonNode?> items = [];
        for (int i = 0; items.Count < Math.Min(wanted, maximum) && i < 1000; i++)
        {
            JsonNode? item = schema.Items is { } described ? Make(described, choice + i, depth + 1) : MakeAnything(choice + i);
            bool isNew = !items.Exists(other => JsonNode.DeepEquals(other, item));
            if (isNew || schema["uniqueItems"] is not { ValueKind: JsonValueKind.True })
                items.Add(item);
            else if (i > minimum + 20)
                break;
        }

        return [.. items];
    }

    private JsonNode? MakeString(SchemaView schema, int choice, int depth)
    {
        bool holdsJson = schema.Text("contentMediaType") == "application/json" && schema.Named("contentSchema") is not null;
        return holdsJson
            ? (Make(schema.Named("contentSchema")!, choice, depth + 1)?.ToJsonString() ?? "null")
            : TextSamples.Make(schema, way, choice);
    }

    private JsonNode MakeInteger(SchemaView schema, int choice)
    {
        (long least, long most) = schema.Text("format") switch
        {
            "int32" => (int.MinValue, int.MaxValue),
            "int16" => (short.MinValue, short.MaxValue),
            "int8" => (sbyte.MinValue, sbyte.MaxValue),
            "uint32" => (0, uint.MaxValue),
            "uint16" => (0, ushort.MaxValue),
            "uint8" => (0, byte.MaxValue),
            "uint" or "uint64" => (0, long.MaxValue),
            _ => (long.MinValue, long.MaxValue),
        };
        (double? low, double? high) = Limits(schema, 1);
        long minimum = low is { } l && l > least ? (long)Math.Ceiling(l) : least;
        long maximum = high is { } h && h < most ? (long)Math.Floor(h) : most;
        long step = schema.Number("multipleOf") is >= 1 and var multiple ? (long)multiple : 1;
        long value = way == Way.Edges
            ? (choice % 2 == 0 ? minimum : maximum)
            : Math.Clamp(7 + choice, minimum, maximum);
        return value / step * step;
    }

    private JsonNode MakeNumber(SchemaView schema, int choice)
    {
        (double? low, double? high) = Limits(schema, 0.5);
        double[] edges = [low ?? -1.7976931348623157E+308, high ?? 1.7976931348623157E+308, Clamp(0.1), Clamp(1E-7), Clamp(0)];
        double value = way == Way.Edges ? edges[choice % edges.Length] : Clamp(choice + 0.5);
        if (schema.Number("multipleOf") is { } multiple)
            value = Math.Round(value / multiple) * multiple;
        return JsonNode.Parse(value.ToString("R", CultureInfo.InvariantCulture))!;

        double Clamp(double number) => Math.Min(Math.Max(number, low ?? double.MinValue), high ?? double.MaxValue);
    }

    // The least and the greatest value allowed; beside an exclusive bound, the value one step inside.
    private static (double? Low, double? High) Limits(SchemaView schema, double step)
    {
        double? low = Greatest(schema.Number("minimum"), schema.Number("exclusiveMinimum") + step);
        double? high = -Greatest(-schema.Number("maximum"), -(schema.Number("exclusiveMaximum") - step));
        if (schema["exclusiveMinimum"] is { ValueKind: JsonValueKind.True })
            low += step;
        if (schema["exclusiveMaximum"] is { ValueKind: JsonValueKind.True })
            high -= step;
        return (low, high);

        static double? Greatest(double? one, double? other) => one is { } a && other is { } b ? Math.Max(a, b) : one ?? other;
    }

    private JsonNode? MakeAnything(int choice)
    {
        if (way == Way.RequiredOnly)
            return "anything";
        return (choice % 4) switch
        {
            0 => new JsonObject { ["any"] = new JsonArray(1, "two", null, 3.5, true) },
            1 => new JsonArray(),
            2 => TextSamples.Odd,
            _ => 1234567.0625,
        };
    }
}
