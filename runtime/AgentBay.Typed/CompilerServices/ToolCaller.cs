using System.ComponentModel;

namespace AgentBay.Typed.CompilerServices;

/// <summary>Begins the calls of a generated catalog. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ToolCaller
{
    private readonly IToolInvoker _invoker;

    /// <summary>Makes a caller.</summary>
    /// <param name="invoker">Where the calls go.</param>
    public ToolCaller(IToolInvoker invoker)
    {
        ArgumentNullException.ThrowIfNull(invoker);
        _invoker = invoker;
    }

    /// <summary>Begins a call: its arguments follow, then <c>InvokeAsync</c>.</summary>
    /// <param name="tool">The tool to call.</param>
    public ToolCall Call(ToolDescriptor tool) => ToolCall.Begin(_invoker, tool);
}
