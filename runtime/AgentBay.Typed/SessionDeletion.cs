namespace AgentBay.Typed;

/// <summary>How far a deletion came.</summary>
public enum DeletionState
{
    /// <summary>The service accepted the request; the session was still there when we stopped looking.</summary>
    Requested,

    /// <summary>The session is gone.</summary>
    Finished,
}

/// <summary>How a synchronisation of contexts ended.</summary>
public enum ContextSyncState
{
    /// <summary>None was asked for.</summary>
    NotRequested,

    /// <summary>All contexts were synchronised.</summary>
    Succeeded,

    /// <summary>It failed or did not end in time. The session was deleted all the same.</summary>
    Failed,
}

/// <summary>What a deletion did.</summary>
/// <param name="State">How far the deletion came.</param>
/// <param name="ContextSync">How the synchronisation before it ended.</param>
/// <param name="ContextSyncError">Why it failed, or null.</param>
public sealed record SessionDeletion(DeletionState State, ContextSyncState ContextSync, string? ContextSyncError = null);
