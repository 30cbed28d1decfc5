using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using AgentBay.Typed.Generator.Models;
using AgentBay.Typed.Schema.Json;
using AgentBay.Typed.Schema.Schemas;

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
        return Listed(schema).Where(static value => value.Kind != JsonKind.Null).Select(Of).OfType<string>().Distinct();
    }

    // Nothing where one of several alternatives lists nothing.
    private static IReadOnlyList<JsonNode> Listed(JsonNode schema)
    {
        if (schema["const"] is { } only)
            return [only];
        if (schema["enum"] is { IsArray: true } several)
            return several.Items;
        IReadOnlyList<JsonNode>[] each = [.. SchemaNode.Alternatives(schema).Where(static one => !SchemaNode.IsNull(one)).Select(Listed)];
        return each.All(static values => values.Count > 0) ? [.. each.SelectMany(static values => values)] : [];
    }
}
