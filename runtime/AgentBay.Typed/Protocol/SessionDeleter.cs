namespace AgentBay.Typed.Protocol;

/// <summary>The steps of a deletion, as the official SDKs do them (agentbay-wire 3.5).</summary>
internal sealed class SessionDeleter(ApiConnection api, string sessionId, string? recordingContextId = null)
{
    public const string RecordingPath = "/home/guest/record";

    private static readonly Polling GonePoll = new(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5));

    /// <summary>Synchronises all contexts, or the recording alone, or nothing.</summary>
    /// <returns>What came of it, and why it failed, or null.</returns>
    public async Task<(ContextSyncState State, string? Error)> SyncAsync(bool all, CancellationToken cancellationToken)
    {
        if (!all && recordingContextId is null)
            return (ContextSyncState.NotRequested, null);
        try
        {
            (string? contextId, string? path) = all ? (null, null) : (recordingContextId, RecordingPath);
            await ContextSync.RunAsync(api, sessionId, contextId, path, null, cancellationToken).ConfigureAwait(false);
            return (ContextSyncState.Succeeded, null);
        }
        catch (AgentBayException e)
        {
            Log.ContextSyncFailed(api.Log, sessionId, e.Message);
            return (ContextSyncState.Failed, e.Message);
        }
    }

    /// <summary>Asks for the deletion.</summary>
    /// <returns>The request's id.</returns>
    public async Task<string> RequestAsync(CancellationToken cancellationToken)
    {
        try
        {
            FormBody body = new FormBody().Add("SessionId", sessionId);
            using ApiReply reply = await api.SendAsync(ApiAction.DeleteSessionAsync, body, cancellationToken).ConfigureAwait(false);
            return reply.RequestId;
        }
        catch (AgentBayException e) when (e.IsSessionGone)
        {
            // Someone else was faster. The session is gone, which is what was asked for.
            return e.RequestId;
        }
    }

    /// <summary>Waits until the session is gone.</summary>
    public async Task<DeletionState> WaitAsync(CancellationToken cancellationToken) =>
        await GonePoll.UntilAsync(IsGoneAsync, api.Time, cancellationToken).ConfigureAwait(false)
            ? DeletionState.Finished
            : DeletionState.Requested;

    private async Task<bool> IsGoneAsync(CancellationToken cancellationToken)
    {
        try
        {
            FormBody body = new FormBody().AddToQuery("SessionId", sessionId);
            using ApiReply reply = await api.SendAsync(ApiAction.GetSessionDetail, body, cancellationToken).ConfigureAwait(false);
            return new SessionStatus(reply.Data().TextOrEmpty("Status")).IsGone;
        }
        catch (AgentBayException e)
        {
            // What else fails says nothing about the session, whose deletion the service has accepted: look again.
            return e.IsSessionGone;
        }
    }
}
