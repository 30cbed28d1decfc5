using AgentBay.Typed.Protocol;
using AgentBay.Typed.Routes;

namespace AgentBay.Typed;

/// <summary>
/// A sandbox that runs at the service, from its creation to its deletion. Thread-safe. After its deletion every call
/// throws <see cref="ObjectDisposedException"/> at once and sends nothing; none ever makes a new session.
/// </summary>
/// <remarks>
/// Code that only calls tools takes the catalog (<see cref="Session{TImage}.Tools"/>), one of its interfaces, or an
/// <see cref="IToolInvoker"/>, each of which a test can fake.
/// </remarks>
public partial class Session : IToolInvoker, IAsyncDisposable
{
    // The states of _life.
    private const int IsRunning = 0;
    private const int IsDeleting = 1;
    private const int IsDeleted = 2;

    private readonly ApiConnection _api;
    private readonly SessionState _state;
    private readonly ToolRouter _router;
    private readonly object _gate = new();
    private int _life = IsRunning;
    private TaskCompletionSource _decision = new();

    internal Session(AgentBayClient client, SessionState state)
    {
        _api = client.Api.Hiding(state.Token);
        _state = state;
        _router = new ToolRouter(_api, state, client.ToolTimeout);
        Contexts = new SessionContexts(this);
        Files = new SessionFiles(this, client.ContextsOver(_api));
    }

    /// <summary>The session's id at the service.</summary>
    public string SessionId => _state.SessionId;

    /// <summary>The id under which the service knows the request that created or found the session; empty where it told none.</summary>
    public string RequestId => _state.RequestId;

    /// <summary>The image it was asked for, or that of the catalog it was found with; null where it is not known.</summary>
    public string? ImageId => _state.ImageId;

    /// <summary>The address of the session's desktop in a browser, or an empty string.</summary>
    public string ResourceUrl => _state.ResourceUrl;

    /// <summary>The resource's id at the service, or an empty string.</summary>
    public string ResourceId => _state.ResourceId;

    /// <summary>The application instance's id at the service, or an empty string.</summary>
    public string AppInstanceId => _state.AppInstanceId;

    /// <summary>
    /// Where the session takes tool calls itself, or null. Calls of tools whose server is known go there, and not over the
    /// API, if there is a <see cref="Token"/> too.
    /// </summary>
    public Uri? LinkUrl => _state.LinkUrl;

    /// <summary>Where the session takes WebSocket connections, or null.</summary>
    public Uri? WebSocketUrl => _state.WebSocketUrl;

    /// <summary>What authorises calls to <see cref="LinkUrl"/>, <see cref="WebSocketUrl"/> and the VPC. A secret; empty where there is none.</summary>
    public string Token => _state.Token;

    /// <summary>Whether the session is in a VPC of yours.</summary>
    public bool IsVpc => _state.IsVpc;

    /// <summary>The session's address in the VPC, or an empty string.</summary>
    public string NetworkInterfaceIp => _state.NetworkInterfaceIp;

    /// <summary>The port at which the session takes tool calls in the VPC, or null.</summary>
    public int? HttpPort => _state.HttpPort;

    /// <summary>The context into which the session's browser is recorded, if <see cref="SessionOptions.EnableBrowserReplay"/> asked for it.</summary>
    public string? RecordingContextId => _state.RecordingContextId;

    /// <summary>The contexts of this session.</summary>
    public SessionContexts Contexts { get; }

    /// <summary>Brings files into the session and back.</summary>
    public SessionFiles Files { get; }

    internal TimeProvider Time => _api.Time;

    /// <summary>Deletes the session and waits until it is gone, 5 minutes at most.</summary>
    /// <param name="syncContext">
    /// Synchronises all contexts first. Should that fail, the session is deleted all the same, and the result says both.
    /// Without it only the recording of a browser is synchronised, where there is one.
    /// </param>
    /// <param name="cancellationToken">
    /// Gives up waiting. Once the service has accepted the request the session goes away nevertheless.
    /// </param>
    /// <exception cref="AgentBayException">The request was refused, or its answer did not come. The session counts as running, and can be deleted again.</exception>
    /// <exception cref="ObjectDisposedException">The session was deleted before.</exception>
    public async Task<OperationResult<SessionDeletion>> DeleteAsync(bool syncContext = false, CancellationToken cancellationToken = default)
    {
        if (!TryBeginDeletion())
            throw Gone();
        SessionDeleter deleter = new(_api, SessionId, RecordingContextId);
        ContextSyncState sync;
        string? syncError;
        string requestId;
        bool isRequested = false;
        try
        {
            (sync, syncError) = await deleter.SyncAsync(syncContext, cancellationToken).ConfigureAwait(false);
            requestId = await deleter.RequestAsync(cancellationToken).ConfigureAwait(false);
            isRequested = true;
        }
        finally
        {
            EndDeletion(isRequested ? IsDeleted : IsRunning);
        }

        DeletionState state = await deleter.WaitAsync(cancellationToken).ConfigureAwait(false);
        Log.SessionDeleted(_api.Log, SessionId, state, requestId);
        return new OperationResult<SessionDeletion>(new SessionDeletion(state, sync, syncError), requestId);
    }

    /// <summary>
    /// Asks the service to delete the session, unless <see cref="DeleteAsync"/> did; one that is under way is waited for until
    /// the service has accepted or refused it. Does not wait for the session's end, and does not throw: a failure is logged as
    /// an error, because it leaves a session running.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        while (!TryBeginDeletion())
        {
            if (Volatile.Read(ref _life) == IsDeleted)
                return;
            await Decision().ConfigureAwait(false);
        }

        try
        {
            string requestId = await new SessionDeleter(_api, SessionId).RequestAsync(CancellationToken.None).ConfigureAwait(false);
            Log.SessionDeleted(_api.Log, SessionId, DeletionState.Requested, requestId);
        }
        catch (Exception e)
        {
            Log.DeleteOnDisposeFailed(_api.Log, SessionId, e);
        }
        finally
        {
            EndDeletion(IsDeleted);
        }
    }

    /// <summary>The session's id.</summary>
    public override string ToString() => SessionId;

    internal FormBody NewBody() => new FormBody().Add("SessionId", SessionId);

    internal ValueTask<ApiReply> SendAsync(ApiAction action, FormBody body, CancellationToken cancellationToken) =>
        RequireApi().SendAsync(action, body, cancellationToken);

    /// <exception cref="ObjectDisposedException">The session was deleted.</exception>
    internal ApiConnection RequireApi() => Volatile.Read(ref _life) == IsRunning ? _api : throw Gone();

    private bool TryBeginDeletion()
    {
        lock (_gate)
        {
            if (_life != IsRunning)
                return false;
            _decision = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Volatile.Write(ref _life, IsDeleting);
            return true;
        }
    }

    private void EndDeletion(int life)
    {
        lock (_gate)
        {
            Volatile.Write(ref _life, life);
            _decision.SetResult();
        }
    }

    // Ends when the deletion that is under way is accepted or refused.
    private Task Decision()
    {
        lock (_gate)
            return _life == IsDeleting ? _decision.Task : Task.CompletedTask;
    }

    private ObjectDisposedException Gone() => new(null, $"The session {SessionId} was deleted; create another to go on.");
}
