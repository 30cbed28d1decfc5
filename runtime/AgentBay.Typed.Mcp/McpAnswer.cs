using System.Text.Json;
using System.Text.Json.Nodes;

namespace AgentBay.Typed.Mcp;

/// <summary>
/// Reads what a server answers to a call (MCP 2025-06-18, <c>CallToolResult</c>). Content of kinds that are newer than this
/// version, or that does not have what its kind wants, is kept as it came.
/// </summary>
internal static class McpAnswer
{
    private const string AnyBytes = "application/octet-stream";

    /// <exception cref="AgentBayException">It is no answer of a tool.</exception>
    public static ToolResult Read(ToolDescriptor tool, JsonNode? answer)
    {
        try
        {
            return Read(tool, JsonSerializer.SerializeToElement(answer, McpJson.Type<JsonNode?>()));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new AgentBayException(
                $"The answer of the MCP server to a call of the tool '{tool.Name}' cannot be read: {e.Message}", e) { Code = "InvalidResponse" };
        }
    }

    private static ToolResult Read(ToolDescriptor tool, JsonElement answer)
    {
        if (answer.ValueKind != JsonValueKind.Object)
            throw new JsonException($"It must be an object, and is {answer.ValueKind}.");
        JsonElement? content = Member(answer, "content");
        JsonElement? structured = Member(answer, "structuredContent");
        if (content is { ValueKind: not JsonValueKind.Array } odd)
            throw new JsonException($"Its content must be an array, and is {odd.ValueKind}.");
        return new ToolResult(
            tool,
            content is { } items ? [.. items.EnumerateArray().Select(Item)] : [],
            structured,
            Member(answer, "isError") is { ValueKind: JsonValueKind.True });
    }

    private static ToolContent Item(JsonElement item) => Text(item, "type") switch
    {
        "text" when Text(item, "text") is { } text => new ToolText(text),
        "image" when Bytes(item, "data") is { } data => new ToolImage(data, Text(item, "mimeType") ?? AnyBytes),
        "audio" when Bytes(item, "data") is { } data => new ToolAudio(data, Text(item, "mimeType") ?? AnyBytes),
        "resource" when Member(item, "resource") is { } resource && Resource(resource) is { } read => read,
        "resource_link" when Text(item, "uri") is { } uri => new ToolResourceLink(uri, Text(item, "name"), Text(item, "mimeType")),
        _ => new ToolUnknownContent(item),
    };

    private static ToolResource? Resource(JsonElement resource)
    {
        string? mimeType = Text(resource, "mimeType");
        if (Text(resource, "uri") is not { } uri)
            return null;
        if (Text(resource, "text") is { } text)
            return new ToolResource(uri, mimeType, text, default);
        return Bytes(resource, "blob") is { } data ? new ToolResource(uri, mimeType, null, data) : null;
    }

    private static JsonElement? Member(JsonElement item, string name) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null
            ? value
            : null;

    private static string? Text(JsonElement item, string name) =>
        Member(item, name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    private static ReadOnlyMemory<byte>? Bytes(JsonElement item, string name) =>
        Member(item, name) is { ValueKind: JsonValueKind.String } value && value.TryGetBytesFromBase64(out byte[]? bytes)
            ? new ReadOnlyMemory<byte>(bytes)
            : default(ReadOnlyMemory<byte>?);
}
