using System;
using System.Collections.Generic;
using System.Globalization;
using AgentBay.Typed.Schema.Json;

namespace AgentBay.Typed.Schema.Schemas;

/// <summary>Follows <c>$ref</c> inside one schema (JSON Pointer, RFC 6901, in a URI fragment).</summary>
internal sealed class ReferenceResolver(JsonNode root)
{
    /// <returns>The schema referred to, or null; then <paramref name="problem"/> says why.</returns>
    public JsonNode? Resolve(string reference, out string problem)
    {
        problem = "";
        if (!reference.StartsWith("#", StringComparison.Ordinal))
        {
            problem = "it leads outside of this schema";
            return null;
        }

        string pointer = Uri.UnescapeDataString(reference.Substring(1));
        JsonNode? node = root;
        if (pointer.Length > 0 && pointer[0] != '/')
            node = FindAnchor(root, pointer);
        else if (pointer.Length > 0)
        {
            foreach (string step in pointer.Substring(1).Split('/'))
                node = Step(node, step.Replace("~1", "/").Replace("~0", "~"));
        }

        if (node is null)
            problem = "there is no such place in this schema";
        return node;
    }

    private static JsonNode? Step(JsonNode? node, string step) => node switch
    {
        { IsObject: true } => node[step],
        { IsArray: true } when int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out int index) && index < node.Items.Count =>
            node.Items[index],
        _ => null,
    };

    private static JsonNode? FindAnchor(JsonNode node, string anchor)
    {
        if (node.IsObject && (node.TextOf("$anchor") == anchor || node.TextOf("$id") == "#" + anchor))
            return node;
        IEnumerable<JsonNode> children = node.IsArray ? node.Items : Values(node);
        foreach (JsonNode child in children)
        {
            if (FindAnchor(child, anchor) is { } found)
                return found;
        }

        return null;
    }

    private static IEnumerable<JsonNode> Values(JsonNode node)
    {
        foreach (JsonMember member in node.Members)
            yield return member.Value;
    }
}
