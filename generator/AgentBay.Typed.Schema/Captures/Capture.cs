using System.Collections.Generic;
using AgentBay.Typed.Schema.Json;

namespace AgentBay.Typed.Schema.Captures;

/// <summary>The tools that a server listed, as they were captured.</summary>
/// <param name="ImageId">The AgentBay image they belong to, where the capture tells.</param>
/// <param name="Tools">The tools, sorted by name, each name once.</param>
internal sealed record Capture(string? ImageId, IReadOnlyList<CapturedTool> Tools);

/// <summary>One tool of a capture.</summary>
/// <param name="Name">The name by which it is called.</param>
/// <param name="NameRange">Where that stands.</param>
/// <param name="Node">The whole tool.</param>
internal sealed record CapturedTool(string Name, TextRange NameRange, JsonNode Node)
{
    /// <summary>The server inside the image that runs it.</summary>
    public string? Server => NotEmpty(Node.TextOf("server"));

    public string? Title => NotEmpty(Node.TextOf("title")) ?? NotEmpty(Annotations?.TextOf("title"));

    public string? Description => NotEmpty(Node.TextOf("description"));

    public JsonNode? InputSchema => Node["inputSchema"] ?? Node["input_schema"];

    public JsonNode? OutputSchema => Node["outputSchema"] is { Kind: not JsonKind.Null } schema ? schema : null;

    public JsonNode? Annotations => Node["annotations"] is { IsObject: true } annotations ? annotations : null;

    private static string? NotEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
