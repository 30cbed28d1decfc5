using Microsoft.Win32.SafeHandles;

namespace AgentBay.Typed.Local.Sandboxes;

/// <summary>The file system of a session, as the file tools see it. Every path is the session's own name for it.</summary>
internal abstract class SandboxFiles(string home)
{
    /// <summary>The entry itself: a link at the end of the path is not followed.</summary>
    public abstract Place Locate(string path, bool forWriting = false);

    /// <summary>What the path leads to: a link at its end is followed.</summary>
    public abstract Place Follow(string path, bool forWriting = false);

    public Entry Describe(string path)
    {
        using var place = Follow(path);
        return place.Use(host => Entry.Read(place.View, host));
    }

    public Entry DescribeLink(string path)
    {
        using var place = Locate(path);
        return place.Use(host => Entry.Read(place.View, host));
    }

    public Entry? TryDescribe(string path) => UnlessMissing(() => Describe(path));

    public Entry? TryDescribeLink(string path) => UnlessMissing(() => DescribeLink(path));

    public Stream OpenRead(string path)
    {
        RequireFile(Describe(path));
        using var place = Follow(path);
        return new FileStream(place.Use(host => OpenForReading(place, host)), FileAccess.Read, bufferSize: 0);
    }

    public Stream OpenWrite(string path, FileMode mode)
    {
        if (TryDescribe(path) is { } existing) RequireFile(existing);
        using var place = Follow(path, forWriting: true);
        var stream = new FileStream(place.Use(host => OpenForWriting(place, host, mode)), FileAccess.Write, bufferSize: 0);
        if (mode == FileMode.Append) stream.Seek(0, SeekOrigin.End);
        return stream;
    }

    /// <summary>The direct entries of a directory, by name; what vanishes meanwhile or is hidden is left out.</summary>
    public IReadOnlyList<Entry> List(string path)
    {
        var directory = Describe(path);
        if (directory.Kind != EntryKind.Directory) throw new ToolException($"Not a directory: {directory.View}");

        using var place = Follow(path);
        return place.Use(host => List(place, host).OrderBy(entry => entry.View, StringComparer.Ordinal).ToList());
    }

    /// <summary>Makes a directory and the parents it lacks.</summary>
    public void CreateDirectory(string path)
    {
        if (TryDescribe(path) is { } existing)
        {
            if (existing.Kind != EntryKind.Directory) throw new ToolException($"Not a directory: {existing.View}");
            return;
        }
        if (Path.GetDirectoryName(Absolute(path)) is { } parent) CreateDirectory(parent);
        using var place = Follow(path, forWriting: true);
        place.Use(host => { Directory.CreateDirectory(host); });
    }

    /// <summary>A path as an absolute one; what is relative starts at the home directory.</summary>
    protected string Absolute(string path)
    {
        if (path.Length == 0) throw new ToolException("A path must not be empty.");
        if (path.Contains('\0', StringComparison.Ordinal)) throw new ToolException("A path must not contain a NUL character.");
        return Path.Combine(home, path);
    }

    protected abstract SafeFileHandle OpenForReading(Place place, string host);

    protected abstract SafeFileHandle OpenForWriting(Place place, string host, FileMode mode);

    protected abstract IEnumerable<Entry> List(Place place, string host);

    /// <summary>The entries at a host path that is a directory, under the names that the session has for them.</summary>
    protected static IEnumerable<Entry> ReadEntries(string view, string host)
    {
        foreach (var info in new DirectoryInfo(host).EnumerateFileSystemInfos())
        {
            var child = Path.Combine(view, info.Name);
            if (UnlessMissing(() => new Place(child, info.FullName).Use(path => Entry.Read(child, path))) is { } entry) yield return entry;
        }
    }

    private static void RequireFile(Entry entry)
    {
        if (entry.Kind == EntryKind.Directory) throw new ToolException($"Is a directory: {entry.View}");
        if (entry.Kind != EntryKind.File) throw new ToolException($"Not a regular file: {entry.View}");
    }

    private static Entry? UnlessMissing(Func<Entry> describe)
    {
        try
        {
            return describe();
        }
        catch (ToolException e) when (e.InnerException is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }
}
