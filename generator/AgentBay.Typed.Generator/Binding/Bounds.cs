using System;
using System.Globalization;
using System.Linq;
using AgentBay.Typed.Generator.Models;
using AgentBay.Typed.Schema.Json;

namespace AgentBay.Typed.Generator.Binding;

/// <summary>Reads the limits that a schema states.</summary>
internal static class Bounds
{
    // Wide enough for every integer type, and room to count on from it.
    private const decimal Far = 1e27m;

    /// <summary>Whether every integer that the schema allows fits 32 bits.</summary>
    public static bool FitInt32(JsonNode schema) =>
        schema.TextOf("format") is "int8" or "uint8" or "int16" or "uint16" or "int32"
        || ((Number(schema, "minimum") ?? Number(schema, "exclusiveMinimum")) >= int.MinValue
            && (Number(schema, "maximum") ?? Number(schema, "exclusiveMaximum")) <= int.MaxValue);

    /// <summary>The bounds of a value.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="type">The value's type.</param>
    /// <param name="arePossible">Whether a value of the type can keep them; if not, there are none.</param>
    public static BoundsModel Of(JsonNode schema, TypeModel type, out bool arePossible)
    {
        arePossible = true;
        BoundsModel? bounds = type.Kind switch
        {
            TypeKind.Int32 => OfInteger(schema, int.MinValue, int.MaxValue),
            TypeKind.Int64 => OfInteger(schema, long.MinValue, long.MaxValue),
            TypeKind.Double => OfNumber(schema),
            TypeKind.String => OfLength(Count(schema, "minLength"), Count(schema, "maxLength")),
            TypeKind.List => OfItems(Count(schema, "minItems"), Count(schema, "maxItems")),
            TypeKind.Map => OfItems(Count(schema, "minProperties"), Count(schema, "maxProperties")),
            _ => BoundsModel.None,
        };
        arePossible = bounds is not null;
        return bounds ?? BoundsModel.None;
    }

    /// <summary>Whether a constant keeps the bounds.</summary>
    public static bool Allow(BoundsModel bounds, JsonNode constant)
    {
        if (constant.IsString)
        {
            int length = constant.Text.Length - constant.Text.Where((c, i) => i > 0 && char.IsSurrogatePair(constant.Text[i - 1], c)).Count();
            return !(length < bounds.MinLength || length > bounds.MaxLength);
        }

        return constant.Kind != JsonKind.Number
            || !((bounds.Minimum is { } minimum && Compare(constant.Text, minimum) < 0)
                || (bounds.Maximum is { } maximum && Compare(constant.Text, maximum) > 0)
                || (bounds.Above is { } above && Compare(constant.Text, above) <= 0)
                || (bounds.Below is { } below && Compare(constant.Text, below) >= 0));
    }

    /// <summary>A count that the schema states.</summary>
    public static int? Count(JsonNode schema, string name) => Number(schema, name) is >= 0 and <= int.MaxValue and { } value ? (int)value : null;

    // Of a bound between two integers counts the integer next to it that says the same.
    private static BoundsModel? OfInteger(JsonNode schema, long least, long most)
    {
        (decimal? minimum, decimal? maximum, decimal? above, decimal? below) = Read(schema, Exact);
        minimum = minimum is { } from ? Math.Ceiling(from) : null;
        maximum = maximum is { } to ? Math.Floor(to) : null;
        above = above is { } over ? Math.Floor(over) : null;
        below = below is { } under ? Math.Ceiling(under) : null;
        decimal low = Math.Max(minimum ?? least, above + 1 ?? least);
        decimal high = Math.Min(maximum ?? most, below - 1 ?? most);
        if (low > high || low > most || high < least)
            return null;

        // What every value of the type keeps need not be checked.
        return new BoundsModel
        {
            Minimum = minimum > least ? Literal(minimum) : null,
            Maximum = maximum < most ? Literal(maximum) : null,
            Above = above >= least ? Literal(above) : null,
            Below = below <= most ? Literal(below) : null,
        };

        static string? Literal(decimal? value) => value?.ToString("F0", CultureInfo.InvariantCulture);
    }

    private static BoundsModel? OfNumber(JsonNode schema)
    {
        (double? minimum, double? maximum, double? above, double? below) = Read(schema, Number);
        bool isPossible = !(minimum > maximum || minimum >= below || above >= maximum || above >= below);
        return !isPossible ? null : new BoundsModel
        {
            Minimum = Literal(minimum),
            Maximum = Literal(maximum),
            Above = Literal(above),
            Below = Literal(below),
        };

        static string? Literal(double? value) => value is { } number ? ConstantWriter.Double(number) : null;
    }

    private static BoundsModel? OfLength(int? minimum, int? maximum) =>
        minimum > maximum ? null : new BoundsModel { MinLength = minimum, MaxLength = maximum };

    private static BoundsModel? OfItems(int? minimum, int? maximum) =>
        minimum > maximum ? null : new BoundsModel { MinItems = minimum, MaxItems = maximum };

    // Draft 4 spells an exclusive bound as a flag beside the bound; later drafts give it a number of its own.
    private static (T? Minimum, T? Maximum, T? Above, T? Below) Read<T>(JsonNode schema, Func<JsonNode, string, T?> read)
        where T : struct
    {
        bool isAbove = schema.FlagOf("exclusiveMinimum") == true;
        bool isBelow = schema.FlagOf("exclusiveMaximum") == true;
        T? minimum = read(schema, "minimum");
        T? maximum = read(schema, "maximum");
        return (
            isAbove ? null : minimum,
            isBelow ? null : maximum,
            isAbove ? minimum : read(schema, "exclusiveMinimum"),
            isBelow ? maximum : read(schema, "exclusiveMaximum"));
    }

    private static int Compare(string one, string other) =>
        decimal.TryParse(one, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal left)
        && decimal.TryParse(other, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal right)
            ? left.CompareTo(right)
            : double.Parse(one, CultureInfo.InvariantCulture).CompareTo(double.Parse(other, CultureInfo.InvariantCulture));

    private static decimal? Exact(JsonNode schema, string name) =>
        Number(schema, name) is not { } rough ? null
        : decimal.TryParse(schema[name]!.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal exact) ? Math.Min(Math.Max(exact, -Far), Far)
        : rough < 0 ? -Far
        : Far;

    private static double? Number(JsonNode schema, string name) =>
        schema[name] is { Kind: JsonKind.Number } node
        && double.TryParse(node.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
        && !double.IsInfinity(value)
            ? value
            : null;
}
