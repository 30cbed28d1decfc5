using System.Text.Json;
using AgentBay.Typed.Protocol;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgentBay.Typed;

/// <summary>The AgentBay service: creates sessions and finds them again. Thread-safe; make one and keep it.</summary>
/// <remarks>
/// Code under test takes a catalog or one of its interfaces rather than the client, and AgentBay.Typed.Testing fakes those.
/// Where the client itself is tested with, LocalBay (AgentBay.Typed.Local) gives one whose sessions run on this machine, and
/// an <see cref="HttpClient"/> over a handler of one's own answers without any.
/// </remarks>
public sealed class AgentBayClient : IDisposable, IAsyncDisposable
{
    private const int PageSize = 50;

    private readonly HttpExchange _http;
    private readonly SessionLauncher _launcher;
    private Task? _closing;

    /// <summary>Makes a client from the environment variables that <see cref="AgentBayOptions"/> names.</summary>
    /// <exception cref="InvalidOperationException">There is no API key, or the endpoint is not one.</exception>
    public AgentBayClient() : this(new AgentBayOptions())
    {
    }

    /// <summary>Makes a client.</summary>
    /// <param name="options">How to reach the service. Read once, here.</param>
    /// <exception cref="InvalidOperationException">There is no API key, or a value is out of range.</exception>
    public AgentBayClient(AgentBayOptions options)
        : this(options, new HttpClient(SharedHandler.Instance, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan }, disposeHttpClient: true)
    {
    }

