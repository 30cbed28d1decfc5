namespace AgentBay.Typed.Testing;

/// <summary>Stands for whatever a call may pass, where a set-up or a verification does not care.</summary>
public static class Any
{
    /// <summary>Any text, also inside of records and lists: <c>fake.On(tools => tools.WriteFile("/tmp/a", Any.Text))</c>.</summary>
    // A noncharacter: no text of a real call has it.
    public const string Text = "\uFFFFany";
}
