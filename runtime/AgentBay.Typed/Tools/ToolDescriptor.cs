using System.Text.Json;

namespace AgentBay.Typed;

/// <summary>What is known of a tool apart from its arguments.</summary>
/// <param name="name">The name by which the tool is called.</param>
public sealed class ToolDescriptor(string name)
{
    /// <summary>The name by which the tool is called.</summary>
    public string Name { get; } = name ?? throw new ArgumentNullException(nameof(name));

    /// <summary>The MCP server inside the image that runs the tool, or null where it is not known.</summary>
    public string? Server { get; init; }

    /// <summary>What the tool does, as its server tells it.</summary>
    public string? Description { get; init; }

    /// <summary>The JSON Schema of the arguments. Present on tools that a running service listed; catalogs leave it out.</summary>
    public JsonElement? InputSchema { get; init; }

    /// <summary>What the server says of the tool's effects.</summary>
    public ToolAnnotations Annotations { get; init; } = ToolAnnotations.None;

    // A hint of the server: the call may be sent again when its answer was lost.
    internal bool IsRepeatable => Annotations.ReadOnly == true || Annotations.Idempotent == true;

    /// <summary>The tool's name.</summary>
    public override string ToString() => Name;
}
