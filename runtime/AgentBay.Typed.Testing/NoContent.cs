using System.Collections;

namespace AgentBay.Typed.Testing;

/// <summary>
/// The content of an answer that was set up as a value: nobody knows how the tool would say it, and an empty answer would
/// be a lie.
/// </summary>
internal sealed class NoContent(ToolDescriptor tool) : IReadOnlyList<ToolContent>
{
    public int Count => throw Unknown();

    public ToolContent this[int index] => throw Unknown();

    public IEnumerator<ToolContent> GetEnumerator() => throw Unknown();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private InvalidOperationException Unknown() => new(
        $"The answer of '{tool}' was set up as a value, so it has no text, JSON or other content. Set it up with ReturnsText, "
        + "ReturnsJson or ReturnsContent: Value is read from those too.");
}
