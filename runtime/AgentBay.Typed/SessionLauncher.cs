using System.Globalization;
using System.Text.Json;
using AgentBay.Typed.Protocol;

namespace AgentBay.Typed;

/// <summary>
/// Creates sessions: the request, then what must be so before the session is given out. Whatever fails in between, and
/// whenever the caller gives up, no session is left behind.
/// </summary>
internal sealed class SessionLauncher(AgentBayClient client, BackgroundWork cleanups)
{
    // An answer that comes late is waited for this much longer, so that its session can be deleted.
    private static readonly TimeSpan LateAnswerLimit = TimeSpan.FromMinutes(5);

    private ApiConnection Api => client.Api;

    /// <summary>Creates a session.</summary>
    /// <typeparam name="TSession">What is given out.</typeparam>
    /// <param name="options">What it is to be.</param>
    /// <param name="imageId">The image of the catalog, or null.</param>
    /// <param name="catalog">The tools of the catalog, or null.</param>
    /// <param name="open">Makes what is given out.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task<TSession> LaunchAsync<TSession>(
        SessionOptions options,
        string? imageId,
        IReadOnlyList<ToolDescriptor>? catalog,
        Func<SessionState, TSession> open,
        CancellationToken cancellationToken)
    {
        string? image = string.IsNullOrWhiteSpace(options.ImageId) ? imageId : options.ImageId;
        List<ContextBinding> contexts = [.. options.Contexts];
        FormBody body = SessionRequest.Write(options, image, client.RegionId, contexts);
        string? recordingId = null;
        SessionState? session = null;
        try
        {
            if (options.EnableBrowserReplay == true)
            {
                recordingId = await MakeRecordingContextAsync(cancellationToken).ConfigureAwait(false);
                contexts.Add(new ContextBinding(recordingId, SessionDeleter.RecordingPath) { WaitForDownload = false });
                body = SessionRequest.Write(options, image, client.RegionId, contexts);
            }

            session = await CreateAsync(body, cancellationToken).ConfigureAwait(false);
            session = session with
            {
                ImageId = image,
                RecordingContextId = recordingId,
                IsVpc = options.UseVpc ?? session.IsVpc,
            };
            if (recordingId is not null)
                await NameRecordingAsync(session, cancellationToken).ConfigureAwait(false);
            string[] awaited = [.. contexts.Where(static context => context.IsAwaited).Select(static context => context.ContextId).Distinct()];
            if (awaited.Length > 0)
                await ContextSync.WaitForDownloadAsync(Api, session.SessionId, awaited, cancellationToken).ConfigureAwait(false);
            if (catalog is not null)
                new ToolDriftCheck(Api.Log, session).Run(catalog, options.ToolDrift);
            return open(session);
        }
        catch (OperationCanceledException)
        {
            // The caller does not wait for it.
            cleanups.Add(CleanUpAsync(session?.SessionId, recordingId));
            throw;
        }
        catch (Exception)
        {
            await CleanUpAsync(session?.SessionId, recordingId).ConfigureAwait(false);
            throw;
        }
    }

    // The request itself is not cancelled: only its answer tells which session to delete.
    private async Task<SessionState> CreateAsync(FormBody body, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Task<SessionState> creation = SendAsync(body);
        try
        {
            return await creation.WaitAsync(Api.Timeout, Api.Time, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or TimeoutException)
        {
            cleanups.Add(DeleteLateAsync(creation));
            if (e is not TimeoutException)
                throw;
            throw Failure.TimedOut(Destination.Api(ApiAction.CreateMcpSession, client.Endpoint), Api.Timeout, e);
        }
    }

    private async Task<SessionState> SendAsync(FormBody body)
    {
        using ApiReply reply = await Api
            .SendAsync(ApiAction.CreateMcpSession, body, Api.Timeout + LateAnswerLimit, CancellationToken.None).ConfigureAwait(false);
        JsonElement data = reply.Data();
        string sessionId = data.TextOrEmpty("SessionId");
        if (data.FlagOrNull("Success") == false || sessionId.Length == 0)
        {
            await CleanUpAsync(sessionId, null).ConfigureAwait(false);
            throw Failure.NotCreated(reply, data.TextOrEmpty("ErrMsg"), Api.Secrets);
        }

        Log.SessionCreated(Api.Log, sessionId, reply.RequestId);
        return SessionState.Read(sessionId, data);
    }

    private async Task DeleteLateAsync(Task<SessionState> creation)
    {
        try
        {
            SessionState session = await creation.ConfigureAwait(false);
            await CleanUpAsync(session.SessionId, null).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            // Nobody waits for this; there is no session to delete.
            Log.LateCreationFailed(Api.Log, e);
        }
    }

    private async Task<string> MakeRecordingContextAsync(CancellationToken cancellationToken)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"{Api.Time.GetUtcNow():yyyyMMddHHmmss}_{Guid.NewGuid().ToString("N")[..8]}");
        AgentBayContext recording = await client.Contexts.GetOrCreateAsync(name, cancellationToken).ConfigureAwait(false);
        return recording.Id;
    }

    // The name by which the service's console finds a recording (agentbay-wire 3.1).
    private async Task NameRecordingAsync(SessionState session, CancellationToken cancellationToken)
    {
        if (session.AppInstanceId.Length > 0)
            await client.Contexts.RenameAsync(session.RecordingContextId!, $"browserreplay-{session.AppInstanceId}", cancellationToken).ConfigureAwait(false);
    }

    private async Task CleanUpAsync(string? sessionId, string? recordingId)
    {
        if (!string.IsNullOrEmpty(sessionId))
        {
            try
            {
                string requestId = await new SessionDeleter(Api, sessionId).RequestAsync(CancellationToken.None).ConfigureAwait(false);
                Log.SessionDeleted(Api.Log, sessionId, DeletionState.Requested, requestId);
            }
            catch (Exception e)
            {
                Log.AbandonedSession(Api.Log, sessionId, e);
            }
        }

        if (recordingId is null)
            return;
        try
        {
            await client.Contexts.DeleteAsync(recordingId, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            Log.AbandonedContext(Api.Log, recordingId, e);
        }
    }
}
