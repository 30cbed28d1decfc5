using System.Collections.Immutable;
using AgentBay.Typed.Local.Images;
using AgentBay.Typed.Local.Sandboxes;
using AgentBay.Typed.Local.Tools;
using Microsoft.Extensions.Logging;

namespace AgentBay.Typed.Local.Sessions;

/// <summary>The sessions that exist.</summary>
internal sealed class SessionStore(SandboxFactory sandboxes, Machine machine, ILogger logger) : IAsyncDisposable
{
    private readonly Dictionary<string, BaySession> _sessions = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private long _lastNumber;
    private bool _isClosed;

    /// <returns>The session, or nothing when the store has been closed.</returns>
    public async Task<BaySession?> CreateAsync(Image image, ImmutableSortedDictionary<string, string> labels, CancellationToken cancellationToken)
    {
        var id = $"s-{Guid.NewGuid():N}";
        var sandbox = await sandboxes.StartAsync(id, cancellationToken);
        var tools = new ToolBox(id, image, machine.CreateTools(), sandbox, logger);
        lock (_lock)
        {
            if (!_isClosed)
            {
                var session = new BaySession(id, ++_lastNumber, image, sandbox, tools, labels);
                _sessions.Add(id, session);
                logger.SessionCreated(id, image.Id);
                return session;
            }
        }
        await sandbox.DisposeAsync();
        return null;
    }

    public BaySession? Find(string id)
    {
        lock (_lock) return _sessions.GetValueOrDefault(id);
    }

    /// <summary>All sessions, the oldest first.</summary>
    public IReadOnlyList<BaySession> All()
    {
        lock (_lock) return [.. _sessions.Values.OrderBy(session => session.Number)];
    }

    /// <summary>Ends a session with everything in it; only one caller gets to do that.</summary>
    public async Task<bool> DeleteAsync(string id)
    {
        BaySession? session;
        lock (_lock)
        {
            if (!_sessions.Remove(id, out session)) return false;
        }

        try
        {
            await session.DisposeAsync();
            logger.SessionDeleted(id);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            logger.CleanupFailed(e, id);
        }
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        string[] left;
        lock (_lock)
        {
            _isClosed = true;
            left = [.. _sessions.Keys];
        }
        await Task.WhenAll(left.Select(DeleteAsync));
    }
}
