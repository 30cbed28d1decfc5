using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using AgentBay.Typed.Local.Api;
using AgentBay.Typed.Local.Contexts;
using AgentBay.Typed.Local.Https;
using AgentBay.Typed.Local.Images;
using AgentBay.Typed.Local.Links;
using AgentBay.Typed.Local.Routes;
using AgentBay.Typed.Local.Sandboxes;
using AgentBay.Typed.Local.Sessions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Yarp.ReverseProxy.Forwarder;

namespace AgentBay.Typed.Local;

/// <summary>
/// An AgentBay-compatible sandbox service on this machine: it speaks AgentBay's protocol on a loopback port, and its
/// tools are real. With bubblewrap installed each session has a home, a temporary directory and processes of its own
/// and a network of its own, and cannot write anywhere else; without it a session's commands run as the user, and the log
/// says so.
/// </summary>
public sealed class LocalBay : IAsyncDisposable
{
    // The VPC route has the arguments of tools in the query.
    private const int MaximumRequestLineSize = 1024 * 1024;

    private readonly string _rootDirectory;
    private readonly bool _ownsRootDirectory;
    private readonly bool _ownsContexts;
    private readonly string _contextsDirectory;
    private ContextStore? _contexts;
    private SessionStore? _sessions;
    private LinkProxy? _proxy;
    private WebApplication? _server;
    private X509Certificate2? _serverCertificate;
    private int _isDisposed;

    private LocalBay(LocalBayOptions options)
    {
        ApiKey = options.ApiKey ?? $"akm-local-{RandomNumberGenerator.GetHexString(32, lowercase: true)}";
        ArgumentException.ThrowIfNullOrWhiteSpace(ApiKey, $"{nameof(options)}.{nameof(options.ApiKey)}");
        _ownsRootDirectory = options.RootDirectory is null;
        _rootDirectory = DirectoryTree.RealPath(
            options.RootDirectory is null ? Directory.CreateTempSubdirectory("localbay-").FullName : DirectoryTree.CreatePrivate(options.RootDirectory));
        _contextsDirectory = options.ContextsDirectory is null
            ? Path.Combine(_rootDirectory, "contexts")
            : DirectoryTree.RealPath(DirectoryTree.CreatePrivate(options.ContextsDirectory));
        _ownsContexts = options.ContextsDirectory is null;
        Endpoint = new Uri("http://127.0.0.1");
    }

    /// <summary>Where the service listens, such as <c>http://127.0.0.1:41234/</c>.</summary>
    public Uri Endpoint { get; private set; }

    /// <summary>Where the service listens with TLS, such as <c>https://127.0.0.1:41235/</c>; nothing unless <see cref="LocalBayOptions.HttpsPort"/> asks for it.</summary>
    public Uri? HttpsEndpoint { get; private set; }

    /// <summary>
    /// The certificate of <see cref="HttpsEndpoint"/>, for <c>localhost</c>, <c>127.0.0.1</c> and <c>::1</c>, without its
    /// private key. It is made when the service starts and signed by itself: a client has to be told to trust it.
    /// </summary>
    public X509Certificate2? Certificate { get; private set; }

    /// <summary>The API key that the service takes, and no other.</summary>
    public string ApiKey { get; }

    /// <summary>Whether sessions are isolated from this machine and from one another with bubblewrap.</summary>
    public bool IsIsolated { get; private set; }

    /// <summary>
    /// Whether sessions reach no network but their own loopback: <see cref="LocalBayNetwork.Own"/> without slirp4netns.
    /// </summary>
    public bool IsOffline { get; private set; }

