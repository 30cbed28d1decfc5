using System.Collections.Generic;
using System.Linq;
using AgentBay.Typed.Schema.Json;

namespace AgentBay.Typed.Schema.Schemas;

/// <summary>
/// Reads OpenAPI's <c>discriminator</c>, which tells outside of the alternatives what others say by a constant inside.
/// </summary>
internal sealed class SchemaDiscriminator(SchemaExpander schemas)
{
    /// <summary>The alternatives of an expanded schema, each with the constant by which it is told apart.</summary>
    /// <returns>The alternatives as they are where they have constants, or where one of them is given none.</returns>
    public IReadOnlyList<JsonNode> Apply(JsonNode whole, IReadOnlyList<JsonNode> alternatives)
    {
        if (alternatives.Count < 2 || whole["discriminator"]?.TextOf("propertyName") is not { } property)
            return alternatives;
        List<JsonNode> told = [];
        foreach (JsonNode alternative in alternatives)
        {
            if (ConstantOf(alternative, whole["discriminator"]!["mapping"]) is not { } constant || !Takes(alternative, property, constant))
                return alternatives;
            told.Add(schemas.Both(alternative, Having(property, constant, whole.Range)));
        }

        return told;
    }

    // What is mapped to the definition, by a reference or by its name; else the definition's name.
    private static string? ConstantOf(JsonNode alternative, JsonNode? mapping)
    {
        if (alternative.TextOf("$ref") is not { } reference || ReferenceResolver.NameIn(reference) is not { } name)
            return null;
        string[] mapped =
        [
            .. (mapping?.Members ?? []).Where(entry => entry.Value.IsString && (entry.Value.Text == reference || entry.Value.Text == name))
                .Select(static entry => entry.Name),
        ];
        return mapped.Length switch
        {
            0 => name,
            1 => mapped[0],
            _ => null,
        };
    }

    private bool Takes(JsonNode alternative, string property, string constant)
    {
        if (schemas.Expand(alternative)["properties"]?[property] is not { } described)
            return false;
        JsonNode whole = schemas.Expand(described);
        return SchemaNode.OnlyValue(whole) is null && SchemaNode.Types(whole) is ["string"]
            && (whole["enum"] is not { } values || values.Strings.Contains(constant));
    }

    private static JsonNode Having(string property, string constant, TextRange range)
    {
        JsonNode value = JsonNode.Object(range, [new JsonMember("const", range, JsonNode.Scalar(JsonKind.String, range, constant))]);
        return JsonNode.Object(
            range,
            [
                new JsonMember("properties", range, JsonNode.Object(range, [new JsonMember(property, range, value)])),
                new JsonMember("required", range, JsonNode.Array(range, [JsonNode.Scalar(JsonKind.String, range, property)])),
            ]);
    }
}
