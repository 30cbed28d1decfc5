using Microsoft.Win32.SafeHandles;

namespace AgentBay.Typed.Local.Sandboxes;

/// <summary>
/// The files of an isolated session. A path is resolved component by component inside the sandbox's view, links
/// included, and then opened in a way that refuses links altogether: a link that the session plants, even one swapped
/// in between the two steps, cannot lead a file tool out of the view.
/// </summary>
internal sealed class MountedFiles(string home, IReadOnlyList<Mount> mounts) : SandboxFiles(home)
{
    private const int MaximumLinks = 40; // as Linux has it

    private const UnixFileMode NewFileMode =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private readonly Mount[] _deepestFirst = [.. mounts.OrderByDescending(mount => mount.View.Length)];

    public override Place Locate(string path, bool forWriting = false) => Pin(Resolve(path, followLast: false), forWriting);

    public override Place Follow(string path, bool forWriting = false) => Pin(Resolve(path, followLast: true), forWriting);

    protected override SafeFileHandle OpenForReading(Place place, string host) =>
        Libc.OpenWithoutLinks(place.Directory!, Path.GetFileName(host), Libc.OpenFlags.Read | Libc.OpenFlags.NonBlocking);

    protected override SafeFileHandle OpenForWriting(Place place, string host, FileMode mode)
    {
        var flags = Libc.OpenFlags.Write | Libc.OpenFlags.Create | Libc.OpenFlags.NonBlocking | mode switch
        {
            FileMode.Append => Libc.OpenFlags.Append,
            FileMode.CreateNew => Libc.OpenFlags.Exclusive,
            _ => Libc.OpenFlags.Truncate,
        };
        return Libc.OpenWithoutLinks(place.Directory!, Path.GetFileName(host), flags, NewFileMode);
    }

    protected override IEnumerable<Entry> List(Place place, string host)
    {
        using var directory = Libc.OpenWithoutLinks(place.Directory!, Path.GetFileName(host), Libc.OpenFlags.PathOnly);
        foreach (var entry in ReadEntries(place.View, DescriptorPath(directory)))
        {
            // What is mounted on an entry stands in its place.
            var seen = MountOf(entry.View).View == entry.View ? TryDescribeLink(entry.View) : entry;
            if (seen is not null) yield return seen;
        }
    }

    private Place Pin(string view, bool forWriting)
    {
        var mount = MountOf(view);
        if (forWriting && !mount.IsWritable) throw new ToolException($"Read-only file system: {view}");
        if (forWriting && mount.View == view) throw new ToolException($"Device or resource busy: {view}");
        if (HostPath(mount, view) is not { } host)
            throw new ToolException($"No such file or directory for the file tools: {view}", new FileNotFoundException(null, view));

        // The root directory has no parent to pin; "." in it is the directory itself.
        var parent = Path.GetDirectoryName(host) ?? host;
        var name = host == parent ? "." : Path.GetFileName(host);
        var directory = new Place(view, parent).Use(Libc.PinWithoutLinks);
        return new Place(view, $"{DescriptorPath(directory)}/{name}", directory);
    }

    private string Resolve(string path, bool followLast)
    {
        var pending = new Stack<string>();
        Push(pending, Absolute(path));
        var current = "/";
        var links = 0;
        while (pending.TryPop(out var name))
        {
            if (name == "..")
            {
                current = Path.GetDirectoryName(current) ?? "/";
                continue;
            }

            var next = Path.Combine(current, name);
            if ((pending.Count == 0 && !followLast) || LinkTarget(next) is not { } target)
            {
                current = next;
                continue;
            }

            if (++links > MaximumLinks) throw new ToolException($"Too many levels of symbolic links: {path}", new FileNotFoundException(null, path));
            if (target.StartsWith('/')) current = "/";
            Push(pending, target);
        }
        return current;
    }

    private static void Push(Stack<string> pending, string path)
    {
        foreach (var name in path.Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse())
        {
            if (name != ".") pending.Push(name);
        }
    }

    private string? LinkTarget(string view) =>
        HostPath(MountOf(view), view) is { } host ? new FileInfo(host).LinkTarget : null;

    private Mount MountOf(string view) => _deepestFirst.First(mount => mount.Contains(view));

    private static string? HostPath(Mount mount, string view) =>
        mount.HostPath is null || view == mount.View
            ? mount.HostPath
            : Path.Combine(mount.HostPath, view[mount.View.Length..].TrimStart('/'));

    private static string DescriptorPath(SafeFileHandle handle) => $"/proc/self/fd/{handle.DangerousGetHandle()}";
}
