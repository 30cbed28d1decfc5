namespace AgentBay.Typed;

/// <summary>
/// A server's hints about a tool's effects (MCP 2025-06-18, <c>ToolAnnotations</c>). Null where the server says nothing;
/// a hint is a claim of the server, not a guarantee.
/// </summary>
public sealed record ToolAnnotations
{
    /// <summary>No hint given.</summary>
    public static ToolAnnotations None { get; } = new();

    /// <summary>The tool does not change its environment (<c>readOnlyHint</c>).</summary>
    public bool? ReadOnly { get; init; }

    /// <summary>The tool may overwrite or delete what is there (<c>destructiveHint</c>).</summary>
    public bool? Destructive { get; init; }

    /// <summary>A second call with the same arguments has no further effect (<c>idempotentHint</c>).</summary>
    public bool? Idempotent { get; init; }

    /// <summary>The tool reaches outside of its environment, for example into the web (<c>openWorldHint</c>).</summary>
    public bool? OpenWorld { get; init; }
}
