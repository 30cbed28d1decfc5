using System.Collections.ObjectModel;

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
    public static async Task<OperationResult<ReadOnlyCollection<ContextSyncTask>>> RunAsync(
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

        string what = $"The synchronisation of session {sessionId}";
        (bool isFinished, ContextSyncTask[] tasks) = await WaitAsync(
            api,
            ct => ListAsync(api, sessionId, contextId, path, null, ct),
            static task => task.IsTransfer,
            static tasks => tasks.All(static task => task.IsFinished),
            cancellationToken).ConfigureAwait(false);
        ThrowIfAnyFailed(api, what, tasks, requestId);
        return isFinished
            ? new OperationResult<ReadOnlyCollection<ContextSyncTask>>(tasks.AsReadOnly(), requestId)
            : throw Failure.NotFinished(what, Poll.Limit, Describe(tasks), requestId);
    }

    /// <summary>
    /// Waits until the files of contexts are in a new session: each of them has a task, and that ended. A service that tells
    /// of no task, or of no end, is not waited for longer; only a failure it tells of is one (agentbay-wire 3.1).
    /// </summary>
    /// <exception cref="AgentBayException">The service told of a failure.</exception>
    public static async Task WaitForDownloadAsync(
        ApiConnection api,
        string sessionId,
        IReadOnlyCollection<string> contextIds,
        CancellationToken cancellationToken)
    {
        (bool isFinished, ContextSyncTask[] tasks) = await WaitAsync(
            api,
            ct => ListAsync(api, sessionId, null, null, null, ct),
            task => contextIds.Contains(task.ContextId),
            tasks => contextIds.All(id => tasks.Any(task => task.ContextId == id)) && tasks.All(static task => task.IsFinished),
            cancellationToken).ConfigureAwait(false);
        ThrowIfAnyFailed(api, $"The download of contexts into session {sessionId}", tasks, "");
        if (!isFinished)
            Log.DownloadNotSeen(api.Log, sessionId, Describe(tasks));
    }

    public static async Task<OperationResult<ReadOnlyCollection<ContextSyncTask>>> ListAsync(
        ApiConnection api,
        string sessionId,
        string? contextId,
        string? path,
        string? taskType,
        CancellationToken cancellationToken)
    {
        FormBody body = new FormBody().Add("SessionId", sessionId).Add("ContextId", contextId).Add("Path", path).Add("TaskType", taskType);
        using ApiReply reply = await api.SendAsync(ApiAction.GetContextInfo, body, cancellationToken).ConfigureAwait(false);
        return new OperationResult<ReadOnlyCollection<ContextSyncTask>>(ContextStatusJson.Read(reply.Data()).AsReadOnly(), reply.RequestId);
    }

    private static async Task<(bool IsFinished, ContextSyncTask[] Tasks)> WaitAsync(
        ApiConnection api,
        Func<CancellationToken, Task<OperationResult<ReadOnlyCollection<ContextSyncTask>>>> list,
        Func<ContextSyncTask, bool> isWanted,
        Func<IReadOnlyList<ContextSyncTask>, bool> isDone,
        CancellationToken cancellationToken)
    {
        ContextSyncTask[] tasks = [];
        bool isFinished = await Poll.UntilAsync(
            async ct =>
            {
                tasks = [.. (await list(ct).ConfigureAwait(false)).Value.Where(isWanted)];
                return isDone(tasks);
            },
            api.Time,
            cancellationToken).ConfigureAwait(false);
        return (isFinished, tasks);
    }

    private static void ThrowIfAnyFailed(ApiConnection api, string what, ContextSyncTask[] tasks, string requestId)
    {
        if (tasks.Any(static task => task.IsFailed))
            throw Failure.SyncFailed(what, tasks.Where(static task => task.IsFailed), requestId, api.Secrets);
    }

    private static string Describe(ContextSyncTask[] tasks) => tasks.Length == 0 ? "unknown" : string.Join("; ", tasks.Select(static task => task.ToString()));
}
