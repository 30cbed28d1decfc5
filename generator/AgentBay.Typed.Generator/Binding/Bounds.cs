using System.Globalization;
using AgentBay.Typed.Generator.Models;
using AgentBay.Typed.Schema.Json;

namespace AgentBay.Typed.Generator.Binding;

/// <summary>Reads the limits that a schema states.</summary>
internal static class Bounds
{
    /// <summary>Whether every integer that the schema allows fits 32 bits.</summary>
    public static bool FitInt32(JsonNode schema) =>
        schema.TextOf("format") == "int32"
        || ((Number(schema, "minimum") ?? Number(schema, "exclusiveMinimum")) >= int.MinValue
            && (Number(schema, "maximum") ?? Number(schema, "exclusiveMaximum")) <= int.MaxValue);

    public static BoundsModel Of(JsonNode schema, TypeModel type) => type.Kind switch
    {
        TypeKind.Int32 or TypeKind.Int64 or TypeKind.Double => OfNumber(schema),
        TypeKind.String => new BoundsModel { MinLength = Count(schema, "minLength"), MaxLength = Count(schema, "maxLength") },
        TypeKind.List => new BoundsModel { MinItems = Count(schema, "minItems"), MaxItems = Count(schema, "maxItems") },
        _ => BoundsModel.None,
    };

    private static BoundsModel OfNumber(JsonNode schema)
    {
        // Draft 4 spells an exclusive bound as a flag beside the bound; later drafts give it a number of its own.
        bool isAbove = schema.FlagOf("exclusiveMinimum") == true;
        bool isBelow = schema.FlagOf("exclusiveMaximum") == true;
        double? minimum = Number(schema, "minimum");
        double? maximum = Number(schema, "maximum");
        return new BoundsModel
        {
            Minimum = isAbove ? null : Literal(minimum),
            Maximum = isBelow ? null : Literal(maximum),
            Above = Literal(isAbove ? minimum : Number(schema, "exclusiveMinimum")),
            Below = Literal(isBelow ? maximum : Number(schema, "exclusiveMaximum")),
        };
    }

    private static double? Number(JsonNode schema, string name) =>
        schema[name] is { Kind: JsonKind.Number } node
        && double.TryParse(node.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
        && !double.IsInfinity(value)
            ? value
            : null;

    private static int? Count(JsonNode schema, string name) => Number(schema, name) is >= 0 and <= int.MaxValue and { } value ? (int)value : null;

    private static string? Literal(double? value) => value is { } number ? ConstantWriter.Double(number) : null;
}
