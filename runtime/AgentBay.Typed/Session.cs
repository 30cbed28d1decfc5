using System.Globalization;
using System.Text.Json;
using AgentBay.Typed.Protocol;
using Microsoft.Extensions.Logging;

namespace AgentBay.Typed;

/// <summary>
/// A sandbox that runs at the service, from its creation to its deletion. Thread-safe. After its deletion every call
/// throws <see cref="ObjectDisposedException"/> at once and sends nothing; none ever makes a new session.
/// </summary>
public class Session : IToolInvoker, IAsyncDisposable
{
    // Ports that the gateway opens by default (agentbay-wire 3.7).
    private const int FirstLinkPort = 30100;
    private const int LastLinkPort = 30199;

    // The states of _life.
    private const int IsRunning = 0;
    private const int IsDeleting = 1;
    private const int IsDeleted = 2;

    private readonly ApiConnection _api;
    private readonly ILogger _log;
    private int _life = IsRunning;

    internal Session(SessionState state)
    {
        _api = state.Api;
        _log = state.Log;
        SessionId = state.SessionId;
        ImageId = state.ImageId;
        ResourceUrl = state.ResourceUrl;
    }

    /// <summary>The session's id at the service.</summary>
    public string SessionId { get; }

    /// <summary>The image it was asked for, or null where the service chose.</summary>
    public string? ImageId { get; }

    /// <summary>The address of the session's desktop in a browser, or an empty string.</summary>
    public string ResourceUrl { get; }

    /// <summary>Calls a tool by its name, past all checks of a catalog.</summary>
    /// <param name="name">The tool's name.</param>
    /// <param name="arguments">
    /// The arguments by name. Values may be strings, numbers, booleans, null, <see cref="JsonElement"/>, and lists and
    /// dictionaries of these. Null sends no arguments.
    /// </param>
    /// <param name="cancellationToken">Gives up waiting for the tool.</param>
    /// <returns>What the tool answered; its own failure is data.</returns>
    /// <exception cref="ArgumentException">The name is blank, or a value has no JSON form.</exception>
    /// <exception cref="AgentBayException">The service refused, or could not be reached.</exception>
    public Task<ToolResult> CallToolAsync(
        string name,
        IReadOnlyDictionary<string, object?>? arguments = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return InvokeAsync(new ToolDescriptor(name), UntypedArguments.Write(arguments), cancellationToken);
    }

    /// <summary>Calls a tool. Catalogs call this; so can you, with a descriptor and JSON of your own.</summary>
    /// <inheritdoc/>
    /// <exception cref="ObjectDisposedException">The session was deleted.</exception>
    public async Task<ToolResult> InvokeAsync(
        ToolDescriptor tool,
        ReadOnlyMemory<byte> arguments,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tool);
        ThrowIfDeleted();
        if (tool.Name == KeyNames.Tool)
            arguments = KeyNames.Correct(arguments);

