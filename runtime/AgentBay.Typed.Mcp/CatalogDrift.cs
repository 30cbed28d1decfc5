using System.Text.Json.Nodes;
using ModelContextProtocol.Protocol;

namespace AgentBay.Typed.Mcp;

/// <summary>How the tools that a server has now differ from those of a catalog.</summary>
public sealed class CatalogDrift
{
    private CatalogDrift(IReadOnlyList<string> missing, IReadOnlyList<string> changed, IReadOnlyList<string> added)
    {
        Missing = missing;
        Changed = changed;
        Added = added;
    }

    /// <summary>Whether there is any difference.</summary>
    public bool IsEmpty => Missing.Count == 0 && Changed.Count == 0 && Added.Count == 0;

    /// <summary>The catalog's tools that the server does not have: a call of one fails.</summary>
    public IReadOnlyList<string> Missing { get; }

    /// <summary>
    /// Tools whose arguments have another schema now, for better or worse: <c>agentbay-typed check</c> tells which.
    /// Empty where the catalog was compiled without schemas. Schemas of answers are not compared, because a catalog does not
    /// carry them: it carries how they are read.
    /// </summary>
    public IReadOnlyList<string> Changed { get; }

    /// <summary>The server's tools that the catalog does not have, by choice or because they are newer.</summary>
    public IReadOnlyList<string> Added { get; }

    /// <summary>The differences in one line.</summary>
    public override string ToString()
    {
        string[] parts = [.. Part("missing", Missing), .. Part("changed", Changed), .. Part("new", Added)];
        return parts.Length == 0 ? "no difference" : string.Join("; ", parts);
    }

    internal static CatalogDrift Between(IReadOnlyList<ToolDescriptor> catalog, IReadOnlyList<Tool> server)
    {
        Dictionary<string, Tool> live = [];
        foreach (Tool tool in server)
            live[tool.Name] = tool;
        HashSet<string> known = [.. catalog.Select(static tool => tool.Name)];
        return new CatalogDrift(
            [.. known.Where(name => !live.ContainsKey(name)).Order(StringComparer.Ordinal)],
            [.. catalog.Where(tool => live.TryGetValue(tool.Name, out Tool? now) && HasChanged(tool, now)).Select(static tool => tool.Name)],
            [.. live.Keys.Where(name => !known.Contains(name)).Order(StringComparer.Ordinal)]);
    }

    private static bool HasChanged(ToolDescriptor tool, Tool now) =>
        tool.InputSchema is { } schema && !JsonNode.DeepEquals(JsonObject.Create(schema), JsonObject.Create(now.InputSchema));

    private static IEnumerable<string> Part(string what, IReadOnlyList<string> names)
    {
        if (names.Count > 0)
            yield return $"{what}: {string.Join(", ", names)}";
    }
}
