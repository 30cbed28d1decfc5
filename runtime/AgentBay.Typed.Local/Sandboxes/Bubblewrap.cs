using AgentBay.Typed.Local.Networks;

namespace AgentBay.Typed.Local.Sandboxes;

/// <summary>How this machine isolates sessions: which programs do it, and what a session gets to see.</summary>
internal sealed record Bubblewrap(string Bwrap, string Nsenter, string Setpriv, string Setsid, string Env, string Shell)
{
    public const string Home = "/home/wuying";

    /// <summary>The network that sandboxes get.</summary>
    public LocalBayNetwork Network { get; init; }

    /// <summary>The program that connects a network of a sandbox's own to the outside, where there is one.</summary>
    public string? Outside => Network == LocalBayNetwork.Own ? Slirp.Program : null;

    // People and services keep their own there; a session gets empty ones.
    private static readonly string[] OwnDirectories = ["/home", "/media", "/mnt", "/root", "/run", "/tmp"];
    private static readonly string[] KernelDirectories = ["/dev", "/proc"];

    /// <summary>The programs, or the name of the first that is missing.</summary>
    public static Bubblewrap? Find(out string? missing)
    {
        missing = null;
        if (!OperatingSystem.IsLinux())
        {
            missing = "Linux";
            return null;
        }

        var names = new[] { "bwrap", "nsenter", "setpriv", "setsid", "env", "sh" };
        var paths = names.Select(Programs.Find).ToArray();
        var index = Array.IndexOf(paths, null);
        if (index >= 0)
        {
            missing = names[index];
            return null;
        }
        return new Bubblewrap(paths[0]!, paths[1]!, paths[2]!, paths[3]!, paths[4]!, paths[5]!);
    }

    /// <summary>
    /// What a session sees: a root directory of its own, and in it the machine's directories, read-only, without the places
    /// where people and services keep their own.
    /// </summary>
    public static IReadOnlyList<Mount> Mounts(IEnumerable<string> hidden, string rootPath, string homePath, string temporaryPath, string? resolverPath)
    {
        var mounts = new List<Mount> { new("/", rootPath, IsWritable: true) };
        foreach (var entry in new DirectoryInfo("/").EnumerateDirectories())
        {
            if (KernelDirectories.Contains(entry.FullName)) mounts.Add(new Mount(entry.FullName, null, IsWritable: false));
            else if (entry.LinkTarget is { } target) File.CreateSymbolicLink(Path.Combine(rootPath, entry.Name), target);
            else if (OwnDirectories.Contains(entry.FullName)) Directory.CreateDirectory(Path.Combine(rootPath, entry.Name));
            else mounts.Add(new Mount(entry.FullName, entry.FullName, IsWritable: false));
        }
        mounts.Add(new Mount(Home, homePath, IsWritable: true));
        mounts.Add(new Mount("/tmp", temporaryPath, IsWritable: true));

        var userHome = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        string[] covered = ["/var/tmp", userHome, .. hidden];
        foreach (var directory in covered.Where(directory => directory is not ("" or "/") && Directory.Exists(directory)).OrderBy(directory => directory.Length))
        {
            if (!IsOwn(directory, mounts)) mounts.Add(new Mount(directory, null, IsWritable: false));
        }

        // Where a resolver daemon owns it, it is a link into /run, and without it no name resolves.
        var resolver = DirectoryTree.RealPath("/etc/resolv.conf");
        if (resolverPath is not null) mounts.Add(new Mount(resolver, resolverPath, IsWritable: false));
        else if (IsOwn(resolver, mounts) && File.Exists(resolver)) mounts.Add(new Mount(resolver, resolver, IsWritable: false));
        return mounts;
    }

    /// <summary>bwrap's arguments for the mounts.</summary>
    public static IEnumerable<string> MountArguments(IEnumerable<Mount> mounts)
    {
        foreach (var mount in mounts)
        {
            if (KernelDirectories.Contains(mount.View)) continue;
            if (mount.HostPath is null)
            {
                yield return "--tmpfs";
            }
            else
            {
                yield return mount.IsWritable ? "--bind" : "--ro-bind";
                yield return mount.HostPath;
            }
            yield return mount.View;
        }
    }

    // Whether the session has something of its own there instead of the machine's.
    private static bool IsOwn(string path, IEnumerable<Mount> mounts) =>
        mounts.Where(mount => mount.Contains(path)).MaxBy(mount => mount.View.Length) is { HostPath: null } or { IsWritable: true };
}
