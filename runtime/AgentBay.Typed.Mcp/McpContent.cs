using ModelContextProtocol.Protocol;

namespace AgentBay.Typed.Mcp;

/// <summary>Makes the MCP SDK's content of ours.</summary>
internal static class McpContent
{
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
