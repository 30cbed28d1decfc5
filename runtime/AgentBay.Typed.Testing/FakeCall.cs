using System.Text.Json;

namespace AgentBay.Typed.Testing;

/// <summary>A call that was made, or that a set-up waits for.</summary>
/// <param name="tool">The tool's name.</param>
/// <param name="arguments">The arguments as they are sent: one JSON object.</param>
public sealed class FakeCall(string tool, JsonElement arguments)
{
    /// <summary>The tool's name.</summary>
    public string Tool { get; } = tool;

    /// <summary>The arguments as they are sent: one JSON object.</summary>
    public JsonElement Arguments { get; } = arguments;

    /// <summary>The tool's name and the arguments in one line.</summary>
    public override string ToString() => $"{Tool} {ArgumentDifference.Text(Arguments)}";

    internal static FakeCall Of(ToolDescriptor tool, ReadOnlyMemory<byte> arguments)
    {
        using JsonDocument document = JsonDocument.Parse(arguments, new JsonDocumentOptions { MaxDepth = 256 });
        return new FakeCall(tool.Name, document.RootElement.Clone());
    }

    internal bool IsLike(FakeCall expected) =>
        Tool == expected.Tool && !ArgumentDifference.Between(expected.Arguments, Arguments).Any();
}
