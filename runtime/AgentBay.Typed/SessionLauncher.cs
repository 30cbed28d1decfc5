using System.Globalization;
using System.Text.Json;
using AgentBay.Typed.Protocol;

namespace AgentBay.Typed;

/// <summary>
/// Creates sessions: the request, then what must be so before the session is given out. Whatever fails in between, and
/// whenever the caller gives up or the client is disposed, no session is left behind.
/// </summary>
internal sealed class SessionLauncher(AgentBayClient client) : IDisposable
{
    // An answer that comes late is waited for this much longer, so that its session can be deleted.
    private static readonly TimeSpan LateAnswerLimit = TimeSpan.FromMinutes(5);

    private readonly BackgroundWork _work = new();
    private readonly CancellationTokenSource _closing = new();

    private ApiConnection Api => client.Api;

    /// <summary>Creates a session.</summary>
    /// <typeparam name="TSession">What is given out.</typeparam>
    /// <param name="options">What it is to be.</param>
    /// <param name="imageId">The image of the catalog, or null.</param>
    /// <param name="catalog">The tools of the catalog, or null.</param>
    /// <param name="open">Makes what is given out.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="ArgumentException">An option is not valid.</exception>
    public Task<TSession> LaunchAsync<TSession>(
        SessionOptions options,
        string? imageId,
        IReadOnlyList<ToolDescriptor>? catalog,
        Func<SessionState, TSession> open,
        CancellationToken cancellationToken)
    {
        Plan plan = new(options, imageId, client.RegionId);
        return RunAsync(plan, state =>
        {
            if (catalog is not null)
                new ToolDriftCheck(Api.Log, state).Run(catalog, options.ToolDrift);
            return open(state);
        }, cancellationToken);
    }

    /// <summary>Gives up the creations that are under way, and ends when their sessions are deleted.</summary>
    public async Task CloseAsync()
    {
        await _closing.CancelAsync().ConfigureAwait(false);
        await _work.WhenDoneAsync().ConfigureAwait(false);
    }

    public void Dispose() => _closing.Dispose();

    private async Task<TSession> RunAsync<TSession>(Plan plan, Func<SessionState, TSession> open, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_closing.IsCancellationRequested, client);
        TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _work.Add(done.Task);
        try
        {
            using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _closing.Token);
            return await TryAsync(plan, open, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (OperationCanceledException) when (_closing.IsCancellationRequested)
        {
            throw new ObjectDisposedException(typeof(AgentBayClient).FullName, "The client was disposed while it created a session, which is deleted.");
        }
        finally
        {
            done.SetResult();
        }
    }

    private async Task<TSession> TryAsync<TSession>(Plan plan, Func<SessionState, TSession> open, CancellationToken cancellationToken)
    {
        ApiConnection api = Api;
        string? recordingId = null;
        SessionState? session = null;
        try
        {
            if (plan.Options.EnableBrowserReplay == true)
                plan.Record(recordingId = await MakeRecordingContextAsync(cancellationToken).ConfigureAwait(false));

            session = await CreateAsync(plan.ToBody(), cancellationToken).ConfigureAwait(false);
            api = Api.Hiding(session.Token);
            session = session with
            {
                ImageId = plan.ImageId,
                RecordingContextId = recordingId,
                IsVpc = plan.Options.UseVpc ?? session.IsVpc,
            };
            if (recordingId is not null)
                await NameRecordingAsync(api, session, cancellationToken).ConfigureAwait(false);
            if (plan.AwaitedContexts is { Length: > 0 } awaited)
                await ContextSync.WaitForDownloadAsync(api, session.SessionId, awaited, cancellationToken).ConfigureAwait(false);
            return open(session);
        }
        catch (OperationCanceledException)
        {
            // The caller does not wait for it.
            _work.Add(CleanUpAsync(api, session?.SessionId, recordingId));
            throw;
        }
        catch (Exception)
        {
            await CleanUpAsync(api, session?.SessionId, recordingId).ConfigureAwait(false);
            throw;
        }
    }

