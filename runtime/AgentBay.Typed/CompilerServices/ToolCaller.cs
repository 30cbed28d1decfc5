using System.ComponentModel;

namespace AgentBay.Typed.CompilerServices;

/// <summary>Begins the calls of a generated catalog. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ToolCaller
{
    /// <summary>Makes a caller.</summary>
    /// <param name="invoker">Where the calls go.</param>
    public ToolCaller(IToolInvoker invoker)
    {
        ArgumentNullException.ThrowIfNull(invoker);
        Invoker = invoker;
    }

    /// <summary>Where the calls go.</summary>
    public IToolInvoker Invoker { get; }

    /// <summary>Begins a call: its arguments follow, then <c>InvokeAsync</c>.</summary>
    /// <param name="tool">The tool to call.</param>
    public ToolCall Call(ToolDescriptor tool) => ToolCall.Begin(Invoker, tool);
}
