namespace AgentBay.Typed.Local.Sandboxes;

/// <summary>How this machine isolates sessions: which programs do it, and what a session gets to see.</summary>
internal sealed record Bubblewrap(string Bwrap, string Nsenter, string Setpriv, string Setsid, string Env, string Shell)
{
    public const string Home = "/home/wuying";

    private static readonly string[] HiddenDirectories = ["/home", "/root", "/run", "/var/tmp"];
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
    /// What a session sees: this machine, read-only, without the places where people and services keep their own, and
    /// with a home and a temporary directory that are the session's.
    /// </summary>
    public static IReadOnlyList<Mount> Mounts(string rootDirectory, string homePath, string temporaryPath)
    {
        var mounts = new List<Mount> { new("/", "/", IsWritable: false) };
        mounts.AddRange(KernelDirectories.Select(directory => new Mount(directory, null, IsWritable: false)));

        var userHome = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        string[] hidden = [.. HiddenDirectories, rootDirectory, userHome];
        foreach (var directory in hidden.Where(directory => directory is not ("" or "/") && Directory.Exists(directory)).OrderBy(directory => directory.Length))
        {
            if (!IsCovered(directory, mounts)) mounts.Add(new Mount(directory, null, IsWritable: false));
        }

        mounts.Add(new Mount(Home, homePath, IsWritable: true));
        mounts.Add(new Mount("/tmp", temporaryPath, IsWritable: true));

        // Where a resolver daemon owns it, it is a link into /run, and without it no name resolves.
        var resolver = DirectoryTree.RealPath("/etc/resolv.conf");
        if (IsCovered(resolver, mounts) && File.Exists(resolver)) mounts.Add(new Mount(resolver, resolver, IsWritable: false));
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

    // The host's /tmp is covered by the session's own.
    private static bool IsCovered(string path, IEnumerable<Mount> mounts) =>
        path.StartsWith("/tmp/", StringComparison.Ordinal) || mounts.Any(mount => mount.HostPath is null && mount.Contains(path));
}
