using System.Text.Json;
using AgentBay.Typed.Local.Sandboxes;
using Microsoft.Extensions.Logging;

namespace AgentBay.Typed.Local.Contexts;

/// <summary>The contexts that exist, each a directory.</summary>
internal sealed class ContextStore : IDisposable
{
    private readonly string _directory;
    private readonly TimeProvider _clock;
    private readonly Dictionary<string, BayContext> _contexts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, BayContext> _internal = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private long _lastNumber;

    /// <param name="directory">Where contexts are, and where those that are there already are read from.</param>
    /// <param name="clock">The clock for times and lifecycles.</param>
    /// <param name="logger">Told of directories that cannot be read; they are left as they are.</param>
    public ContextStore(string directory, TimeProvider clock, ILogger logger)
    {
        _directory = directory;
        _clock = clock;
        if (!Directory.Exists(directory)) return;
        foreach (var child in Directory.EnumerateDirectories(directory))
        {
            try
            {
                if (BayContext.TryLoad(child, clock) is { } context) _contexts[context.Id] = context;
            }
            catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
            {
                logger.ContextUnreadable(e, child, e.Message);
            }
        }
        _lastNumber = _contexts.Values.Select(context => context.Record.Number).DefaultIfEmpty().Max();
    }

    /// <summary>All contexts, in the order of their creation.</summary>
    public IReadOnlyList<BayContext> All()
    {
        lock (_lock) return [.. _contexts.Values.OrderBy(context => context.Record.Number)];
    }

    /// <summary>A context by its id, internal ones included.</summary>
    public BayContext? Find(string id)
    {
        lock (_lock) return _contexts.GetValueOrDefault(id) ?? _internal.GetValueOrDefault(id);
    }

    public BayContext? FindByName(string name)
    {
        lock (_lock) return _contexts.Values.FirstOrDefault(context => context.Record.Name == name);
    }

    public BayContext GetOrCreate(string name)
    {
        lock (_lock)
        {
            if (FindByName(name) is { } existing) return existing;
            DirectoryTree.CreatePrivate(_directory);
            var context = New(name, _directory);
            _contexts.Add(context.Id, context);
            return context;
        }
    }

    /// <summary>A context that nobody lists and that goes with a session.</summary>
    public BayContext CreateInternal(string name, string parentDirectory)
    {
        lock (_lock)
        {
            var context = New(name, parentDirectory);
            _internal.Add(context.Id, context);
            return context;
        }
    }

    public void ForgetInternal(BayContext context)
    {
        lock (_lock) _internal.Remove(context.Id);
    }

    /// <returns>Whether the name was free.</returns>
    public bool Rename(BayContext context, string name)
    {
        lock (_lock)
        {
            if (FindByName(name) is { } other && other != context) return false;
            context.Change(record => record with { Name = name });
            return true;
        }
    }

    public async Task DeleteAsync(BayContext context, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (!_contexts.Remove(context.Id)) return;
        }
        await context.DeleteAsync(cancellationToken);
    }

    public void Dispose()
    {
        lock (_lock)
        {
            foreach (var context in _contexts.Values.Concat(_internal.Values)) context.Dispose();
        }
    }

    private BayContext New(string name, string parentDirectory)
    {
        var id = $"SdkCtx-{Guid.NewGuid():N}";
        var context = new BayContext(new ContextRecord(id, ++_lastNumber, name, _clock.GetUtcNow(), _clock.GetUtcNow()), Path.Combine(parentDirectory, id), _clock);
        context.Change(record => record);
        return context;
    }
}
