using System;
using System.Collections.Generic;
using System.Linq;
using AgentBay.Typed.Schema.Json;

namespace AgentBay.Typed.Schema.Captures;

/// <summary>Reads a capture in any of its forms.</summary>
internal static class CaptureReader
{
    /// <returns>The capture, or null when there is none to be read; <paramref name="problems"/> says why.</returns>
    public static Capture? Read(string text, List<Problem> problems)
    {
        try
        {
            JsonNode root = JsonParser.Parse(text, problems);
            if ((root["nextCursor"] ?? root["result"]?["nextCursor"]) is { IsString: true, Text.Length: > 0 } cursor)
                problems.Add(Problems.IncompleteCapture(cursor.Range));
            return FindTools(text, root, problems) is { } tools ? new Capture(ImageId(root), ReadTools(tools, problems)) : null;
        }
        catch (JsonSyntaxException e)
        {
            problems.Add(Problems.NotJson(e.Range, e.Message));
            return null;
        }
    }

    private static string? ImageId(JsonNode root) => root["source"] is { IsObject: true } source ? source.TextOf("imageId") : null;

    private static JsonNode? FindTools(string text, JsonNode root, List<Problem> problems)
    {
        if (root.IsArray)
            return root;
        if (!root.IsObject)
        {
            problems.Add(Problems.NotACapture(root.Range, "it is neither an object nor an array"));
            return null;
        }

        // Our own format and an answer to tools/list; the JSON-RPC envelope around one; AgentBay's ListMcpTools.
        JsonNode? tools = root["tools"] ?? root["result"]?["tools"];
        if (tools is null && root["Data"] is { } data)
            tools = data.IsString ? JsonParser.ParseEmbedded(text, data, problems) : data;
        switch (tools)
        {
            case { IsArray: true }:
                return tools;
            case not null:
                problems.Add(Problems.NotACapture(tools.Range, "its tools are not an array"));
                return null;
            default:
                string why = root["error"] is { } error
                    ? $"it is the error '{error.TextOf("message") ?? "without a message"}'"
                    : "it has no 'tools'";
                problems.Add(Problems.NotACapture(new TextRange(root.Range.Start, 1), why));
                return null;
        }
    }

    private static IReadOnlyList<CapturedTool> ReadTools(JsonNode list, List<Problem> problems)
    {
        Dictionary<string, CapturedTool> tools = new(StringComparer.Ordinal);
        foreach (JsonNode node in list.Items)
        {
            if (!node.IsObject)
            {
                problems.Add(Problems.InvalidTool(node.Range, "it is not an object"));
                continue;
            }

            if (node["name"] is not { IsString: true } name)
            {
                problems.Add(Problems.InvalidTool(node["name"]?.Range ?? new TextRange(node.Range.Start, 1), "it has no name"));
                continue;
            }

            if (tools.ContainsKey(name.Text))
                problems.Add(Problems.DuplicateTool(name.Range, name.Text));
            else
                tools.Add(name.Text, new CapturedTool(name.Text, name.Range, WithoutEcho(node, name.Text)));
        }

        return [.. tools.Values.OrderBy(static tool => tool.Name, StringComparer.Ordinal)];
    }

    // AgentBay's list says a tool's name a second time, as 'tool'.
    private static JsonNode WithoutEcho(JsonNode tool, string name) => tool.TextOf("tool") == name
        ? JsonNode.Object(tool.Range, [.. tool.Members.Where(static member => member.Name != "tool")])
        : tool;
}
