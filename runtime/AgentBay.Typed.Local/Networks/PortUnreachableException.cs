namespace AgentBay.Typed.Local.Networks;

/// <summary>A session's port does not take a connection; the message says why.</summary>
internal sealed class PortUnreachableException(string message, Exception? innerException = null) : IOException(message, innerException)
{
    public static PortUnreachableException NothingListens(int port, string sessionId, Exception? innerException = null) =>
        new($"Nothing listens on port {port} of session {sessionId}.", innerException);
}
