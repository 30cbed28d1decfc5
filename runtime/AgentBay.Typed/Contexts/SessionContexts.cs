using System.Collections.ObjectModel;
using AgentBay.Typed.Protocol;

namespace AgentBay.Typed;

/// <summary>The contexts of one session: which are bound, and the copying between them and its directories.</summary>
public sealed class SessionContexts
{
    private static readonly Polling BindPoll = new(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(120));

    private readonly Session _session;

    internal SessionContexts(Session session) => _session = session;

    /// <summary>Lists the contexts that are bound.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="AgentBayException">The service refused, or could not be reached.</exception>
    /// <exception cref="ObjectDisposedException">The session was deleted.</exception>
    public async Task<OperationResult<ReadOnlyCollection<BoundContext>>> ListAsync(CancellationToken cancellationToken = default)
    {
        using ApiReply reply = await _session
            .SendAsync(ApiAction.DescribeSessionContexts, _session.NewBody(), cancellationToken).ConfigureAwait(false);
        return new OperationResult<ReadOnlyCollection<BoundContext>>(reply.Data().Items().Select(BoundContext.Read).ToArray().AsReadOnly(), reply.RequestId);
    }

    /// <summary>Binds contexts to directories of the running session, and waits until they are there.</summary>
    /// <param name="bindings">The contexts and their directories: at least one.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="ArgumentException">There is no binding, or one lacks its context or path. Nothing was sent.</exception>
    /// <exception cref="AgentBayException">The service refused (<c>PathAlreadyBound</c>), could not be reached, or was not done in 2 minutes.</exception>
    /// <exception cref="ObjectDisposedException">The session was deleted.</exception>
    public Task<OperationResult> BindAsync(IReadOnlyCollection<ContextBinding> bindings, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(bindings);
        if (bindings.Count == 0)
            throw new ArgumentException("There must be at least one context to bind.", nameof(bindings));
        string persistence = PersistenceJson.Write(bindings, nameof(bindings), nameof(bindings));
        return BindAsync([.. bindings.Select(static binding => binding.ContextId)], persistence, cancellationToken);
    }

    /// <summary>Lists the copying between contexts and the session that the service tells of.</summary>
    /// <param name="contextId">Only of this context.</param>
    /// <param name="path">Only at this path of the session.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="AgentBayException">The service refused, or could not be reached.</exception>
    /// <exception cref="ObjectDisposedException">The session was deleted.</exception>
    public Task<OperationResult<ReadOnlyCollection<ContextSyncTask>>> GetInfoAsync(
        string? contextId = null,
        string? path = null,
        CancellationToken cancellationToken = default) =>
        ContextSync.ListAsync(_session.RequireApi(), _session.SessionId, contextId, path, null, cancellationToken);

    /// <summary>Copies files between contexts and the session, and waits until that ended, about 4 minutes at most.</summary>
    /// <param name="contextId">The context; null for all. Goes with <paramref name="path"/>.</param>
    /// <param name="path">The path in the session; null for all. Goes with <paramref name="contextId"/>.</param>
    /// <param name="mode">Which way; null leaves it to the service, which uploads.</param>
    /// <param name="cancellationToken">Gives up waiting; the service goes on.</param>
    /// <returns>What was copied; none of it failed.</returns>
    /// <exception cref="ArgumentException">Only one of context and path is given. Nothing was sent.</exception>
    /// <exception cref="AgentBayException">A copy failed (<c>ContextSyncFailed</c>) or did not end in time, or the service refused or could not be reached.</exception>
    /// <exception cref="ObjectDisposedException">The session was deleted.</exception>
    public Task<OperationResult<ReadOnlyCollection<ContextSyncTask>>> SyncAsync(
        string? contextId = null,
        string? path = null,
        ContextSyncMode? mode = null,
        CancellationToken cancellationToken = default)
    {
        if (string.IsNullOrEmpty(contextId) != string.IsNullOrEmpty(path))
            throw new ArgumentException("Give both the context and the path, or neither.", contextId is null ? nameof(contextId) : nameof(path));
        return string.IsNullOrEmpty(contextId)
            ? ContextSync.RunAsync(_session.RequireApi(), _session.SessionId, null, null, mode, cancellationToken)
            : ContextSync.RunAsync(_session.RequireApi(), _session.SessionId, contextId, path, mode, cancellationToken);
    }

    private async Task<OperationResult> BindAsync(HashSet<string> missing, string persistence, CancellationToken cancellationToken)
    {
        FormBody body = _session.NewBody().Add("PersistenceDataList", persistence);
        OperationResult started = await _session.RequireApi().DoAsync(ApiAction.BindContexts, body, cancellationToken).ConfigureAwait(false);
        bool isBound = await BindPoll.UntilAsync(
            async ct =>
            {
                missing.ExceptWith((await ListAsync(ct).ConfigureAwait(false)).Value.Select(static bound => bound.ContextId));
                return missing.Count == 0;
            },
            _session.Time,
            cancellationToken).ConfigureAwait(false);
        return isBound
            ? started
            : throw Failure.NotFinished("Binding contexts", BindPoll.Limit, $"still without {string.Join(", ", missing)}", started.RequestId);
    }
}
