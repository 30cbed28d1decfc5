namespace AgentBay.Typed.Testing;

/// <summary>A call that a test asks for was not made, or not as often.</summary>
public sealed class MissingToolCallException : Exception
{
    internal MissingToolCallException(string message, IEnumerable<FakeCall> made)
        : base($"{message} Calls made: {string.Join("; ", made.Select(static call => call.ToString()).DefaultIfEmpty("none"))}.")
    {
    }
}
