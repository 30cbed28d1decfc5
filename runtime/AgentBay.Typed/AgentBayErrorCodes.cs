namespace AgentBay.Typed;

/// <summary>
/// The values of <see cref="AgentBayException.Code"/> that are the client's own. All others are the service's, or <c>Http</c>
/// and the status where it gave none.
/// </summary>
public static class AgentBayErrorCodes
{
    /// <summary>No connection came about, or it broke before the whole answer was there.</summary>
    public const string ConnectionFailed = "ConnectionFailed";

    /// <summary>No answer came in time, or something that was asked for was not done in time. Whether it took effect is not known.</summary>
    public const string Timeout = "Timeout";

    /// <summary>The answer is not the service's, or lacks what was asked for.</summary>
    public const string InvalidResponse = "InvalidResponse";

    /// <summary>The service answered a creation without a session and without a code.</summary>
    public const string SessionNotCreated = "SessionNotCreated";

    /// <summary>A context could not be copied; the message says which and why.</summary>
    public const string ContextSyncFailed = "ContextSyncFailed";

    /// <summary>A session that was to be paused or resumed ended instead.</summary>
    public const string UnexpectedStatus = "UnexpectedStatus";

    /// <summary>The image lacks tools of the catalog, and <see cref="AgentBay.Typed.ToolDrift.Throw"/> was asked for.</summary>
    public const string ToolDrift = "ToolDrift";
}
