namespace AgentBay.Typed.Testing;

/// <summary>What a fake answers to a call of a tool whose answer has no type.</summary>
public sealed class ToolSetup : ToolSetupBase<ToolSetup>
{
    internal ToolSetup(SetUp setUp) : base(setUp)
    {
    }
}
