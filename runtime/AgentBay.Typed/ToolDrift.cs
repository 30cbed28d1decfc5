namespace AgentBay.Typed;

/// <summary>
/// What to do when the tools that the service lists at a session's creation are not those of the catalog it was compiled
/// with. No further request is made for it; where the service lists none, nothing is compared.
/// </summary>
public enum ToolDrift
{
    /// <summary>Nothing.</summary>
    Ignore,

    /// <summary>Log a warning for tools that are gone, and a line for new ones.</summary>
    Log,

    /// <summary>
    /// Fail with <see cref="AgentBayException"/> (<c>ToolDrift</c>) if a tool of the catalog is gone; the session is deleted.
    /// New tools are only logged.
    /// </summary>
    Throw,
}
