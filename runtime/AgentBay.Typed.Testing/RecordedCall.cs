namespace AgentBay.Typed.Testing;

/// <summary>A call and what the tool answered; null while there is no answer.</summary>
internal sealed class RecordedCall(FakeCall call)
{
    public FakeCall Call { get; } = call;

    public ToolResult? Result { get; set; }
}
