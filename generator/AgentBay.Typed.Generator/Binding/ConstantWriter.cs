using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using AgentBay.Typed.Generator.Emission;
using AgentBay.Typed.Generator.Models;
using AgentBay.Typed.Schema.Json;

namespace AgentBay.Typed.Generator.Binding;

/// <summary>Writes a JSON value as a C# constant.</summary>
internal static class ConstantWriter
{
    /// <returns>The constant, for an enum the name of its value; null when the value is not one of the type.</returns>
    public static string? Write(JsonNode value, TypeModel type, IReadOnlyList<DeclaredType> types) => (type.Kind, value.Kind) switch
    {
        (TypeKind.String, JsonKind.String) => Literal.String(value.Text),
        (TypeKind.Boolean, JsonKind.True) => "true",
        (TypeKind.Boolean, JsonKind.False) => "false",
        (TypeKind.Int32, JsonKind.Number) when Integer(value.Text) is >= int.MinValue and <= int.MaxValue and { } number =>
            number.ToString(CultureInfo.InvariantCulture),
        (TypeKind.Int64, JsonKind.Number) when Integer(value.Text) is { } number => number.ToString(CultureInfo.InvariantCulture),
        (TypeKind.Double, JsonKind.Number)
            when double.TryParse(value.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && !double.IsInfinity(number) =>
            Double(number),
        (TypeKind.Enum, JsonKind.String) => types.OfType<EnumModel>().FirstOrDefault(model => model.Name == type.Name)?.Values
            .FirstOrDefault(one => one.WireName == value.Text)?.Name,
        _ => null,
    };

    public static string Double(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static long? Integer(string text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number)
        && decimal.Truncate(number) == number && number is >= long.MinValue and <= long.MaxValue
            ? (long)number
            : null;
}
