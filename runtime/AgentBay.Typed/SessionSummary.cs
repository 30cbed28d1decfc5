namespace AgentBay.Typed;

/// <summary>A session in a list. <see cref="AgentBayClient.GetSessionAsync(string, CancellationToken)"/> opens it.</summary>
/// <param name="SessionId">The session's id.</param>
/// <param name="Status">Its state when the list was made.</param>
public sealed record SessionSummary(string SessionId, SessionStatus Status);
