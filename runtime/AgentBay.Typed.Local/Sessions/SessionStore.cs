using AgentBay.Typed.Local.Contexts;
using AgentBay.Typed.Local.Images;
using AgentBay.Typed.Local.Sandboxes;
using AgentBay.Typed.Local.Tools;
using Microsoft.Extensions.Logging;

namespace AgentBay.Typed.Local.Sessions;

/// <summary>The sessions that exist.</summary>
internal sealed class SessionStore(SandboxFactory sandboxes, Machine machine, ContextStore contexts, TimeProvider clock, ILogger logger) : IAsyncDisposable
{
    private readonly Dictionary<string, BaySession> _sessions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Task> _deletions = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private long _lastNumber;
    private bool _isClosed;

    /// <summary>Told the id of each session that is going.</summary>
    public Action<string>? Ended { get; set; }

    /// <returns>The session, or nothing when the store has been closed.</returns>
    public async Task<BaySession?> CreateAsync(SessionSettings settings, CancellationToken cancellationToken)
    {
        var id = $"s-{Guid.NewGuid():N}";
        var sandbox = await sandboxes.StartAsync(id, cancellationToken);
        try
        {
            var tools = new ToolBox(id, settings, machine.CreateTools(), sandbox, logger);
            lock (_lock)
            {
                if (!_isClosed)
                {
                    var session = new BaySession(id, ++_lastNumber, settings, sandbox, tools, new BoundContexts(id, sandbox, contexts, clock, logger), clock, EndIdle);
                    _sessions.Add(id, session);
                    session.Contexts.Bind(settings.Contexts);
                    logger.SessionCreated(id, settings.Image.Id);
                    return session;
                }
            }
        }
        catch
        {
            await (Delete(id) ?? sandbox.DisposeAsync().AsTask());
            throw;
        }
        await sandbox.DisposeAsync();
        return null;
    }

    /// <summary>A session to work with.</summary>
    public BaySession? Find(string id) => FindAny(id) is { Status: not BayStatus.Deleting } session ? session : null;

    /// <summary>A session, even one that is going.</summary>
    public BaySession? FindAny(string id)
    {
        lock (_lock) return _sessions.GetValueOrDefault(id);
    }

    /// <summary>All sessions, the oldest first.</summary>
    public IReadOnlyList<BaySession> All()
    {
        lock (_lock) return [.. _sessions.Values.OrderBy(session => session.Number)];
    }

    /// <summary>Ends a session with everything in it; only one caller gets to do that.</summary>
    /// <returns>The end of it; nothing when the session is not there or going already.</returns>
    public Task? Delete(string id)
    {
        lock (_lock)
        {
            if (!_sessions.TryGetValue(id, out var session) || !session.BeginDeletion()) return null;
            return _deletions[id] = Task.Run(() => DeleteAsync(session));
        }
    }

    public async ValueTask DisposeAsync()
    {
        string[] left;
        lock (_lock)
        {
            _isClosed = true;
            left = [.. _sessions.Keys];
        }
        foreach (var id in left) _ = Delete(id);

        Task[] deletions;
        lock (_lock) deletions = [.. _deletions.Values];
        await Task.WhenAll(deletions);
    }

    private void EndIdle(string id)
    {
        if (Delete(id) is not null) logger.SessionIdle(id);
    }

    private async Task DeleteAsync(BaySession session)
    {
        try
        {
            Ended?.Invoke(session.Id);
            await session.DisposeAsync();
            logger.SessionDeleted(session.Id);
        }
        catch (Exception e)
        {
            logger.CleanupFailed(e, session.Id);
        }
        finally
        {
            lock (_lock)
            {
                _sessions.Remove(session.Id);
                _deletions.Remove(session.Id);
            }
        }
    }
}
