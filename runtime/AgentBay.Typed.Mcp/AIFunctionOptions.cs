using Microsoft.Extensions.AI;

namespace AgentBay.Typed.Mcp;

/// <summary>Which tools an agent gets, and how.</summary>
public sealed class AIFunctionOptions
{
    /// <summary>Whether the agent gets a tool. All, unless set.</summary>
    public Func<ToolDescriptor, bool> Where { get; init; } = static _ => true;

    /// <summary>
    /// Whether a tool becomes an <see cref="ApprovalRequiredAIFunction"/>, which a host calls only after a person agreed.
    /// Unless set: every tool whose server does not say that it is harmless, which is how MCP wants silence to be read
    /// (MCP 2025-06-18, <c>ToolAnnotations</c>: <c>destructiveHint</c> is true by default).
    /// </summary>
    public Func<ToolDescriptor, bool> RequireApproval { get; init; } =
        static tool => tool.Annotations.ReadOnly != true && tool.Annotations.Destructive != false;
}
