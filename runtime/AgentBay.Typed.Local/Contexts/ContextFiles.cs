using AgentBay.Typed.Local.Sandboxes;

namespace AgentBay.Typed.Local.Contexts;

/// <summary>
/// The stored files of a context. A key is a relative path with slashes. Only LocalBay writes below the directory, and
/// never a link, so a key that names a place below it cannot lead out of it.
/// </summary>
internal sealed class ContextFiles(string directory)
{
    private readonly string _files = Path.Combine(directory, "files");
    private readonly string _incoming = Path.Combine(directory, "incoming");

    /// <exception cref="IOException">The key leads out of the directory.</exception>
    public string HostPath(string key)
    {
        var path = Path.GetFullPath(Path.Combine(_files, key));
        return path == _files || path.StartsWith($"{_files}{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
            ? path
            : throw new IOException($"The key leads out of its context: {key}");
    }

    public bool Exists(string key) => File.Exists(HostPath(key));

    /// <summary>The keys of all files, or of those at or below one.</summary>
    public IEnumerable<string> Keys(string below = "")
    {
        if (below.Length > 0 && Exists(below)) return [below];
        var start = HostPath(below);
        return Directory.Exists(start)
            ? Directory.EnumerateFiles(start, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(_files, path)).Order(StringComparer.Ordinal)
            : [];
    }

    /// <summary>When a file came to be here; its own times are those that it had in a session.</summary>
    public DateTimeOffset StoredTime(string key) => Entry.Read(key, HostPath(key)).Created;

    /// <summary>What lies directly in a folder, by name; what vanishes meanwhile is left out.</summary>
    public IEnumerable<Entry> List(string folder)
    {
        var directory = HostPath(folder);
        return Directory.Exists(directory) ? Directory.EnumerateFileSystemEntries(directory).Order(StringComparer.Ordinal).Select(TryRead).OfType<Entry>() : [];
    }

    /// <summary>Writes a file whole or not at all.</summary>
    public async Task WriteAsync(string key, Func<FileStream, Task> write)
    {
        Directory.CreateDirectory(_incoming);
        var temporary = Path.Combine(_incoming, Guid.NewGuid().ToString("N"));
        try
        {
            await using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0)) await write(stream);
            MakeWay(key);
            File.Move(temporary, HostPath(key), overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Removes a file, and the folders that are empty then.</summary>
    public bool Delete(string key)
    {
        if (!Exists(key)) return false;
        File.Delete(HostPath(key));
        DeleteEmptyFolders(Path.GetDirectoryName(key));
        return true;
    }

    /// <summary>Gives what is below a folder its place at the top.</summary>
    public void Raise(string folder)
    {
        if (folder.Length == 0 || !Directory.Exists(HostPath(folder))) return;

        // Its content may have the folder's own name.
        Directory.CreateDirectory(_incoming);
        var aside = Path.Combine(_incoming, Guid.NewGuid().ToString("N"));
        Directory.Move(HostPath(folder), aside);
        DeleteEmptyFolders(Path.GetDirectoryName(folder));
        foreach (var path in Directory.EnumerateFiles(aside, "*", SearchOption.AllDirectories).ToList())
        {
            var raised = Path.GetRelativePath(aside, path);
            if (Exists(raised)) continue; // what has its place already is newer
            MakeWay(raised);
            File.Move(path, HostPath(raised));
        }
        Directory.Delete(aside, recursive: true);
    }

    public void Clear()
    {
        if (Directory.Exists(_files)) Directory.Delete(_files, recursive: true);
    }

    // What was a file once may be a folder now, and the other way round.
    private void MakeWay(string key)
    {
        for (var folder = Path.GetDirectoryName(key); !string.IsNullOrEmpty(folder); folder = Path.GetDirectoryName(folder)) DeleteFile(folder);
        if (Directory.Exists(HostPath(key))) Directory.Delete(HostPath(key), recursive: true);
        Directory.CreateDirectory(Path.GetDirectoryName(HostPath(key))!);
    }

    private void DeleteEmptyFolders(string? folder)
    {
        for (; !string.IsNullOrEmpty(folder) && !Directory.EnumerateFileSystemEntries(HostPath(folder)).Any(); folder = Path.GetDirectoryName(folder))
            Directory.Delete(HostPath(folder));
    }

    private static Entry? TryRead(string path)
    {
        try
        {
            return Entry.Read(path, path);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    private void DeleteFile(string key)
    {
        if (Exists(key)) File.Delete(HostPath(key));
    }
}
