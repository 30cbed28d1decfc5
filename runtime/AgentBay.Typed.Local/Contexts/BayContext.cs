using System.Text.Json;
using AgentBay.Typed.Local.Sandboxes;

namespace AgentBay.Typed.Local.Contexts;

/// <summary>A context: a name for files that outlive sessions.</summary>
internal sealed class BayContext(ContextRecord record, string directory, TimeProvider clock) : IDisposable
{
    public const string Available = "available";
    public const string Clearing = "clearing";

    private const string RecordName = "context.json";

    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _changing = new(1, 1);
    private ContextRecord _record = record;
    private volatile bool _isClearing;
    private bool _isDeleted;

    public string Id => Record.Id;

    public ContextRecord Record
    {
        get { lock (_lock) return _record; }
    }

    public string State => _isClearing ? Clearing : Available;

    public ContextFiles Files { get; } = new(directory);

    /// <summary>A context from its directory; nothing when the directory is not one of a context.</summary>
    /// <exception cref="JsonException">What is kept about the context is damaged.</exception>
    public static BayContext? TryLoad(string directory, TimeProvider clock)
    {
        var path = Path.Combine(directory, RecordName);
        if (!File.Exists(path)) return null;
        using var stream = File.OpenRead(path);
        return JsonSerializer.Deserialize(stream, ContextRecordJson.Default.ContextRecord) is { } record && record.Id == Path.GetFileName(directory)
            ? new BayContext(record, directory, clock)
            : throw new JsonException("The id is not the name of the directory.");
    }

    /// <summary>Changes what is kept about the context and notes that it was used.</summary>
    public void Change(Func<ContextRecord, ContextRecord> change)
    {
        lock (_lock)
        {
            _record = change(_record) with { LastUsedTime = clock.GetUtcNow() };

            // A session that is still bound to it must not bring the directory back.
            if (_isDeleted) return;
            Directory.CreateDirectory(directory);
            var path = Path.Combine(directory, RecordName);
            File.WriteAllText($"{path}.new", JsonSerializer.Serialize(_record, ContextRecordJson.Default.ContextRecord));
            File.Move($"{path}.new", path, overwrite: true);
        }
    }

    /// <summary>Turns a path, as a caller names a file, into a key.</summary>
    /// <returns>Nothing when the path leads out of the context.</returns>
    public string? KeyOf(string path)
    {
        if (!IsPlain(path)) return null;
        var key = Relative(path);
        foreach (var bound in Record.Paths.Select(Relative).OrderByDescending(bound => bound.Length))
        {
            if (IsAtOrBelow(key, bound)) return key[bound.Length..].TrimStart('/');
        }
        return key;
    }

    /// <summary>Notes that a session has the context, and what its policy says of the files' lifecycle.</summary>
    public void Note(Binding binding) => Change(record =>
    {
        var noted = record with { Paths = [.. record.Paths.Concat(binding.Folders.Select(folder => $"/{folder}")).Distinct(StringComparer.Ordinal)] };
        return binding.Policy.KeptDays > 0 ? noted with { KeptDays = binding.Policy.KeptDays, RecycledKeys = binding.Policy.RecycledKeys } : noted;
    });

    /// <summary>Makes what was stored under the paths of a binding the context's content, and removes what is too old.</summary>
    public Task ArrangeAsync(Binding binding) => ExclusivelyAsync(
        () =>
        {
            foreach (var folder in binding.Folders) Files.Raise(folder);
            Recycle();
        },
        CancellationToken.None);

    public static bool IsAtOrBelow(string path, string folder) =>
        folder.Length == 0 || path == folder || (path.StartsWith(folder, StringComparison.Ordinal) && path[folder.Length] == '/');

    /// <summary>Whether a path stays below the place that it starts at, and can be one at all.</summary>
    public static bool IsPlain(string path) => !path.Split('/').Contains("..") && !path.Contains('\0', StringComparison.Ordinal);

    /// <summary>A path without empty and "." parts and without a slash at either end.</summary>
    public static string Relative(string path) => string.Join('/', path.Split('/').Where(part => part is not ("" or ".")));

    /// <summary>Stores a file that came through an upload URL.</summary>
    public Task StoreUploadAsync(string key, Stream content, CancellationToken cancellationToken) => ExclusivelyAsync(async () =>
    {
        await Files.WriteAsync(key, stream => content.CopyToAsync(stream, cancellationToken));
        Change(record => record with { Uploads = [.. record.Uploads.Append(key).Distinct(StringComparer.Ordinal)] });
    }, cancellationToken);

    /// <summary>Removes a file.</summary>
    public Task RemoveAsync(string key, CancellationToken cancellationToken) => ExclusivelyAsync(() => Remove(key), cancellationToken);

    /// <summary>Removes a file, for who has the context exclusively.</summary>
    public void Remove(string key)
    {
        Files.Delete(key);
        Change(record => record with { Uploads = [.. record.Uploads.Where(upload => upload != key)] });
    }

    /// <summary>Removes what the lifecycle of its policy says is too old.</summary>
    public Task RecycleAsync(CancellationToken cancellationToken) =>
        Record.KeptDays == 0 ? Task.CompletedTask : ExclusivelyAsync(Recycle, cancellationToken);

    /// <summary>Whatever changes files takes turns.</summary>
    /// <exception cref="ContextDeletedException">The context was deleted.</exception>
    public async Task ExclusivelyAsync(Func<Task> action, CancellationToken cancellationToken)
    {
        await _changing.WaitAsync(cancellationToken);
        try
        {
            lock (_lock)
            {
                if (_isDeleted) throw new ContextDeletedException(Id);
            }
            await action();
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <summary>Begins to remove all files.</summary>
    /// <returns>The end of it; until then the state is <see cref="Clearing"/>.</returns>
    public Task ClearAsync()
    {
        _isClearing = true;
        return Task.Run(() => ExclusivelyAsync(
            () =>
            {
                try
                {
                    Files.Clear();
                    Change(record => record with { Uploads = [] });
                }
                finally
                {
                    _isClearing = false;
                }
            },
            CancellationToken.None));
    }

    /// <summary>Removes the context with all its files, once what is being copied is copied. Nothing is stored in it afterwards.</summary>
    public Task DeleteAsync(CancellationToken cancellationToken) => ExclusivelyAsync(
        () =>
        {
            lock (_lock) _isDeleted = true;
            return DirectoryTree.DeleteAsync(directory);
        },
        cancellationToken);

    public void Dispose() => _changing.Dispose();

    private Task ExclusivelyAsync(Action action, CancellationToken cancellationToken) => ExclusivelyAsync(
        () =>
        {
            action();
            return Task.CompletedTask;
        },
        cancellationToken);

    private void Recycle()
    {
        var record = Record;
        if (record.KeptDays == 0) return;
        var oldest = clock.GetUtcNow() - TimeSpan.FromDays(record.KeptDays);
        foreach (var key in record.RecycledKeys.SelectMany(Files.Keys).Where(key => Files.StoredTime(key) < oldest).ToList()) Files.Delete(key);
    }
}
