using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using AgentBay.Typed.Generator.Models;
using AgentBay.Typed.Schema.Json;

namespace AgentBay.Typed.Generator.Binding;

/// <summary>Writes a constant as the text by which the runtime's reader knows it again.</summary>
internal static class ScalarText
{
    /// <returns>The text; null for what is not a string, a boolean or a number.</returns>
    public static string? Of(JsonNode value) => value.Kind switch
    {
        JsonKind.String => value.Text,
        JsonKind.True => "true",
        JsonKind.False => "false",

        // As it is shortest, so that 1.0 is 1.
        JsonKind.Number => decimal.TryParse(value.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number)
            ? number.ToString("G29", CultureInfo.InvariantCulture)
            : value.Text,
        _ => null,
    };

    /// <summary>The constants that a schema lists for a type which does not know them itself, as an enum does.</summary>
    public static IEnumerable<string> ConstantsOf(JsonNode schema, TypeModel type)
    {
        if (type.Kind is not (TypeKind.Boolean or TypeKind.Int32 or TypeKind.Int64 or TypeKind.Double))
            return [];
        IReadOnlyList<JsonNode> values = schema["const"] is { } only ? [only]
            : schema["enum"] is { IsArray: true } several ? several.Items
            : [];
        return values.Where(static value => value.Kind != JsonKind.Null).Select(Of).OfType<string>();
    }
}
