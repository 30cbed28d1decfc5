using System.Text.Json;
using ModelContextProtocol.Protocol;

namespace AgentBay.Typed.Mcp;

/// <summary>Makes our content of the MCP SDK's. What we have no class for is kept as it came.</summary>
internal static class McpContent
{
    private const string AnyBytes = "application/octet-stream";

    public static ToolContent Read(ContentBlock block) => block switch
    {
        TextContentBlock text => new ToolText(text.Text),
        ImageContentBlock image => new ToolImage(image.DecodedData, image.MimeType ?? AnyBytes),
        AudioContentBlock audio => new ToolAudio(audio.DecodedData, audio.MimeType ?? AnyBytes),
        EmbeddedResourceBlock { Resource: TextResourceContents text } => new ToolResource(text.Uri, text.MimeType, text.Text, default),
        EmbeddedResourceBlock { Resource: BlobResourceContents blob } => new ToolResource(blob.Uri, blob.MimeType, null, blob.DecodedData),
        ResourceLinkBlock link => new ToolResourceLink(link.Uri, link.Name, link.MimeType),
        _ => new ToolUnknownContent(JsonSerializer.SerializeToElement(block, McpJson.Type<ContentBlock>())),
    };
}
