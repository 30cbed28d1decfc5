using System.Text;
using System.Text.Json;

namespace AgentBay.Typed.Protocol;

/// <summary>
/// Reads an MCP tool result, <c>{"content":[…],"structuredContent":…,"isError":…}</c>, keeping all of it
/// (agentbay-wire 4.4 and 4.5; MCP 2025-06-18, <c>CallToolResult</c>).
/// </summary>
internal static class ToolReply
{
    private const string UnknownMediaType = "application/octet-stream";

    /// <summary>Reads a result that stands under <c>result</c>, as JSON or as a string that holds it.</summary>
    /// <exception cref="JsonException">The JSON is not a tool result.</exception>
    public static ToolResult ReadEnveloped(ToolDescriptor tool, ReadOnlySpan<byte> utf8, string requestId)
    {
        if (utf8.IsEmpty)
            throw new JsonException("It has no data.");
        Utf8JsonReader json = new(utf8, new JsonReaderOptions { MaxDepth = 256 });
        json.Read();
        if (json.TokenType == JsonTokenType.String)
            return ReadEnveloped(tool, Encoding.UTF8.GetBytes(LenientText.Read(ref json)), requestId);
        if (json.TokenType != JsonTokenType.StartObject)
            throw new JsonException("Its data are not an object.");
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            bool isResult = json.ValueTextEquals("result"u8);
            json.Read();
            int start = (int)json.TokenStartIndex;
            json.Skip();
            if (isResult)
                return Read(tool, utf8[start..(int)json.BytesConsumed], requestId);
        }

