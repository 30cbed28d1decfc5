using System;
using System.Collections.Generic;
using System.Linq;
using AgentBay.Typed.Schema.Json;

namespace AgentBay.Typed.Generator.Binding;

/// <summary>Merges schemas that all hold at once (<c>allOf</c>) into one.</summary>
internal static class SchemaMerger
{
    /// <summary>The schema with the members of <paramref name="others"/> put in. Where two state the same keyword, the first wins.</summary>
    public static JsonNode Merge(JsonNode schema, IEnumerable<JsonNode> others)
    {
        Dictionary<string, JsonMember> merged = new(StringComparer.Ordinal);
        List<string> order = [];
        foreach (JsonMember member in schema.Members.Where(static member => member.Name is not "allOf").Concat(others.SelectMany(static other => other.Members)))
        {
            if (!merged.TryGetValue(member.Name, out JsonMember? first))
            {
                merged.Add(member.Name, member);
                order.Add(member.Name);
            }
            else if (member.Name is "properties" or "$defs" or "definitions")
            {
                merged[member.Name] = first with { Value = Union(first.Value, member.Value) };
            }
            else if (member.Name is "required" && first.Value.IsArray && member.Value.IsArray)
            {
                merged[member.Name] = first with { Value = JsonNode.Array(first.Value.Range, [.. first.Value.Items, .. member.Value.Items]) };
            }
        }

        return JsonNode.Object(schema.Range, [.. order.Select(name => merged[name])]);
    }

    private static JsonNode Union(JsonNode first, JsonNode second)
    {
        HashSet<string> names = new(first.Members.Select(static member => member.Name), StringComparer.Ordinal);
        return JsonNode.Object(first.Range, [.. first.Members, .. second.Members.Where(member => !names.Contains(member.Name))]);
    }
}
