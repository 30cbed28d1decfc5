using AgentBay.Typed.Protocol;

namespace AgentBay.Typed;

/// <summary>The contexts at the service: stores of files that outlive sessions. Thread-safe.</summary>
public sealed partial class AgentBayContexts
{
    private const int PageSize = 50;

    private static readonly TimeSpan UsualClearLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan ClearPoll = TimeSpan.FromSeconds(2);

    private readonly ApiConnection _api;
    private readonly string? _regionId;

    internal AgentBayContexts(ApiConnection api, string? regionId)
    {
        _api = api;
        _regionId = regionId;
    }

    /// <summary>Gets the context of a name, and makes it if there is none.</summary>
    /// <param name="name">The name.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="ArgumentException">The name is blank. Nothing was sent.</exception>
    /// <exception cref="AgentBayException">The service refused, or could not be reached.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public Task<OperationResult<AgentBayContext>> GetOrCreateAsync(string name, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return GetOrCreateAsync(
            new FormBody().Add("Name", name).Add("AllowCreate", true).Add("LoginRegionId", _regionId), cancellationToken);
    }

    /// <summary>Gets the context of a name, or null if there is none.</summary>
    /// <param name="name">The name.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="ArgumentException">The name is blank. Nothing was sent.</exception>
    /// <exception cref="AgentBayException">The service refused, or could not be reached.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public Task<OperationResult<AgentBayContext?>> FindAsync(string name, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return FindAsync(new FormBody().Add("Name", name), cancellationToken);
    }

    /// <summary>Gets the context of an id, or null if there is none.</summary>
    /// <param name="contextId">The context's id.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="ArgumentException">The id is blank. Nothing was sent.</exception>
    /// <exception cref="AgentBayException">The service refused, or could not be reached.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public Task<OperationResult<AgentBayContext?>> FindByIdAsync(string contextId, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(contextId);
        return FindAsync(new FormBody().Add("ContextId", contextId), cancellationToken);
    }

    /// <summary>Lists all contexts, page by page as they are read.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="AgentBayException">The service refused, or could not be reached.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public IAsyncEnumerable<AgentBayContext> ListAsync(CancellationToken cancellationToken = default) => Pages.WalkAsync(
        _api, ApiAction.ListContexts, static () => new FormBody().Add("MaxResults", PageSize), AgentBayContext.Read, cancellationToken);

    /// <summary>Gives a context another name.</summary>
    /// <param name="contextId">The context's id.</param>
    /// <param name="name">The new name.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="ArgumentException">The id or the name is blank. Nothing was sent.</exception>
    /// <exception cref="AgentBayException">The service refused, or could not be reached.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public Task<OperationResult> RenameAsync(string contextId, string name, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return _api.DoAsync(ApiAction.ModifyContext, ById(contextId).Add("Name", name), cancellationToken);
    }

    /// <summary>Deletes a context and all of its files.</summary>
    /// <param name="contextId">The context's id.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="ArgumentException">The id is blank. Nothing was sent.</exception>
    /// <exception cref="AgentBayException">The service refused, or could not be reached.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public Task<OperationResult> DeleteAsync(string contextId, CancellationToken cancellationToken = default) =>
        _api.DoAsync(ApiAction.DeleteContext, ById(contextId), cancellationToken);

    /// <summary>Deletes all files of a context, and waits until they are gone.</summary>
    /// <param name="contextId">The context's id.</param>
    /// <param name="timeout">How long to wait; <see cref="Timeout.InfiniteTimeSpan"/> for as long as it takes. Default: 60 seconds.</param>
    /// <param name="cancellationToken">Gives up waiting; the service goes on.</param>
    /// <exception cref="ArgumentException">The id is blank, or the limit is not positive. Nothing was sent.</exception>
    /// <exception cref="AgentBayException">The service refused, could not be reached, or was not done in time.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public Task<OperationResult> ClearAsync(string contextId, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(contextId);
        return ClearAsync(contextId, TimeLimit.Require(timeout ?? UsualClearLimit, nameof(timeout)), cancellationToken);
    }

    private async Task<OperationResult<AgentBayContext>> GetOrCreateAsync(FormBody body, CancellationToken cancellationToken)
    {
        using ApiReply reply = await _api.SendAsync(ApiAction.GetContext, body, cancellationToken).ConfigureAwait(false);
        return Read(reply) is { } context
            ? new OperationResult<AgentBayContext>(context, reply.RequestId)
            : throw Failure.UnexpectedData(ApiAction.GetContext.Name, reply, "the context has no id");
    }

    private async Task<OperationResult> ClearAsync(string contextId, TimeSpan limit, CancellationToken cancellationToken)
    {
        OperationResult started = await _api.DoAsync(ApiAction.ClearContext, ById(contextId), cancellationToken).ConfigureAwait(false);
        string state = "clearing";
        bool isCleared = await new Polling(ClearPoll, limit) { WaitsFirst = true }.UntilAsync(
            async ct =>
            {
                state = (await FindByIdAsync(contextId, ct).ConfigureAwait(false)).Value?.State ?? "gone";
                return state == "available";
            },
            _api.Time,
            cancellationToken).ConfigureAwait(false);
        return isCleared ? started : throw Failure.NotFinished($"Clearing context {contextId}", limit, state, started.RequestId);
    }

    private async Task<OperationResult<AgentBayContext?>> FindAsync(FormBody body, CancellationToken cancellationToken)
    {
        try
        {
            using ApiReply reply = await _api
                .SendAsync(ApiAction.GetContext, body.Add("AllowCreate", false), cancellationToken).ConfigureAwait(false);
            return new OperationResult<AgentBayContext?>(Read(reply), reply.RequestId);
        }
        catch (AgentBayException e) when (e.IsContextMissing)
        {
            return new OperationResult<AgentBayContext?>(null, e.RequestId);
        }
    }

    private static AgentBayContext? Read(ApiReply reply) => AgentBayContext.Read(reply.Data()) is { Id.Length: > 0 } context ? context : null;

    private static FormBody ById(string contextId)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(contextId);
        return new FormBody().Add("Id", contextId);
    }
}
