using System;
using System.Collections.Generic;
using System.Globalization;
using AgentBay.Typed.Schema.Json;

namespace AgentBay.Typed.Schema.Schemas;

/// <summary>
/// Follows <c>$ref</c> inside one schema: a JSON Pointer (RFC 6901) or an anchor in the fragment, behind nothing or behind
/// the <c>$id</c> of the schema or of a part of it. A part with an <c>$id</c> is a schema of its own to the references in it.
/// </summary>
internal sealed class ReferenceResolver(JsonNode root)
{
    private Dictionary<string, JsonNode>? _named;
    private readonly Dictionary<JsonNode, Scope> _scopes = [];

    /// <param name="reference">The value of a <c>$ref</c>, as it stands in the schema.</param>
    /// <param name="fault">Why it leads to none.</param>
    /// <returns>The schema referred to, or null.</returns>
    public JsonNode? Resolve(JsonNode reference, out ReferenceFault fault)
    {
        _named ??= FindNamed();
        int hash = reference.Text.IndexOf('#');
        string address = hash < 0 ? reference.Text : reference.Text.Substring(0, hash);
        string fragment = hash < 0 ? "" : Uri.UnescapeDataString(reference.Text.Substring(hash + 1));
        Scope scope = _scopes.TryGetValue(reference, out Scope? own) ? own : new Scope(root, "");
        JsonNode? node = address.Length == 0 ? scope.Root : Named(address) ?? Named(Absolute(scope.Address, address));
        fault = node is null ? ReferenceFault.LeadsOutside : ReferenceFault.LeadsNowhere;
        if (fragment.Length > 0 && fragment[0] != '/')
            return node is null ? null : Named("#" + fragment);

        // Who gives parts an address does not always mean that to change what references in them are relative to.
        return Walk(node, fragment) ?? (address.Length == 0 ? Walk(root, fragment) : null);
    }

    /// <summary>The name of the definition that a reference ends at; null when it ends at none.</summary>
    public static string? NameIn(string reference)
    {
        int slash = reference.LastIndexOf('/');
        int hash = reference.IndexOf('#');
        return hash >= 0 && slash > hash ? Unescape(Uri.UnescapeDataString(reference.Substring(slash + 1))) : null;
    }

    private static JsonNode? Walk(JsonNode? node, string pointer)
    {
        foreach (string step in pointer.Length == 0 ? [] : pointer.Substring(1).Split('/'))
            node = Step(node, Unescape(step));
        return node;
    }

    private static string Unescape(string step) => step.Replace("~1", "/").Replace("~0", "~");

    private static JsonNode? Step(JsonNode? node, string step) => node switch
    {
        { IsObject: true } => node[step],
        { IsArray: true } when int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out int index) && index < node.Items.Count =>
            node.Items[index],
        _ => null,
    };

    // What begins with a slash is a file to Uri on some systems, and no address here.
    private static string Absolute(string parent, string address) =>
        Uri.TryCreate(parent, UriKind.Absolute, out Uri? start) && !start.IsFile && Uri.TryCreate(start, address, out Uri? whole) ? whole.AbsoluteUri : address;

    // What has a name of its own: an anchor as "#name", a schema with an $id as that address.
    private JsonNode? Named(string name) => _named!.TryGetValue(name, out JsonNode? node) ? node : null;

    private Dictionary<string, JsonNode> FindNamed()
    {
        Dictionary<string, JsonNode> named = new(StringComparer.Ordinal);
        Stack<(JsonNode Node, Scope Scope)> open = new([(root, new Scope(root, ""))]);
        while (open.Count > 0)
        {
            (JsonNode node, Scope scope) = open.Pop();
            if (node.TextOf("$anchor") is { } anchor)
                Add("#" + anchor, node);
            if ((node.TextOf("$id") ?? node.TextOf("id")) is { } id)
            {
                string address = id.Length > 1 ? id.TrimEnd('#') : id;
                Add(address, node);
                if (node["$id"] is not null && address.IndexOf('#') < 0)
                {
                    scope = new Scope(node, Absolute(scope.Address, address));
                    Add(scope.Address, node);
                }
            }

            if (node["$ref"] is { IsString: true } reference)
                _scopes[reference] = scope;
            for (int i = node.Members.Count - 1; i >= 0; i--)
                open.Push((node.Members[i].Value, scope));
            for (int i = node.Items.Count - 1; i >= 0; i--)
                open.Push((node.Items[i], scope));
        }

        return named;

        void Add(string name, JsonNode node) => named[name] = named.TryGetValue(name, out JsonNode? first) ? first : node;
    }

    /// <summary>What references are relative to.</summary>
    /// <param name="Root">The schema that a fragment is looked up in.</param>
    /// <param name="Address">Its address; empty where it has none.</param>
    private sealed record Scope(JsonNode Root, string Address);
}

/// <summary>Why a reference cannot be followed.</summary>
internal enum ReferenceFault
{
    LeadsNowhere,
    LeadsOutside,
    LeadsBack,
}
