using AgentBay.Typed.Local.Sandboxes;
using Microsoft.Extensions.Logging;

namespace AgentBay.Typed.Local.Contexts;

/// <summary>The contexts of one session, and what is being copied.</summary>
internal sealed class BoundContexts(string sessionId, Sandbox sandbox, ContextStore store, TimeProvider clock, ILogger logger) : IDisposable
{
    private readonly List<Binding> _bindings = [];
    private readonly Dictionary<(string ContextId, string Path, string Type), CopyTask> _tasks = [];
    private readonly HashSet<Task> _running = [];
    private readonly CancellationTokenSource _end = new();
    private readonly Lock _lock = new();
    private Binding? _fileTransfer;

    public IReadOnlyList<Binding> Bindings
    {
        get { lock (_lock) return [.. _bindings]; }
    }

    public IReadOnlyList<CopyTask> Tasks
    {
        get { lock (_lock) return [.. _tasks.Values.OrderBy(task => task.StartTime)]; }
    }

    /// <summary>
    /// Where files for the session itself are exchanged: a context that goes with the session, at a path in its temporary
    /// directory. The first call makes it.
    /// </summary>
    /// <exception cref="ToolException">The session has something else at that path.</exception>
    public Binding OpenFileTransfer()
    {
        lock (_lock)
        {
            if (_fileTransfer is not null) return _fileTransfer;
            var path = $"{sandbox.TemporaryDirectory}/file-transfer";
            sandbox.Files.CreateDirectory(path);
            var binding = Binding.Create(store.CreateInternal($"file-transfer-{sessionId}", sandbox.DirectoryPath), path, "", clock.GetUtcNow());
            binding.Context.Note(binding);
            return _fileTransfer = binding;
        }
    }

    /// <summary>Binds contexts and begins to copy them into the session.</summary>
    /// <returns>A path that has a context already, in which case nothing was bound.</returns>
    public string? Bind(IReadOnlyList<Binding> bindings)
    {
        lock (_lock)
        {
            var taken = _bindings.Select(binding => binding.Path).ToHashSet(StringComparer.Ordinal);
            if (bindings.FirstOrDefault(binding => !taken.Add(binding.Path)) is { } again) return again.Path;
            _bindings.AddRange(bindings);
        }
        foreach (var binding in bindings) binding.Context.Note(binding);
        foreach (var binding in bindings) Start(binding, binding.Path, CopyTask.Download, token => BeginAsync(binding, token));
        return null;
    }

    /// <summary>Begins to copy what fits the filters.</summary>
    /// <returns>Whether anything did.</returns>
    public bool Sync(string? contextId, string? path, string type)
    {
        var wanted = Everything()
            .Where(binding => contextId is null || binding.Context.Id == contextId)
            .Select(binding => (Binding: binding, Key: path is null ? "" : binding.KeyOf(path)))
            .Where(match => match.Key is not null)
            .ToList();
        foreach (var (binding, key) in wanted) Start(binding, path ?? binding.Path, type, token => CopyAsync(binding, key!, type, token));
        return wanted.Count > 0;
    }

    /// <summary>Copies back what is to be copied at the end. Nothing runs in the session any more.</summary>
    public async Task EndAsync()
    {
        await _end.CancelAsync();
        Task[] running;
        lock (_lock) running = [.. _running];
        await Task.WhenAll(running);
        await Task.WhenAll(Bindings.Where(binding => binding.Policy.UploadsAtEnd).Select(binding =>
            TryAsync(binding, CopyTask.Upload, token => CopyAsync(binding, "", CopyTask.Upload, token), CancellationToken.None)));
    }

    public void Dispose()
    {
        if (_fileTransfer is not null) store.ForgetInternal(_fileTransfer.Context);
        _end.Dispose();
    }

    private IEnumerable<Binding> Everything()
    {
        lock (_lock) return _fileTransfer is null ? [.. _bindings] : [.. _bindings, _fileTransfer];
    }

    private async Task BeginAsync(Binding binding, CancellationToken cancellationToken)
    {
        await binding.Context.ArrangeAsync(binding);
        if (binding.Policy.DownloadsAtStart) await CopyAsync(binding, "", CopyTask.Download, cancellationToken);
    }

    private Task CopyAsync(Binding binding, string key, string type, CancellationToken cancellationToken) => binding.Context.ExclusivelyAsync(
        () => type == CopyTask.Upload
            ? ContextCopier.UploadAsync(binding, key, sandbox.Files, cancellationToken)
            : ContextCopier.DownloadAsync(binding, key, sandbox.Files, cancellationToken),
        cancellationToken);

    private void Start(Binding binding, string path, string type, Func<CancellationToken, Task> copy)
    {
        var contextId = binding.Context.Id;
        var task = new CopyTask(contextId, path, type, Now());
        var name = (contextId, path, type);
        lock (_lock)
        {
            // What an earlier task of the context came to says nothing about this one.
            foreach (var finished in _tasks.Where(known => known.Key.ContextId == contextId && !known.Value.IsRunning).Select(known => known.Key).ToList()) _tasks.Remove(finished);
            _tasks[name] = task;
            var run = Task.Run(RunAsync, CancellationToken.None);
            _running.Add(run);
            _ = run.ContinueWith(done => { lock (_lock) _running.Remove(done); }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }

        async Task RunAsync()
        {
            var error = await TryAsync(binding, type, copy, _end.Token);
            lock (_lock) _tasks[name] = task.Finish(error, Now());
        }
    }

    /// <returns>What went wrong.</returns>
    private async Task<string?> TryAsync(Binding binding, string type, Func<CancellationToken, Task> copy, CancellationToken cancellationToken)
    {
        try
        {
            await copy(cancellationToken);
            return null;
        }
        catch (OperationCanceledException)
        {
            return "The session ended meanwhile.";
        }
        catch (Exception e)
        {
            logger.CopyFailed(e, type, binding.Context.Id, sessionId);
            return e.Message;
        }
    }

    private long Now() => clock.GetUtcNow().ToUnixTimeMilliseconds();
}
