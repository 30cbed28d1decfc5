using System;
using System.Collections.Generic;
using System.Globalization;
using AgentBay.Typed.Schema.Json;

namespace AgentBay.Typed.Schema.Schemas;

/// <summary>
/// Follows <c>$ref</c> inside one schema: a JSON Pointer (RFC 6901) or an anchor in the fragment, behind nothing or behind
/// the <c>$id</c> of the schema or of a part of it.
/// </summary>
internal sealed class ReferenceResolver(JsonNode root)
{
    private Dictionary<string, JsonNode>? _named;

    /// <returns>The schema referred to, or null; then <paramref name="fault"/> says why.</returns>
    public JsonNode? Resolve(string reference, out ReferenceFault fault)
    {
        int hash = reference.IndexOf('#');
        string address = hash < 0 ? reference : reference.Substring(0, hash);
        string fragment = hash < 0 ? "" : Uri.UnescapeDataString(reference.Substring(hash + 1));
        JsonNode? node = address.Length == 0 ? root : Named(address);
        fault = node is null ? ReferenceFault.LeadsOutside : ReferenceFault.LeadsNowhere;
        if (fragment.Length > 0 && fragment[0] != '/')
            return node is null ? null : Named("#" + fragment);
        foreach (string step in fragment.Length == 0 ? [] : fragment.Substring(1).Split('/'))
            node = Step(node, Unescape(step));
        return node;
    }

    /// <summary>The name of the definition that a reference ends at; null when it ends at none.</summary>
    public static string? NameIn(string reference)
    {
        int slash = reference.LastIndexOf('/');
        int hash = reference.IndexOf('#');
        return hash >= 0 && slash > hash ? Unescape(Uri.UnescapeDataString(reference.Substring(slash + 1))) : null;
    }

    private static string Unescape(string step) => step.Replace("~1", "/").Replace("~0", "~");

    private static JsonNode? Step(JsonNode? node, string step) => node switch
    {
        { IsObject: true } => node[step],
        { IsArray: true } when int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out int index) && index < node.Items.Count =>
            node.Items[index],
        _ => null,
    };

    // What has a name of its own: an anchor as "#name", a schema with an $id as that address.
    private JsonNode? Named(string name) => (_named ??= FindNamed()).TryGetValue(name, out JsonNode? node) ? node : null;

    private Dictionary<string, JsonNode> FindNamed()
    {
        Dictionary<string, JsonNode> named = new(StringComparer.Ordinal);
        Stack<JsonNode> open = new([root]);
        while (open.Count > 0)
        {
            JsonNode node = open.Pop();
            if (node.TextOf("$anchor") is { } anchor)
                Add("#" + anchor, node);
            if ((node.TextOf("$id") ?? node.TextOf("id")) is { } id)
                Add(id.Length > 1 ? id.TrimEnd('#') : id, node);
            for (int i = node.Members.Count - 1; i >= 0; i--)
                open.Push(node.Members[i].Value);
            for (int i = node.Items.Count - 1; i >= 0; i--)
                open.Push(node.Items[i]);
        }

        return named;

        void Add(string name, JsonNode node) => named[name] = named.TryGetValue(name, out JsonNode? first) ? first : node;
    }
}

/// <summary>Why a reference cannot be followed.</summary>
internal enum ReferenceFault
{
    LeadsNowhere,
    LeadsOutside,
    LeadsBack,
}