        throw new JsonException("Its data have no result.");
    }

    /// <exception cref="JsonException">The JSON is not a tool result.</exception>
    public static ToolResult Read(ToolDescriptor tool, ReadOnlySpan<byte> utf8, string requestId)
    {
        Utf8JsonReader json = new(utf8, new JsonReaderOptions { MaxDepth = 256 });
        json.Read();

        // Older servers send the result as a JSON string that holds it.
        if (json.TokenType == JsonTokenType.String)
            return Read(tool, Encoding.UTF8.GetBytes(LenientText.Read(ref json)), requestId);
        if (json.TokenType != JsonTokenType.StartObject)
            throw new JsonException("A tool result must be an object.");

        ToolContent[]? content = null;
        JsonElement? structured = null;
        bool isError = false;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("content"u8))
            {
                json.Read();
                content = ReadContent(ref json);
            }
            else if (json.ValueTextEquals("structuredContent"u8))
            {
                json.Read();
                structured = json.TokenType == JsonTokenType.Null ? null : JsonElement.ParseValue(ref json);
            }
            else if (json.ValueTextEquals("isError"u8))
            {
                isError = ApiReply.ReadFlag(ref json) == true;
            }
            else
            {
                json.Read();
                json.Skip();
            }
        }

        return content is null && structured is null
            ? ReadOdd(tool, utf8, isError, requestId)
            : new ToolResult(tool, content ?? [], structured, isError, requestId);
    }

    // Some servers put the result under another key, or say what they have to say without content (agentbay-wire 4.4).
    private static ToolResult ReadOdd(ToolDescriptor tool, ReadOnlySpan<byte> utf8, bool isError, string requestId)
    {
        Utf8JsonReader json = new(utf8, new JsonReaderOptions { MaxDepth = 256 });
        JsonElement whole = JsonElement.ParseValue(ref json);
        if (whole.Member("result") is { ValueKind: JsonValueKind.Object } inner && inner.TryGetProperty("content", out _))
            return Read(tool, Encoding.UTF8.GetBytes(inner.GetRawText()), requestId);
        string? said = Text(whole, "text") ?? Text(whole, "blob") ?? Text(whole, "data");
        if (said is null && whole.EnumerateObject().Any(static member => member.Name != "isError"))
            said = whole.GetRawText();
        return new ToolResult(tool, said is null ? [] : [new ToolText(said)], null, isError, requestId);
    }

    private static ToolContent[] ReadContent(ref Utf8JsonReader json)
    {
        if (json.TokenType == JsonTokenType.Null)
            return [];
        if (json.TokenType != JsonTokenType.StartArray)
            throw new JsonException("'content' must be an array.");
        json.Read();
        if (json.TokenType == JsonTokenType.EndArray)
            return [];

        // Nearly every answer has one item.
        ToolContent first = ReadItem(ref json);
        json.Read();
        if (json.TokenType == JsonTokenType.EndArray)
            return [first];
        List<ToolContent> content = [first];
        do
            content.Add(ReadItem(ref json));
        while (json.Read() && json.TokenType != JsonTokenType.EndArray);
        return [.. content];
    }

    private static ToolContent ReadItem(ref Utf8JsonReader json)
    {
        if (json.TokenType == JsonTokenType.String)
            return new ToolText(LenientText.Read(ref json));

        // Nearly every item is text or one large picture: read these without building an element.
        Utf8JsonReader start = json;
        if (TryReadPlain(ref json) is { } plain)
            return plain;
        json = start;
        return FromElement(JsonElement.ParseValue(ref json));
    }

    private static ToolContent? TryReadPlain(ref Utf8JsonReader json)
    {
        if (json.TokenType != JsonTokenType.StartObject)
            return null;
        Utf8JsonReader type = default;
        Utf8JsonReader text = default;
        Utf8JsonReader data = default;
        string? mediaType = null;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            bool isType = json.ValueTextEquals("type"u8);
            bool isText = json.ValueTextEquals("text"u8);
            bool isData = json.ValueTextEquals("data"u8);
            bool isMediaType = json.ValueTextEquals("mimeType"u8);
            json.Read();
            if (isType)
                type = json;
            else if (isText)
                text = json;
            else if (isData)
                data = json;
            else if (isMediaType && json.TokenType == JsonTokenType.String)
                mediaType = json.GetString();
            json.Skip();
        }

        if (type.TokenType != JsonTokenType.String)
            return null;
        if (type.ValueTextEquals("text"u8))
            return text.TokenType == JsonTokenType.String ? new ToolText(LenientText.Read(ref text)) : null;
        bool isImage = type.ValueTextEquals("image"u8);
        if (!(isImage || type.ValueTextEquals("audio"u8))
            || data.TokenType != JsonTokenType.String
            || !data.TryGetBytesFromBase64(out byte[]? bytes))
        {
            return null;
        }

        return isImage ? new ToolImage(bytes, mediaType ?? UnknownMediaType) : new ToolAudio(bytes, mediaType ?? UnknownMediaType);
    }

    private static ToolContent FromElement(JsonElement item)
    {
        if (item.ValueKind != JsonValueKind.Object)
            return new ToolUnknownContent(item);
        return Text(item, "type") switch
        {
            "resource" when item.TryGetProperty("resource", out JsonElement resource) && Text(resource, "uri") is { } uri =>
                new ToolResource(uri, Text(resource, "mimeType"), Text(resource, "text"), Bytes(resource, "blob") ?? default),
            "resource_link" when Text(item, "uri") is { } uri => new ToolResourceLink(uri, Text(item, "name"), Text(item, "mimeType")),

            // Images of AgentBay may put what they have to say under another key, as base64 or text.
            null or "text" when (Text(item, "text") ?? Text(item, "blob") ?? Text(item, "data")) is { } said => new ToolText(said),
            _ => new ToolUnknownContent(item),
        };
    }

    private static string? Text(JsonElement item, string name) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String
            ? LenientText.Read(value)
            : null;

    private static ReadOnlyMemory<byte>? Bytes(JsonElement item, string name) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out JsonElement value)
        && value.ValueKind == JsonValueKind.String && value.TryGetBytesFromBase64(out byte[]? bytes)
            ? bytes
            : null;
}
