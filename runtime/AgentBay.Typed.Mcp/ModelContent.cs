using System.Net.Http.Headers;
using Microsoft.Extensions.AI;

namespace AgentBay.Typed.Mcp;

/// <summary>What a tool answered, as content for a model. A failure is told in words, because a model acts on it.</summary>
internal static class ModelContent
{
    private const string AnyBytes = "application/octet-stream";

    public static List<AIContent> Of(ToolResult result)
    {
        List<AIContent> contents = [.. result.Content.Select(Of)];

        // Servers repeat structured content as text; only where one does not, it is all there is to say.
        if (contents.Count == 0)
            contents.Add(new TextContent(result.StructuredContent is { } json ? json.GetRawText() : ""));
        if (result.IsError)
            contents.Insert(0, new TextContent("The tool reported an error:"));
        return contents;
    }

    private static AIContent Of(ToolContent content)
    {
        AIContent made = content switch
        {
            ToolText text => new TextContent(text.Text),
            ToolImage image => new DataContent(image.Data, MediaType(image.MimeType)),
            ToolAudio audio => new DataContent(audio.Data, MediaType(audio.MimeType)),
            ToolResource { Text: { } text } => new TextContent(text),
            ToolResource blob => new DataContent(blob.Data, MediaType(blob.MimeType)),
            ToolResourceLink link when Uri.TryCreate(link.Uri, UriKind.Absolute, out Uri? uri) => new UriContent(uri, MediaType(link.MimeType)),
            ToolResourceLink link => new TextContent(link.Uri),
            ToolUnknownContent unknown => new TextContent(unknown.Json.GetRawText()),
            _ => new TextContent(content.ToString()),
        };
        made.RawRepresentation = content;
        return made;
    }

    private static string MediaType(string? told) => MediaTypeHeaderValue.TryParse(told, out _) ? told : AnyBytes;
}
