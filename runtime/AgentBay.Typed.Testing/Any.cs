namespace AgentBay.Typed.Testing;

/// <summary>Stands for whatever a call may pass, where a set-up or a verification does not care.</summary>
public static class Any
{
    /// <summary>
    /// Any text, also inside of records and lists: <c>fake.On(tools => tools.WriteFile("/tmp/a", Any.Text))</c>. Not for text
    /// whose length or form the schema bounds, nor for other types: there, <c>WithAnyArguments</c> and <c>When</c> of the
    /// set-up do it.
    /// </summary>
    // A noncharacter: no text of a real call has it.
    public const string Text = "\uFFFFany";
}