        FormBody body = new FormBody().Add("SessionId", SessionId).Add("Name", tool.Name).Add("Args", arguments.Span)
            .Add("AutoGenSession", false).Add("Server", tool.Server ?? "");
        ApiReply reply = await _api.SendAsync("CallMcpTool", body, cancellationToken).ConfigureAwait(false);
        ToolResult result = ReadToolResult(tool, reply);
        Log.ToolAnswered(_log, tool.Name, SessionId, result.IsError, result.RequestId);
        return result;
    }

    /// <summary>Asks the service which tools the session's image has now.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="AgentBayException">The service refused, or could not be reached.</exception>
    /// <exception cref="ObjectDisposedException">The session was deleted.</exception>
    public async Task<OperationResult<IReadOnlyList<ToolDescriptor>>> ListToolsAsync(CancellationToken cancellationToken = default)
    {
        // The action wants an image; linux_latest is what the official SDKs fall back to (agentbay-wire 3.9).
        ApiReply reply = await SendAsync(
            "ListMcpTools", new FormBody().Add("ImageId", ImageId ?? "linux_latest"), cancellationToken).ConfigureAwait(false);
        return ToolListJson.Read(reply.Data()) is { } tools
            ? new OperationResult<IReadOnlyList<ToolDescriptor>>(tools, reply.RequestId)
            : throw Unreadable("ListMcpTools", reply, "its Data is not a list of tools");
    }

    /// <summary>Gets an address under which the outside world reaches a server inside the session.</summary>
    /// <param name="protocol">The protocol of the link, such as <c>https</c> or <c>wss</c>; null leaves it to the service.</param>
    /// <param name="port">The port the server listens on, 30100 to 30199; null for the image's own endpoint.</param>
    /// <param name="options">Passed on to the service as it is.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="ArgumentOutOfRangeException">The port is not one that the gateway opens. Nothing was sent.</exception>
    /// <exception cref="AgentBayException">The service refused, or could not be reached.</exception>
    /// <exception cref="ObjectDisposedException">The session was deleted.</exception>
    public async Task<OperationResult<Uri>> GetLinkAsync(
        string? protocol = null,
        int? port = null,
        string? options = null,
        CancellationToken cancellationToken = default)
    {
        if (port is < FirstLinkPort or > LastLinkPort)
        {
            throw new ArgumentOutOfRangeException(
                nameof(port), port, $"The gateway opens the ports {FirstLinkPort} to {LastLinkPort}: let the server listen on one of them.");
        }

        FormBody body = ForThis().Add("ProtocolType", protocol).Add("Port", port).Add("Option", options);
        ApiReply reply = await SendAsync("GetLink", body, cancellationToken).ConfigureAwait(false);
        JsonElement data = reply.Data();
        string url = data.TextOrEmpty("Url") is { Length: > 0 } upper ? upper : data.TextOrEmpty("url");
        return Uri.TryCreate(url, UriKind.Absolute, out Uri? link)
            ? new OperationResult<Uri>(link, reply.RequestId)
            : throw Unreadable("GetLink", reply, $"its Url is '{url}'");
    }

    /// <summary>Replaces the session's labels.</summary>
    /// <param name="labels">The labels: at least one, with no blank keys or values.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="ArgumentException">There is no label, or a key or value is blank. Nothing was sent.</exception>
    /// <exception cref="AgentBayException">The service refused, or could not be reached.</exception>
    /// <exception cref="ObjectDisposedException">The session was deleted.</exception>
    public async Task<OperationResult> SetLabelsAsync(
        IReadOnlyDictionary<string, string> labels,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(labels);
        if (labels.Count == 0)
            throw new ArgumentException("There must be at least one label.", nameof(labels));
        FormBody body = ForThis().Add("Labels", LabelsJson.Write(labels));
        ApiReply reply = await SendAsync("SetLabel", body, cancellationToken).ConfigureAwait(false);
        return new OperationResult(reply.RequestId);
    }

    /// <summary>Gets the session's labels.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="AgentBayException">The service refused, or could not be reached.</exception>
    /// <exception cref="ObjectDisposedException">The session was deleted.</exception>
    public async Task<OperationResult<IReadOnlyDictionary<string, string>>> GetLabelsAsync(CancellationToken cancellationToken = default)
    {
        ApiReply reply = await SendAsync("GetLabel", ForThis(), cancellationToken).ConfigureAwait(false);
        return new OperationResult<IReadOnlyDictionary<string, string>>(LabelsJson.Read(reply.Data()), reply.RequestId);
    }

    /// <summary>Gets where the session's desktop is, and what opens it.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="AgentBayException">The service refused, or could not be reached.</exception>
    /// <exception cref="ObjectDisposedException">The session was deleted.</exception>
    public async Task<OperationResult<SessionInfo>> GetInfoAsync(CancellationToken cancellationToken = default)
    {
        ApiReply reply = await SendAsync("GetMcpResource", ForThis(), cancellationToken).ConfigureAwait(false);
        JsonElement data = reply.Data();
        JsonElement desktop = data.Member("DesktopInfo");
        SessionInfo info = new()
        {
            SessionId = data.TextOrEmpty("SessionId") is { Length: > 0 } id ? id : SessionId,
            ResourceUrl = data.TextOrEmpty("ResourceUrl"),
            AppId = desktop.TextOrEmpty("AppId"),
            AuthCode = desktop.TextOrEmpty("AuthCode"),
            ConnectionProperties = desktop.TextOrEmpty("ConnectionProperties"),
            ResourceId = desktop.TextOrEmpty("ResourceId"),
            ResourceType = desktop.TextOrEmpty("ResourceType"),
            Ticket = desktop.TextOrEmpty("Ticket"),
        };
        return new OperationResult<SessionInfo>(info, reply.RequestId);
    }

    /// <summary>Deletes the session and waits until it is gone, 5 minutes at most.</summary>
    /// <param name="syncContext">
    /// Synchronises all contexts first. Should that fail, the session is deleted all the same, and the result says both.
    /// </param>
    /// <param name="cancellationToken">
    /// Gives up waiting. Once the service has accepted the request the session goes away nevertheless.
    /// </param>
    /// <exception cref="AgentBayException">The request was refused or did not arrive. The session can still be used, and deleted again.</exception>
    /// <exception cref="ObjectDisposedException">The session was deleted before.</exception>
    public async Task<OperationResult<SessionDeletion>> DeleteAsync(bool syncContext = false, CancellationToken cancellationToken = default)
    {
        if (!TryBeginDeletion())
            throw Deleted();
        bool isRequested = false;
        try
        {
            string? syncError = syncContext
                ? await SessionDeleter.SyncContextsAsync(_api, SessionId, cancellationToken).ConfigureAwait(false)
                : null;
            if (syncError is not null)
                Log.ContextSyncFailed(_log, SessionId, syncError);

            string requestId = await SessionDeleter.RequestAsync(_api, SessionId, cancellationToken).ConfigureAwait(false);
            isRequested = true;
            DeletionState state = await SessionDeleter.WaitAsync(_api, SessionId, cancellationToken).ConfigureAwait(false);
            Log.SessionDeleted(_log, SessionId, state, requestId);

            ContextSyncState sync = !syncContext ? ContextSyncState.NotRequested
                : syncError is null ? ContextSyncState.Succeeded
                : ContextSyncState.Failed;
            return new OperationResult<SessionDeletion>(new SessionDeletion(state, sync, syncError), requestId);
        }
        finally
        {
            Volatile.Write(ref _life, isRequested ? IsDeleted : IsRunning);
        }
    }

    /// <summary>
    /// Asks the service to delete the session, unless <see cref="DeleteAsync"/> did. Does not wait for its end, and does
    /// not throw: a failure is logged as an error, because it leaves a session running.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (!TryBeginDeletion())
            return;
        try
        {
            string requestId = await SessionDeleter.RequestAsync(_api, SessionId, CancellationToken.None).ConfigureAwait(false);
            Log.SessionDeleted(_log, SessionId, DeletionState.Requested, requestId);
        }
        catch (Exception e) when (e is AgentBayException or ObjectDisposedException)
        {
            Log.DeleteOnDisposeFailed(_log, SessionId, e);
        }
        finally
        {
            Volatile.Write(ref _life, IsDeleted);
        }
    }

    /// <summary>The session's id.</summary>
    public override string ToString() => SessionId;

    private FormBody ForThis() => new FormBody().Add("SessionId", SessionId);

    private Task<ApiReply> SendAsync(string action, FormBody body, CancellationToken cancellationToken)
    {
        ThrowIfDeleted();
        return _api.SendAsync(action, body, cancellationToken);
    }

    private bool TryBeginDeletion() => Interlocked.CompareExchange(ref _life, IsDeleting, IsRunning) == IsRunning;

    private void ThrowIfDeleted()
    {
        if (Volatile.Read(ref _life) != IsRunning)
            throw Deleted();
    }

    private ObjectDisposedException Deleted() => new(null, $"The session {SessionId} was deleted; create another to go on.");

    private static ToolResult ReadToolResult(ToolDescriptor tool, ApiReply reply)
    {
        if (reply.DataUtf8.IsEmpty)
            throw Unreadable("CallMcpTool", reply, "it has no Data");
        try
        {
            return ToolReply.Read(tool, reply.DataUtf8, reply.RequestId);
        }
        catch (JsonException e)
        {
            throw Unreadable("CallMcpTool", reply, e.Message);
        }
    }

    private static AgentBayException Unreadable(string action, ApiReply reply, string why) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"{action} got an answer that cannot be read: {why} [request {reply.RequestId}]"))
    {
        Code = "InvalidResponse",
        StatusCode = reply.Status,
        RequestId = reply.RequestId,
    };
}
