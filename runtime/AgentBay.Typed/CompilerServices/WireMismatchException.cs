namespace AgentBay.Typed.CompilerServices;

/// <summary>An answer that does not fit its schema, before it is known which tool gave it.</summary>
internal sealed class WireMismatchException(string problem, long position) : Exception(problem)
{
    /// <summary>The offset in the UTF-8 text.</summary>
    public long Position { get; } = position;
}
