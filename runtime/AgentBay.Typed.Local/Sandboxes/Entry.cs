namespace AgentBay.Typed.Local.Sandboxes;

internal enum EntryKind
{
    File,
    Directory,
    SymbolicLink,
    Other,
}

/// <summary>What is known about a file, a directory or whatever else a path names.</summary>
internal sealed record Entry(
    string View, EntryKind Kind, long Size, DateTimeOffset Created, DateTimeOffset Modified, DateTimeOffset Accessed,
    UnixFileMode Mode, uint? UserId, uint? GroupId)
{
    public string Name => View == "/" ? "/" : Path.GetFileName(View);

    public string Owner => UserId is { } id ? UnixNames.User(id) : Environment.UserName;

    public string Group => GroupId is { } id ? UnixNames.Group(id) : Environment.UserName;

    /// <summary>Reads the entry at a host path, not following a link there.</summary>
    public static Entry Read(string view, string host)
    {
        if (!OperatingSystem.IsLinux()) return ReadPortably(view, host);

        var status = Libc.Status(host);
        var kind = status.Kind switch
        {
            Libc.FileKind.File => EntryKind.File,
            Libc.FileKind.Directory => EntryKind.Directory,
            Libc.FileKind.SymbolicLink => EntryKind.SymbolicLink,
            _ => EntryKind.Other,
        };
        return new Entry(
            view, kind, status.Size, status.Created, status.Modified, status.Accessed, (UnixFileMode)status.Mode,
            status.UserId, status.GroupId);
    }

    private static Entry ReadPortably(string view, string host)
    {
        FileSystemInfo info = Directory.Exists(host) ? new DirectoryInfo(host) : new FileInfo(host);
        if (!info.Exists && info.LinkTarget is null) throw new FileNotFoundException(null, host);

        var kind = info.LinkTarget is not null ? EntryKind.SymbolicLink : info is DirectoryInfo ? EntryKind.Directory : EntryKind.File;
        var mode = OperatingSystem.IsWindows() ? UnixFileMode.UserRead | UnixFileMode.UserWrite : info.UnixFileMode;
        return new Entry(
            view, kind, info is FileInfo { Exists: true } file ? file.Length : 0, info.CreationTimeUtc, info.LastWriteTimeUtc,
            info.LastAccessTimeUtc, mode, UserId: null, GroupId: null);
    }
}