    /// <summary>Starts the service.</summary>
    /// <param name="options">How it is set up; the defaults need nothing.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    /// <returns>The running service; disposing it ends every session.</returns>
    /// <exception cref="ArgumentException">The API key is blank.</exception>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<LocalBay> StartAsync(LocalBayOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new LocalBayOptions();
        var bay = new LocalBay(options);
        try
        {
            await bay.RunAsync(options, cancellationToken).ConfigureAwait(false);
            return bay;
        }
        catch
        {
            await bay.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>A client of this service.</summary>
    /// <returns>A client that the caller disposes.</returns>
    public AgentBayClient CreateClient() => new(new AgentBayOptions { ApiKey = ApiKey, Endpoint = Endpoint.GetLeftPart(UriPartial.Authority) });

    /// <summary>Ends every session with all of its processes and files, and stops the service.</summary>
    /// <returns>A task that is done when nothing is left.</returns>
    /// <exception cref="IOException">Files could not be removed; everything else has ended.</exception>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0) return;
        try
        {
            await EndAsync().ConfigureAwait(false);
        }
        finally
        {
            // Contexts of its own are in the root directory.
            if (_ownsRootDirectory) await DirectoryTree.DeleteAsync(_rootDirectory).ConfigureAwait(false);
            else if (_ownsContexts) await DirectoryTree.DeleteAsync(_contextsDirectory).ConfigureAwait(false);
        }
    }

    // What begins later ends first, and whatever happens there does not keep the rest from ending.
    private async Task EndAsync()
    {
        using var contexts = _contexts;
        using var certificate = _serverCertificate;
        using var proxy = _proxy;
        await using var server = _server;
        await using var sessions = _sessions;
    }

    private async Task RunAsync(LocalBayOptions options, CancellationToken cancellationToken)
    {
        var logger = (options.LoggerFactory ?? NullLoggerFactory.Instance).CreateLogger<LocalBay>();
        var sandboxes = await SandboxFactory.CreateAsync(_rootDirectory, [_rootDirectory, _contextsDirectory], options.UseBubblewrap, options.Network, cancellationToken);
        var machine = await Machine.ExamineAsync(sandboxes, cancellationToken);
        IsIsolated = sandboxes.IsIsolated;
        IsOffline = sandboxes.IsOffline;

        var links = new LinkTable();
        _contexts = new ContextStore(_contextsDirectory, options.TimeProvider, logger);
        var transfers = new TransferLinks(options.TimeProvider);
        _sessions = new SessionStore(sandboxes, machine, _contexts, options.TimeProvider, logger) { Ended = links.Remove };
        var files = new TransferEndpoint(transfers, _contexts);
        var (link, vpc, socket) = (new LinkRoute(_sessions), new VpcRoute(_sessions), new WebSocketRoute(_sessions));
        var api = new ApiEndpoint(ApiKey, Actions(_sessions, _contexts, new ImageCatalog(machine), links, transfers, options), logger);

        if (options.HttpsPort is not null)
        {
            _serverCertificate = DevelopmentCertificate.Create(DateTimeOffset.UtcNow);
            Certificate = X509CertificateLoader.LoadCertificate(_serverCertificate.RawData);
        }
        _server = CreateServer(options.Port, options.HttpsPort, _serverCertificate);
        _proxy = new LinkProxy(links, _sessions, _server.Services.GetRequiredService<IHttpForwarder>());
        _server.UseWebSockets();
        _server.Run(context => context.Request.Path.Value switch
        {
            { } path when path.StartsWith(LinkTable.PathPrefix, StringComparison.Ordinal) => _proxy.ForwardAsync(context),
            { } path when path.StartsWith(TransferLinks.PathPrefix, StringComparison.Ordinal) => files.HandleAsync(context),
            { } path when path.StartsWith(SessionAddresses.LinkPrefix, StringComparison.Ordinal) => link.HandleAsync(context),
            { } path when path.StartsWith(SessionAddresses.WebSocketPrefix, StringComparison.Ordinal) => socket.HandleAsync(context),
            VpcRoute.Path => vpc.HandleAsync(context),
            _ => api.HandleAsync(context),
        });
        await _server.StartAsync(cancellationToken);
        var addresses = _server.Urls.Select(url => new Uri(url)).ToLookup(url => url.Scheme);
        Endpoint = addresses[Uri.UriSchemeHttp].Single();
        HttpsEndpoint = addresses[Uri.UriSchemeHttps].SingleOrDefault();

        if (sandboxes.Obstacle is null) logger.StartedIsolated(Endpoint, _rootDirectory);
        else logger.StartedWithoutIsolation(Endpoint, _rootDirectory, Environment.UserName, sandboxes.Obstacle);
    }

