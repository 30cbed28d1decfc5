using System.Text.Json;
using AgentBay.Typed.Protocol;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgentBay.Typed;

/// <summary>The AgentBay service: creates sessions and finds them again. Thread-safe; make one and keep it.</summary>
public sealed class AgentBayClient : IDisposable
{
    private static readonly string SdkStats = BuildSdkStats();

    private readonly HttpClient _http;
    private readonly ApiConnection _api;
    private readonly ILogger _log;
    private readonly string? _regionId;

    /// <summary>Makes a client from the environment variables that <see cref="AgentBayOptions"/> names.</summary>
    /// <exception cref="InvalidOperationException">There is no API key, or the endpoint is not one.</exception>
    public AgentBayClient() : this(new AgentBayOptions())
    {
    }

    /// <summary>Makes a client.</summary>
    /// <param name="options">How to reach the service. Read once, here.</param>
    /// <exception cref="InvalidOperationException">There is no API key, or a value is out of range.</exception>
    public AgentBayClient(AgentBayOptions options) : this(options, new HttpClient(SharedHandler.Instance, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan })
    {
    }

    /// <summary>Makes a client over an <see cref="HttpClient"/> of one's own, such as one from <c>IHttpClientFactory</c>.</summary>
    /// <param name="options">How to reach the service. Read once, here.</param>
    /// <param name="httpClient">Sends the requests. Disposed with this client. Its base address is not used; its time-out counts beside that of the options.</param>
    /// <exception cref="InvalidOperationException">There is no API key, or a value is out of range.</exception>
    public AgentBayClient(AgentBayOptions options, HttpClient httpClient)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(httpClient);
        Endpoint = options.RequireEndpoint();
        _api = new ApiConnection(httpClient, Endpoint, options.RequireApiKey(), options.RequireTimeout(), options.TimeProvider);
        _regionId = options.RegionOrNull();
        _log = (options.LoggerFactory ?? NullLoggerFactory.Instance).CreateLogger("AgentBay.Typed");
        _http = httpClient;
    }

    /// <summary>Where the service is.</summary>
    public Uri Endpoint { get; }

    /// <summary>Starts a session of a catalog's image.</summary>
    /// <typeparam name="TImage">The catalog.</typeparam>
    /// <param name="options">Labels and the like.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The session. Delete or dispose it: until then it runs, and costs.</returns>
    /// <exception cref="ArgumentException">A label is blank.</exception>
    /// <exception cref="AgentBayException">The service refused, or could not be reached.</exception>
    public async Task<Session<TImage>> CreateSessionAsync<TImage>(
        SessionOptions? options = null,
        CancellationToken cancellationToken = default)
        where TImage : ISandboxImage<TImage>
    {
        SessionState state = await CreateAsync(options, TImage.ImageId, cancellationToken).ConfigureAwait(false);
        return new Session<TImage>(state);
    }

    /// <summary>Starts a session whose tools are called by name.</summary>
    /// <param name="options">The image, labels and the like.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The session. Delete or dispose it: until then it runs, and costs.</returns>
    /// <exception cref="ArgumentException">A label is blank.</exception>
    /// <exception cref="AgentBayException">The service refused, or could not be reached.</exception>
    public async Task<Session> CreateSessionAsync(SessionOptions? options = null, CancellationToken cancellationToken = default) =>
        new(await CreateAsync(options, null, cancellationToken).ConfigureAwait(false));

    /// <summary>Finds a session that is already running.</summary>
    /// <typeparam name="TImage">The catalog of the session's image. The service does not tell the image, so it is not checked.</typeparam>
    /// <param name="sessionId">The session's id.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="AgentBayException">There is no such session, or the service could not be reached.</exception>
    public async Task<Session<TImage>> GetSessionAsync<TImage>(string sessionId, CancellationToken cancellationToken = default)
        where TImage : ISandboxImage<TImage> =>
        new(await FindAsync(sessionId, TImage.ImageId, cancellationToken).ConfigureAwait(false));

    /// <summary>Finds a session that is already running, to call its tools by name.</summary>
    /// <param name="sessionId">The session's id.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="AgentBayException">There is no such session, or the service could not be reached.</exception>
    public async Task<Session> GetSessionAsync(string sessionId, CancellationToken cancellationToken = default) =>
        new(await FindAsync(sessionId, null, cancellationToken).ConfigureAwait(false));

    /// <summary>Closes the client's connections. Sessions go on running at the service.</summary>
    public void Dispose() => _http.Dispose();

    private async Task<SessionState> CreateAsync(SessionOptions? options, string? catalogImage, CancellationToken cancellationToken)
    {
        string? imageId = options?.ImageId ?? catalogImage;
        FormBody body = new FormBody().Add("SdkStats", SdkStats).Add("ImageId", imageId)
            .Add("McpPolicyId", options?.PolicyId).Add("LoginRegionId", _regionId);
        if (options?.Labels is { Count: > 0 } labels)
            body.Add("Labels", LabelsJson.Write(labels));

        ApiReply reply = await _api.SendAsync("CreateMcpSession", body, cancellationToken).ConfigureAwait(false);
        JsonElement data = reply.Data();
        string sessionId = data.TextOrEmpty("SessionId");
        if (data.FlagOrNull("Success") == false || sessionId.Length == 0)
        {
            string why = data.TextOrEmpty("ErrMsg") is { Length: > 0 } said ? said : reply.Message ?? "no session id";
            throw new AgentBayException($"CreateMcpSession made no session: {why} [request {reply.RequestId}]")
            {
                Code = reply.Code is null or "ok" ? "SessionNotCreated" : reply.Code,
                StatusCode = reply.Status,
                RequestId = reply.RequestId,
            };
        }

        Log.SessionCreated(_log, sessionId, imageId, reply.RequestId);
        return new SessionState(_api, _log, sessionId, imageId, data.TextOrEmpty("ResourceUrl"));
    }

    private async Task<SessionState> FindAsync(string sessionId, string? imageId, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(sessionId);
        ApiReply reply = await _api
            .SendAsync("GetSession", new FormBody().Add("SessionId", sessionId), cancellationToken).ConfigureAwait(false);
        return new SessionState(_api, _log, sessionId, imageId, reply.Data().TextOrEmpty("ResourceUrl"));
    }

    private static string BuildSdkStats()
    {
        Version version = typeof(AgentBayClient).Assembly.GetName().Version!;
        return $$"""{"source":"sdk","sdk_language":"csharp","sdk_version":"{{version.ToString(3)}}","is_release":false,"framework":""}""";
    }

    // One pool of connections for the process; they are renewed so that a change of DNS is noticed.
    private static class SharedHandler
    {
        public static readonly SocketsHttpHandler Instance = new() { PooledConnectionLifetime = TimeSpan.FromMinutes(5) };
    }
}
