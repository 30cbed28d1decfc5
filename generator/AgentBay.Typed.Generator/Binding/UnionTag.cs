using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using AgentBay.Typed.Generator.Models;
using AgentBay.Typed.Generator.Naming;
using AgentBay.Typed.Schema.Json;
using AgentBay.Typed.Schema.Schemas;

namespace AgentBay.Typed.Generator.Binding;

/// <summary>A property with a constant in each alternative, by which objects are told apart.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">The type of the constants: string, boolean or integer.</param>
/// <param name="IsRequired">Whether each alternative requires it.</param>
internal sealed record UnionTag(string Name, TypeKind Kind, bool IsRequired)
{
    /// <summary>The property whose constant tells the alternatives apart; or null.</summary>
    /// <param name="alternatives">The alternatives, expanded.</param>
    /// <param name="schemas">Reads the schemas of their properties.</param>
    public static UnionTag? Find(IReadOnlyList<JsonNode> alternatives, SchemaReader schemas)
    {
        Dictionary<string, (UnionTag Tag, HashSet<string> Values)>? candidates = null;
        foreach (JsonNode alternative in alternatives)
        {
            // Of each alternative only what was a candidate in all before it is looked at.
            Dictionary<string, (UnionTag, HashSet<string>)> remaining = new(StringComparer.Ordinal);
            foreach ((UnionTag tag, string value) in AllIn(alternative, schemas))
            {
                (UnionTag Tag, HashSet<string> Values) known = default;
                if (candidates?.TryGetValue(tag.Name, out known) == false)
                    continue;
                HashSet<string> values = known.Values ?? new(StringComparer.Ordinal);
                bool isSameKind = known.Tag is null || known.Tag.Kind == tag.Kind;
                if (isSameKind && values.Add(value))
                    remaining[tag.Name] = (tag with { IsRequired = tag.IsRequired && known.Tag?.IsRequired != false }, values);
            }

            if (remaining.Count == 0)
                return null;
            candidates = remaining;
        }

        return alternatives[0]["properties"]!.Members.Select(member => candidates!.TryGetValue(member.Name, out var found) ? found.Tag : null)
            .FirstOrDefault(static tag => tag is not null);
    }

    /// <summary>The properties of an expanded schema that could be a tag, each with its constant as text.</summary>
    public static IEnumerable<(UnionTag Tag, string Value)> AllIn(JsonNode alternative, SchemaReader schemas)
    {
        if (SchemaNode.HasTooManyMembers(alternative))
            yield break;
        IReadOnlyCollection<string> required = SchemaNode.Required(alternative);
        IReadOnlyList<JsonMember> properties = alternative["properties"] is { IsObject: true } node ? node.Members : [];
        foreach (JsonMember property in properties)
        {
            if (ConstantIn(property.Value, schemas) is not { } constant || ScalarText.Of(constant) is not { } value || KindOf(constant, value) is not { } kind)
                continue;

            // A constant that is not required tells as much where it is the default: then it is what a missing one stands for.
            bool isRequired = required.Contains(property.Name);
            if (isRequired || schemas.Expand(property.Value)["default"]?.IsSameAs(constant) == true)
                yield return (new UnionTag(property.Name, kind, isRequired), value);
        }
    }

    /// <summary>The constant of an alternative, as text.</summary>
    public string ValueIn(JsonNode alternative, SchemaReader schemas) => ScalarText.Of(ConstantIn(alternative["properties"]![Name]!, schemas)!)!;

    /// <summary>The name of the case that a constant tells. A number or a boolean says nothing without the name of what it is.</summary>
    public string CaseName(string value) => Identifiers.Pascal(Kind == TypeKind.String ? value : Name + "_" + value);

    private static JsonNode? ConstantIn(JsonNode property, SchemaReader schemas) => property.IsObject ? SchemaNode.OnlyValue(schemas.Expand(property)) : null;

    private static TypeKind? KindOf(JsonNode constant, string value) => constant.Kind switch
    {
        JsonKind.String => TypeKind.String,
        JsonKind.True or JsonKind.False => TypeKind.Boolean,
        JsonKind.Number when long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) => TypeKind.Int64,
        _ => null,
    };
}
