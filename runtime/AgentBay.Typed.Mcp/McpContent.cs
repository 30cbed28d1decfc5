using System.Text.Json;
using ModelContextProtocol.Protocol;

namespace AgentBay.Typed.Mcp;

/// <summary>Makes our content of the MCP SDK's, and the other way. What we have no class for is kept as it came.</summary>
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

    public static ContentBlock Write(ToolContent content) => content switch
    {
        ToolText text => new TextContentBlock { Text = text.Text },
        ToolImage image => ImageContentBlock.FromBytes(image.Data, image.MimeType),
        ToolAudio audio => AudioContentBlock.FromBytes(audio.Data, audio.MimeType),
        ToolResource { Text: { } text } resource => new EmbeddedResourceBlock
        {
            Resource = new TextResourceContents { Uri = resource.Uri, MimeType = resource.MimeType, Text = text },
        },
        ToolResource blob => new EmbeddedResourceBlock { Resource = BlobResourceContents.FromBytes(blob.Data, blob.Uri, blob.MimeType) },
        ToolResourceLink link => new ResourceLinkBlock { Uri = link.Uri, Name = link.Name ?? link.Uri, MimeType = link.MimeType },
        ToolUnknownContent unknown => new TextContentBlock { Text = unknown.Json.GetRawText() },
        _ => new TextContentBlock { Text = content.ToString() ?? "" },
    };
}