    /// <summary>Makes a client over an <see cref="HttpClient"/> of one's own, such as one from <c>IHttpClientFactory</c>.</summary>
    /// <param name="options">How to reach the service. Read once, here.</param>
    /// <param name="httpClient">
    /// Sends the requests. Its base address is not used. Set its <see cref="HttpClient.Timeout"/> to
    /// <see cref="Timeout.InfiniteTimeSpan"/>: the options have the limits, and a creation that it drops may leave a session behind.
    /// </param>
    /// <param name="disposeHttpClient">Whether <paramref name="httpClient"/> is disposed with this client.</param>
    /// <exception cref="InvalidOperationException">There is no API key, or a value is out of range.</exception>
    public AgentBayClient(AgentBayOptions options, HttpClient httpClient, bool disposeHttpClient = false)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(httpClient);
        ILogger log = (options.LoggerFactory ?? NullLoggerFactory.Instance).CreateLogger("AgentBay.Typed");
        Endpoint = options.RequireEndpoint();
        RegionId = options.RegionOrNull();
        ToolTimeout = options.ToolTimeoutOrNull();
        _http = new HttpExchange(httpClient, disposeHttpClient, options.TimeProvider);
        Api = new ApiConnection(
            _http,
            Endpoint,
            options.RequireApiKey(),
            options.RequireTimeout(),
            new Retries(options.RequireMaxRetries(), options.TimeProvider, log),
            log);
        Contexts = ContextsOver(Api);
        _launcher = new SessionLauncher(this);
        if (httpClient.Timeout != Timeout.InfiniteTimeSpan)
            Log.HttpClientTimeout(log, httpClient.Timeout);
    }

    /// <summary>Where the service is.</summary>
    public Uri Endpoint { get; }

    /// <summary>The contexts: stores of files that outlive sessions.</summary>
    public AgentBayContexts Contexts { get; }

    internal ApiConnection Api { get; }

    internal string? RegionId { get; }

    internal TimeSpan? ToolTimeout { get; }

    /// <summary>Starts a session of a catalog's image.</summary>
    /// <typeparam name="TImage">The catalog.</typeparam>
    /// <param name="options">Labels and the like.</param>
    /// <param name="cancellationToken">Gives up. A session that was made in the meantime is deleted.</param>
    /// <returns>The session. Delete or dispose it: until then it runs, and costs.</returns>
    /// <exception cref="ArgumentException">An option is not valid, such as a blank label. Nothing was sent.</exception>
    /// <exception cref="AgentBayException">The service refused, or could not be reached, or the session lacks what it must have. None is left behind.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed. No session is left behind.</exception>
    public Task<Session<TImage>> CreateSessionAsync<TImage>(
        SessionOptions? options = null,
        CancellationToken cancellationToken = default)
        where TImage : ISandboxImage<TImage> =>
        _launcher.LaunchAsync(
            options ?? new SessionOptions(), TImage.ImageId, TImage.Tools, state => new Session<TImage>(this, state), cancellationToken);

    /// <summary>Starts a session whose tools are called by name.</summary>
    /// <param name="options">The image, labels and the like.</param>
    /// <param name="cancellationToken">Gives up. A session that was made in the meantime is deleted.</param>
    /// <returns>The session. Delete or dispose it: until then it runs, and costs.</returns>
    /// <exception cref="ArgumentException">An option is not valid, such as a blank label. Nothing was sent.</exception>
    /// <exception cref="AgentBayException">The service refused, or could not be reached, or the session lacks what it must have. None is left behind.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed. No session is left behind.</exception>
    public Task<Session> CreateSessionAsync(SessionOptions? options = null, CancellationToken cancellationToken = default) =>
        _launcher.LaunchAsync(options ?? new SessionOptions(), null, null, state => new Session(this, state), cancellationToken);

    /// <summary>Finds a session that is already running.</summary>
    /// <typeparam name="TImage">The catalog of the session's image. The service does not tell the image, so it is not checked.</typeparam>
    /// <param name="sessionId">The session's id.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="ArgumentException">The id is blank. Nothing was sent.</exception>
    /// <exception cref="AgentBayException">There is no such session, or the service could not be reached.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public Task<Session<TImage>> GetSessionAsync<TImage>(string sessionId, CancellationToken cancellationToken = default)
        where TImage : ISandboxImage<TImage>
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(sessionId);
        return FindAsync(sessionId, TImage.ImageId, state => new Session<TImage>(this, state), cancellationToken);
    }

    /// <summary>Finds a session that is already running, to call its tools by name.</summary>
    /// <param name="sessionId">The session's id.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="ArgumentException">The id is blank. Nothing was sent.</exception>
    /// <exception cref="AgentBayException">There is no such session, or the service could not be reached.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public Task<Session> GetSessionAsync(string sessionId, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(sessionId);
        return FindAsync(sessionId, null, state => new Session(this, state), cancellationToken);
    }

    /// <summary>Lists sessions, page by page as they are read.</summary>
    /// <param name="labels">Only sessions that have all of these. Default: all sessions.</param>
    /// <param name="status">Only sessions in this state. Default: the service's choice.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="ArgumentException">A label is blank. Nothing was sent.</exception>
    /// <exception cref="AgentBayException">The service refused, or could not be reached.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public IAsyncEnumerable<SessionSummary> ListSessionsAsync(
        IReadOnlyDictionary<string, string>? labels = null,
        SessionStatus? status = null,
        CancellationToken cancellationToken = default)
    {
        string filter = LabelsJson.Write(labels ?? new Dictionary<string, string>());
        return Pages.WalkAsync(
            Api,
            ApiAction.ListSession,
            () => new FormBody().Add("Labels", filter).Add("MaxResults", PageSize).Add("Status", status?.Value),
            static item => new SessionSummary(item.TextOrEmpty("SessionId"), new SessionStatus(item.TextOrEmpty("SessionStatus"))),
            cancellationToken);
    }

    /// <summary>Asks which tools an image has. Starts no session.</summary>
    /// <returns>What the service says, as it says it: an array of tools, or a text that holds one.</returns>
    internal async Task<OperationResult<JsonElement>> ListToolsJsonAsync(string imageId, CancellationToken cancellationToken)
    {
        FormBody body = new FormBody().Add("ImageId", imageId);
        using ApiReply reply = await Api.SendAsync(ApiAction.ListMcpTools, body, cancellationToken).ConfigureAwait(false);
        return new OperationResult<JsonElement>(reply.Data().Clone(), reply.RequestId);
    }

    /// <summary>
    /// Gives up creations that are under way, which then throw <see cref="ObjectDisposedException"/>, and closes the client in
    /// the background once the sessions that they made are deleted. Sessions that were given out go on running at the service.
    /// </summary>
    public void Dispose() => _ = CloseOnceAsync();

    /// <summary>As <see cref="Dispose"/>, and waits for it.</summary>
    public ValueTask DisposeAsync() => new(CloseOnceAsync());

    internal AgentBayContexts ContextsOver(ApiConnection api) => new(api, RegionId);

    private Task CloseOnceAsync()
    {
        lock (_launcher)
            return _closing ??= CloseAsync();
    }

    private async Task CloseAsync()
    {
        await _launcher.CloseAsync().ConfigureAwait(false);
        _launcher.Dispose();
        _http.Dispose();
    }

    private async Task<TSession> FindAsync<TSession>(
        string sessionId,
        string? imageId,
        Func<SessionState, TSession> open,
        CancellationToken cancellationToken)
    {
        FormBody body = new FormBody().Add("SessionId", sessionId);
        using ApiReply reply = await Api.SendAsync(ApiAction.GetSession, body, cancellationToken).ConfigureAwait(false);
        return open(SessionState.Read(sessionId, reply.Data(), reply.RequestId) with { ImageId = imageId });
    }

    // One pool of connections for the process.
    private static class SharedHandler
    {
        public static readonly HttpMessageHandler Instance = AgentBayHandler.CreateWhole();
    }
}
