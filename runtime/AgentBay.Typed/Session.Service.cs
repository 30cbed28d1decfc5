using System.Collections.ObjectModel;
using System.Text.Json;
using AgentBay.Typed.Protocol;

namespace AgentBay.Typed;

public partial class Session
{
    // Ports that the gateway opens by default (agentbay-wire 3.7).
    private const int FirstLinkPort = 30100;
    private const int LastLinkPort = 30199;

    // The pace and patience of the official SDKs (agentbay-wire 3.10).
    private static readonly TimeSpan StatusPoll = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan UsualStatusLimit = TimeSpan.FromMinutes(10);

    /// <summary>Gets an address under which the outside world reaches a server inside the session.</summary>
    /// <param name="protocol">The protocol of the link, such as <c>https</c> or <c>wss</c>; null leaves it to the service.</param>
    /// <param name="port">The port the server listens on, 30100 to 30199; null for the image's own endpoint.</param>
    /// <param name="options">Passed on to the service as it is.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="ArgumentOutOfRangeException">The port is not one that the gateway opens. Nothing was sent.</exception>
    /// <exception cref="AgentBayException">The service refused, or could not be reached.</exception>
    /// <exception cref="ObjectDisposedException">The session was deleted.</exception>
    public Task<OperationResult<Uri>> GetLinkAsync(
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

        return GetLinkAsync(NewBody().Add("ProtocolType", protocol).Add("Port", port).Add("Option", options), cancellationToken);
    }

    /// <summary>Replaces the session's labels.</summary>
    /// <param name="labels">The labels: at least one, with no blank keys or values.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="ArgumentException">There is no label, or a key or value is blank. Nothing was sent.</exception>
    /// <exception cref="AgentBayException">The service refused, or could not be reached.</exception>
    /// <exception cref="ObjectDisposedException">The session was deleted.</exception>
    public Task<OperationResult> SetLabelsAsync(
        IReadOnlyDictionary<string, string> labels,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(labels);
        return labels.Count == 0
            ? throw new ArgumentException("There must be at least one label.", nameof(labels))
            : RequireApi().DoAsync(ApiAction.SetLabel, NewBody().Add("Labels", LabelsJson.Write(labels)), cancellationToken);
    }

    /// <summary>Gets the session's labels.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="AgentBayException">The service refused, or could not be reached.</exception>
    /// <exception cref="ObjectDisposedException">The session was deleted.</exception>
    public async Task<OperationResult<ReadOnlyDictionary<string, string>>> GetLabelsAsync(CancellationToken cancellationToken = default)
    {
        using ApiReply reply = await SendAsync(ApiAction.GetLabel, NewBody(), cancellationToken).ConfigureAwait(false);
        return new OperationResult<ReadOnlyDictionary<string, string>>(LabelsJson.Read(reply.Data()), reply.RequestId);
    }

    /// <summary>Gets where the session's desktop is, and what opens it.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="AgentBayException">The service refused, or could not be reached.</exception>
    /// <exception cref="ObjectDisposedException">The session was deleted.</exception>
    public async Task<OperationResult<SessionInfo>> GetInfoAsync(CancellationToken cancellationToken = default)
    {
        using ApiReply reply = await SendAsync(ApiAction.GetMcpResource, NewBody(), cancellationToken).ConfigureAwait(false);
        SessionInfo info = SessionInfo.Read(SessionId, reply.Data());
        _api.Secrets.Learn(info.AuthCode, info.Ticket);
        return new OperationResult<SessionInfo>(info, reply.RequestId);
    }

    /// <summary>Gets the session's state.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="AgentBayException">The service refused, or could not be reached.</exception>
    /// <exception cref="ObjectDisposedException">The session was deleted.</exception>
    public async Task<OperationResult<SessionStatus>> GetStatusAsync(CancellationToken cancellationToken = default)
    {
        using ApiReply reply = await SendAsync(
            ApiAction.GetSessionDetail, new FormBody().AddToQuery("SessionId", SessionId), cancellationToken).ConfigureAwait(false);
        return new OperationResult<SessionStatus>(new SessionStatus(reply.Data().TextOrEmpty("Status")), reply.RequestId);
    }

