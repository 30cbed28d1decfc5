using System.ComponentModel;
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

    /// <summary>The interface of the tool's group in its catalog; known where the catalog describes its tools.</summary>
    public Type? Group { get; init; }

    /// <summary>
    /// The JSON Schema of the arguments. Known of tools that a running service listed, and where a catalog describes its
    /// tools (<see cref="IToolCatalog{TSelf}.DescribeTools"/>).
    /// </summary>
    public JsonElement? InputSchema { get; init; }

    /// <summary>What the server says of the tool's effects.</summary>
    public ToolAnnotations Annotations { get; init; } = ToolAnnotations.None;

    // A hint of the server: the call may be sent again when its answer was lost.
    internal bool IsRepeatable => Annotations.ReadOnly == true || Annotations.Idempotent == true;

    /// <summary>Adds what a model reads of the tool. For generated code.</summary>
    /// <param name="group">The interface of the tool's group.</param>
    /// <param name="description">What the tool does.</param>
    /// <param name="inputSchema">The JSON Schema of the arguments, in UTF-8.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public ToolDescriptor Describe(Type group, string? description, ReadOnlySpan<byte> inputSchema)
    {
        Utf8JsonReader json = new(inputSchema, new JsonReaderOptions { MaxDepth = 256 });
        return new ToolDescriptor(Name)
        {
            Server = Server,
            Annotations = Annotations,
            Description = description,
            Group = group,
            InputSchema = JsonElement.ParseValue(ref json),
        };
    }

    /// <summary>The tool's name.</summary>
    public override string ToString() => Name;
}
