using System.Text.Json;

namespace AgentBay.Typed.Protocol;

/// <summary>The steps of a deletion (agentbay-wire 3.5 and 5.2).</summary>
internal static class SessionDeleter
{
    private static readonly TimeSpan DeletionLimit = TimeSpan.FromSeconds(300);
    private static readonly TimeSpan DeletionPoll = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SyncPoll = TimeSpan.FromSeconds(1.5);
    private const int SyncPolls = 150;

    /// <summary>Synchronises all contexts.</summary>
    /// <returns>Why it failed, or null.</returns>
    public static async Task<string?> SyncContextsAsync(ApiConnection api, string sessionId, CancellationToken cancellationToken)
    {
        try
        {
            await api.SendAsync("SyncContext", new FormBody().Add("SessionId", sessionId), cancellationToken).ConfigureAwait(false);
            for (int poll = 0; poll < SyncPolls; poll++)
            {
                ApiReply reply = await api
                    .SendAsync("GetContextInfo", new FormBody().Add("SessionId", sessionId), cancellationToken).ConfigureAwait(false);
                List<JsonElement> tasks = [.. ContextStatusJson.Transfers(reply.Data())];
                if (tasks.TrueForAll(static task => task.TextOrEmpty("status") is "Success" or "Failed"))
                {
                    List<JsonElement> failed = tasks.FindAll(static task => task.TextOrEmpty("status") == "Failed");
                    return failed.Count == 0 ? null : string.Join("; ", failed.Select(Describe));
                }

                await Task.Delay(SyncPoll, api.Time, cancellationToken).ConfigureAwait(false);
            }

            return $"not finished after {SyncPoll.TotalSeconds * SyncPolls:0} s";
        }
        catch (AgentBayException e)
        {
            return e.Message;
        }
    }

    /// <summary>Asks for the deletion.</summary>
    /// <returns>The request's id.</returns>
    public static async Task<string> RequestAsync(ApiConnection api, string sessionId, CancellationToken cancellationToken)
    {
        try
        {
            ApiReply reply = await api
                .SendAsync("DeleteSessionAsync", new FormBody().Add("SessionId", sessionId), cancellationToken).ConfigureAwait(false);
            return reply.RequestId;
        }
        catch (AgentBayException e) when (e.IsSessionGone)
        {
            // Someone else was faster. The session is gone, which is what was asked for.
            return e.RequestId;
        }
    }

    /// <summary>Waits until the session is gone.</summary>
    public static async Task<DeletionState> WaitAsync(ApiConnection api, string sessionId, CancellationToken cancellationToken)
    {
        long start = api.Time.GetTimestamp();
        do
        {
            try
            {
                ApiReply reply = await api
                    .SendAsync("GetSessionDetail", new FormBody().Add("SessionId", sessionId), cancellationToken).ConfigureAwait(false);
                if (reply.Data().TextOrEmpty("Status") is "FINISH" or "DELETED")
                    return DeletionState.Finished;
            }
            catch (AgentBayException e) when (e.IsSessionGone)
            {
                return DeletionState.Finished;
            }
            catch (AgentBayException)
            {
                // Says nothing about the session, whose deletion the service has accepted: look again.
            }

            await Task.Delay(DeletionPoll, api.Time, cancellationToken).ConfigureAwait(false);
        }
        while (api.Time.GetElapsedTime(start) < DeletionLimit);

        return DeletionState.Requested;
    }

    private static string Describe(JsonElement task) =>
        $"context {task.TextOrEmpty("contextId")} at {task.TextOrEmpty("path")}: {task.TextOrEmpty("errorMessage")}";
}