    /// <summary>Lets the session's processes stand still, which costs less, and waits until they do.</summary>
    /// <param name="timeout">How long to wait; <see cref="Timeout.InfiniteTimeSpan"/> for as long as it takes. Default: 10 minutes.</param>
    /// <param name="cancellationToken">Gives up waiting; the service goes on.</param>
    /// <exception cref="ArgumentOutOfRangeException">The limit is not positive. Nothing was sent.</exception>
    /// <exception cref="AgentBayException">The service refused, could not be reached, was not done in time, or the session is ending (<c>UnexpectedStatus</c>).</exception>
    /// <exception cref="ObjectDisposedException">The session was deleted.</exception>
    public Task<OperationResult> PauseAsync(TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        BringToAsync(SessionStatus.Paused, ApiAction.PauseSessionAsync, TimeLimit.Require(timeout ?? UsualStatusLimit, nameof(timeout)), cancellationToken);

    /// <summary>Lets a paused session go on, and waits until it does.</summary>
    /// <param name="timeout">How long to wait; <see cref="Timeout.InfiniteTimeSpan"/> for as long as it takes. Default: 10 minutes.</param>
    /// <param name="cancellationToken">Gives up waiting; the service goes on.</param>
    /// <exception cref="ArgumentOutOfRangeException">The limit is not positive. Nothing was sent.</exception>
    /// <exception cref="AgentBayException">The service refused, could not be reached, was not done in time, or the session is ending (<c>UnexpectedStatus</c>).</exception>
    /// <exception cref="ObjectDisposedException">The session was deleted.</exception>
    public Task<OperationResult> ResumeAsync(TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        BringToAsync(SessionStatus.Running, ApiAction.ResumeSessionAsync, TimeLimit.Require(timeout ?? UsualStatusLimit, nameof(timeout)), cancellationToken);

    /// <summary>Starts the time anew after which the service releases a session that nobody uses.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="AgentBayException">The service refused, or could not be reached.</exception>
    /// <exception cref="ObjectDisposedException">The session was deleted.</exception>
    public Task<OperationResult> KeepAliveAsync(CancellationToken cancellationToken = default) =>
        RequireApi().DoAsync(ApiAction.RefreshSessionIdleTime, NewBody(), cancellationToken);

    private async Task<OperationResult<Uri>> GetLinkAsync(FormBody body, CancellationToken cancellationToken)
    {
        using ApiReply reply = await SendAsync(ApiAction.GetLink, body, cancellationToken).ConfigureAwait(false);
        JsonElement data = reply.Data();
        string url = data.TextOrEmpty("Url") is { Length: > 0 } upper ? upper : data.TextOrEmpty("url");
        return Uri.TryCreate(url, UriKind.Absolute, out Uri? link)
            ? new OperationResult<Uri>(link, reply.RequestId)
            : throw Failure.UnexpectedData(ApiAction.GetLink.Name, reply, "its Url is not an address");
    }

    private async Task<OperationResult> BringToAsync(SessionStatus wanted, ApiAction action, TimeSpan limit, CancellationToken cancellationToken)
    {
        OperationResult started = await RequireApi().DoAsync(action, NewBody(), cancellationToken).ConfigureAwait(false);
        SessionStatus status = SessionStatus.Unknown;
        bool isThere = await new Polling(StatusPoll, limit).UntilAsync(
            async ct =>
            {
                using ApiReply reply = await SendAsync(ApiAction.GetSession, NewBody(), ct).ConfigureAwait(false);
                status = new SessionStatus(reply.Data().TextOrEmpty("Status"));
                return status == wanted || status.IsBroken;
            },
            Time,
            cancellationToken).ConfigureAwait(false);

        if (!isThere)
            throw Failure.NotFinished($"{action.Name} of session {SessionId}", limit, status.Value, started.RequestId);
        return status == wanted ? started : throw Failure.WrongStatus(action.Name, SessionId, status, wanted, started.RequestId);
    }
}
