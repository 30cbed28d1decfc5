using System;
using System.Collections.Generic;
using System.Linq;
using AgentBay.Typed.Schema.Json;

namespace AgentBay.Typed.Schema.Captures;

/// <summary>
/// Writes a capture in our own format: tools by name, their keys in a fixed order, schemas as the server has them, and
/// no time stamp, so that what did not change is a diff without a line.
/// </summary>
internal static class CaptureWriter
{
    private static readonly string[] ToolKeys =
        ["name", "server", "title", "description", "inputSchema", "outputSchema", "annotations"];

    /// <param name="catalog">The name of the class, for people.</param>
    /// <param name="source">Where the tools came from, or null.</param>
    /// <param name="tools">The tools, in any order.</param>
    /// <param name="before">The capture that this one replaces. Its text stays where a tool only spells the same JSON in another order.</param>
    public static string Write(string catalog, JsonNode? source, IEnumerable<CapturedTool> tools, Capture? before = null)
    {
        Dictionary<string, JsonNode> old = before?.Tools.ToDictionary(static tool => tool.Name, static tool => Ordered(tool.Node), StringComparer.Ordinal) ?? [];
        IEnumerable<JsonNode> written = tools
            .OrderBy(static tool => tool.Name, StringComparer.Ordinal)
            .Select(tool => (tool.Name, Node: Ordered(tool.Node)))
            .Select(tool => old.TryGetValue(tool.Name, out JsonNode? same) && same.IsSameAs(tool.Node) ? same : tool.Node);

        List<JsonMember> members = [Member("catalog", Text(catalog))];
        if (source is not null)
            members.Add(Member("source", source));
        members.Add(Member("tools", JsonNode.Array(default, [.. written])));
        return JsonWriter.WriteLines(JsonNode.Object(default, members));
    }

    /// <summary>A source: <c>kind</c>, and what else is known and fit for everybody's eyes.</summary>
    public static JsonNode Source(string kind, string key, string? value) => JsonNode.Object(
        default, value is null ? [Member("kind", Text(kind))] : [Member("kind", Text(kind)), Member(key, Text(value))]);

    private static JsonNode Ordered(JsonNode tool)
    {
        bool isRenamed = tool["inputSchema"] is null;
        IEnumerable<JsonMember> members = tool.Members.Select(
            member => isRenamed && member.Name == "input_schema" ? member with { Name = "inputSchema" } : member);
        return JsonNode.Object(
            tool.Range,
            [.. members.OrderBy(static member => Place(member.Name)).ThenBy(static member => member.Name, StringComparer.Ordinal)]);
    }

    private static int Place(string key)
    {
        int place = Array.IndexOf(ToolKeys, key);
        return place < 0 ? ToolKeys.Length : place;
    }

    private static JsonMember Member(string name, JsonNode value) => new(name, default, value);

    private static JsonNode Text(string text) => JsonNode.Scalar(JsonKind.String, default, text);
}
