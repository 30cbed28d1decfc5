namespace AgentBay.Typed.Protocol;

/// <summary>Starts copying between contexts and a session, and waits for its end (agentbay-wire 5.2 and 5.3).</summary>
internal static class ContextSync
{
    // The pace of the newest official SDKs, and the patience of all of them.
    private static readonly Polling Poll = new(TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(225))
    {
        Growth = 1.1,
        Longest = TimeSpan.FromSeconds(5),
    };

    /// <summary>Copies, and waits until all of it ended.</summary>
    /// <returns>What was copied; none of it failed.</returns>
    /// <exception cref="AgentBayException">It failed, or did not end in time.</exception>
    public static async Task<OperationResult<IReadOnlyList<ContextSyncTask>>> RunAsync(
        ApiConnection api,
        string sessionId,
        string? contextId,
        string? path,
        ContextSyncMode? mode,
        CancellationToken cancellationToken)
    {
        FormBody body = new FormBody().Add("SessionId", sessionId).Add("ContextId", contextId).Add("Path", path)
            .Add("Mode", mode switch { ContextSyncMode.Upload => "upload", ContextSyncMode.Download => "download", _ => null });
        string requestId;
        using (ApiReply reply = await api.SendAsync(ApiAction.SyncContext, body, cancellationToken).ConfigureAwait(false))
            requestId = reply.RequestId;

        IReadOnlyList<ContextSyncTask> tasks = await WaitAsync(
            api,
            $"The synchronisation of session {sessionId}",
            requestId,
            ct => ListAsync(api, sessionId, contextId, path, null, ct),
            static tasks => tasks.Where(static task => task.IsTransfer).All(static task => task.IsFinished),
            cancellationToken).ConfigureAwait(false);
        return new OperationResult<IReadOnlyList<ContextSyncTask>>([.. tasks.Where(static task => task.IsTransfer)], requestId);
    }

    /// <summary>Waits until the files of contexts are in a new session: each of them has a task, and that ended.</summary>
    /// <exception cref="AgentBayException">It failed, or did not end in time.</exception>
    public static Task WaitForDownloadAsync(
        ApiConnection api,
        string sessionId,
        IReadOnlyCollection<string> contextIds,
        CancellationToken cancellationToken) => WaitAsync(
            api,
            $"The download of contexts into session {sessionId}",
            "",
            ct => ListAsync(api, sessionId, null, null, null, ct),
            tasks => contextIds.All(id => tasks.Any(task => task.ContextId == id))
                && tasks.Where(task => contextIds.Contains(task.ContextId)).All(static task => task.IsFinished),
            cancellationToken);

    public static async Task<OperationResult<IReadOnlyList<ContextSyncTask>>> ListAsync(
        ApiConnection api,
        string sessionId,
        string? contextId,
        string? path,
        string? taskType,
        CancellationToken cancellationToken)
    {
        FormBody body = new FormBody().Add("SessionId", sessionId).Add("ContextId", contextId).Add("Path", path).Add("TaskType", taskType);
        using ApiReply reply = await api.SendAsync(ApiAction.GetContextInfo, body, cancellationToken).ConfigureAwait(false);
        return new OperationResult<IReadOnlyList<ContextSyncTask>>(ContextStatusJson.Read(reply.Data()), reply.RequestId);
    }

    private static async Task<IReadOnlyList<ContextSyncTask>> WaitAsync(
        ApiConnection api,
        string what,
        string requestId,
        Func<CancellationToken, Task<OperationResult<IReadOnlyList<ContextSyncTask>>>> list,
        Func<IReadOnlyList<ContextSyncTask>, bool> isDone,
        CancellationToken cancellationToken)
    {
        IReadOnlyList<ContextSyncTask> tasks = [];
        bool isFinished = await Poll.UntilAsync(
            async ct =>
            {
                try
                {
                    OperationResult<IReadOnlyList<ContextSyncTask>> listed = await list(ct).ConfigureAwait(false);
                    (tasks, requestId) = (listed.Value, requestId.Length > 0 ? requestId : listed.RequestId);
                    return isDone(tasks);
                }
                catch (AgentBayException e) when (e.IsTransient)
                {
                    // Says nothing about the copying: look again.
                    return false;
                }
            },
            api.Time,
            cancellationToken).ConfigureAwait(false);

        if (!isFinished)
            throw Failure.NotFinished(what, Poll.Limit, tasks.Count == 0 ? "unknown" : string.Join("; ", tasks), requestId);
        if (tasks.Any(static task => task.IsFailed))
            throw Failure.SyncFailed(what, tasks.Where(static task => task.IsFailed), requestId);
        return tasks;
    }
}