    // The request itself is not cancelled: only its answer tells which session to delete.
    private async Task<SessionState> CreateAsync(FormBody body, CancellationToken cancellationToken)
    {
        using Deadline deadline = Deadline.Start(Api.Timeout, Api.Time, cancellationToken);
        deadline.ThrowIfCallerGaveUp();
        Task<SessionState> creation = SendAsync(body);
        try
        {
            return await creation.WaitAsync(deadline.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e)
        {
            _work.Add(DeleteLateAsync(creation));
            deadline.ThrowIfCallerGaveUp();
            throw Failure.TimedOut(Destination.Api(ApiAction.CreateMcpSession, client.Endpoint), Api.Timeout, e);
        }
    }

    private async Task<SessionState> SendAsync(FormBody body)
    {
        TimeSpan limit = TimeLimit.Extend(Api.Timeout, LateAnswerLimit);
        try
        {
            using ApiReply reply = await Api
                .SendAsync(ApiAction.CreateMcpSession, body, limit, CancellationToken.None).ConfigureAwait(false);
            JsonElement data = reply.Data();
            string sessionId = data.TextOrEmpty("SessionId");
            if (data.FlagOrNull("Success") == false || sessionId.Length == 0)
            {
                ApiConnection api = Api.Hiding(data.TextOrEmpty("Token"));
                await CleanUpAsync(api, sessionId, null).ConfigureAwait(false);
                throw Failure.NotCreated(reply, data.TextOrEmpty("ErrMsg"), api.Secrets);
            }

            Log.SessionCreated(Api.Log, sessionId, reply.RequestId);
            return SessionState.Read(sessionId, data, reply.RequestId);
        }
        catch (AgentBayException e) when (e.NamedSession is { } made)
        {
            await CleanUpAsync(Api, made, null).ConfigureAwait(false);
            throw;
        }
    }

    private async Task DeleteLateAsync(Task<SessionState> creation)
    {
        try
        {
            SessionState session = await creation.ConfigureAwait(false);
            await CleanUpAsync(Api.Hiding(session.Token), session.SessionId, null).ConfigureAwait(false);
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
    private async Task NameRecordingAsync(ApiConnection api, SessionState session, CancellationToken cancellationToken)
    {
        if (session.AppInstanceId.Length == 0)
            return;
        await client.ContextsOver(api)
            .RenameAsync(session.RecordingContextId!, $"browserreplay-{session.AppInstanceId}", cancellationToken).ConfigureAwait(false);
    }

    private async Task CleanUpAsync(ApiConnection api, string? sessionId, string? recordingId)
    {
        if (!string.IsNullOrEmpty(sessionId))
        {
            try
            {
                string requestId = await new SessionDeleter(api, sessionId).RequestAsync(CancellationToken.None).ConfigureAwait(false);
                Log.SessionDeleted(api.Log, sessionId, DeletionState.Requested, requestId);
            }
            catch (Exception e)
            {
                Log.AbandonedSession(api.Log, sessionId, e);
            }
        }

        if (recordingId is null)
            return;
        try
        {
            await client.ContextsOver(api).DeleteAsync(recordingId, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            Log.AbandonedContext(api.Log, recordingId, e);
        }
    }

    /// <summary>What is asked for. It is checked when it is made, before anything is sent.</summary>
    private sealed class Plan
    {
        private readonly FormBody _body;
        private readonly List<ContextBinding> _contexts;
        private string _contextsJson;

        public Plan(SessionOptions options, string? imageId, string? regionId)
        {
            Options = options;
            ImageId = string.IsNullOrWhiteSpace(options.ImageId) ? imageId : options.ImageId;
            _contexts = [.. options.Contexts];
            _contextsJson = SessionRequest.WriteContexts(options, _contexts);
            _body = SessionRequest.Write(options, ImageId, regionId);
        }

        public SessionOptions Options { get; }

        public string? ImageId { get; }

        /// <summary>The contexts whose files must be there before the session is given out.</summary>
        public string[] AwaitedContexts =>
            [.. _contexts.Where(static context => context.IsAwaited).Select(static context => context.ContextId).Distinct()];

        /// <summary>Adds the context of the browser's recording.</summary>
        public void Record(string contextId)
        {
            _contexts.Add(new ContextBinding(contextId, SessionDeleter.RecordingPath) { WaitForDownload = false });
            _contextsJson = SessionRequest.WriteContexts(Options, _contexts);
        }

        public FormBody ToBody() => _contexts.Count == 0 ? _body : _body.Add("PersistenceDataList", _contextsJson);
    }
}
