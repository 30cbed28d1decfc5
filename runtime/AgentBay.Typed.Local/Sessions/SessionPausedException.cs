namespace AgentBay.Typed.Local.Sessions;

/// <summary>A call needs a session that runs.</summary>
internal sealed class SessionPausedException(string sessionId) : Exception($"Session {sessionId} is paused. Resume it first.")
{
    public const string Code = "SessionPaused";
}