    private Dictionary<string, ApiAction> Actions(
        SessionStore store, ContextStore contextStore, ImageCatalog images, LinkTable linkTable, TransferLinks transfers, LocalBayOptions options)
    {
        var clock = options.TimeProvider;
        var sessions = new SessionActions(store, images, contextStore, new SessionAddresses(options.ToolRoute, () => Endpoint), clock);
        var pauses = new PauseActions(store);
        var labels = new LabelActions(store);
        var tools = new ToolActions(store, images);
        var contexts = new ContextActions(contextStore, store);
        var contextFiles = new ContextFileActions(contextStore, transfers, () => Endpoint);
        var sessionContexts = new SessionContextActions(store, contextStore, clock);
        var links = new LinkActions(store, linkTable, () => Endpoint);
        return new Dictionary<string, ApiAction>
        {
            ["CreateMcpSession"] = sessions.CreateAsync,
            ["GetSession"] = sessions.GetAsync,
            ["GetSessionDetail"] = sessions.GetDetailAsync,
            ["GetMcpResource"] = sessions.GetResourceAsync,
            ["ListSession"] = sessions.ListAsync,
            ["DeleteSessionAsync"] = sessions.DeleteAsync,
            ["ReleaseMcpSession"] = sessions.DeleteAsync,
            ["PauseSessionAsync"] = pauses.PauseAsync,
            ["ResumeSessionAsync"] = pauses.ResumeAsync,
            ["RefreshSessionIdleTime"] = pauses.RefreshIdleTimeAsync,
            ["SetLabel"] = labels.SetAsync,
            ["GetLabel"] = labels.GetAsync,
            ["CallMcpTool"] = tools.CallAsync,
            ["ListMcpTools"] = tools.ListAsync,
            ["GetContext"] = contexts.GetAsync,
            ["ListContexts"] = contexts.ListAsync,
            ["ModifyContext"] = contexts.ModifyAsync,
            ["DeleteContext"] = contexts.DeleteAsync,
            ["ClearContext"] = contexts.ClearAsync,
            ["DescribeContextFiles"] = contextFiles.DescribeAsync,
            ["GetContextFileUploadUrl"] = contextFiles.GetUploadUrlAsync,
            ["GetContextFileDownloadUrl"] = contextFiles.GetDownloadUrlAsync,
            ["DeleteContextFile"] = contextFiles.DeleteAsync,
            ["SyncContext"] = sessionContexts.SyncAsync,
            ["GetContextInfo"] = sessionContexts.GetInfoAsync,
            ["GetAndLoadInternalContext"] = sessionContexts.LoadInternalAsync,
            ["BindContexts"] = sessionContexts.BindAsync,
            ["DescribeSessionContexts"] = sessionContexts.DescribeAsync,
            ["GetLink"] = links.GetAsync,
        };
    }

    /// <summary>
    /// A bare Kestrel: no configuration from outside, and no logging of its own, because it would log request addresses,
    /// which can hold the API key.
    /// </summary>
    private static WebApplication CreateServer(int port, int? httpsPort, X509Certificate2? certificate)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.AddHttpForwarder();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = RequestBody.MaximumSize;
            kestrel.Limits.MaxRequestLineSize = MaximumRequestLineSize;
            kestrel.Listen(IPAddress.Loopback, port);
            if (certificate is not null) kestrel.Listen(IPAddress.Loopback, httpsPort!.Value, listen => listen.UseHttps(certificate));
        });
        return builder.Build();
    }

    /// <summary>Leaves the process's signals to the process.</summary>
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
