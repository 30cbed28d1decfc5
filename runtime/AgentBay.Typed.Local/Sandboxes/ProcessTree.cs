using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace AgentBay.Typed.Local.Sandboxes;

/// <summary>
/// Ends everything that a call or a session started, daemons included: a process belongs to it when its environment
/// carries the mark or when it descends from a process that does.
/// </summary>
internal static class ProcessTree
{
    public const string CallMark = "AGENTBAY_CALL";
    public const string SessionMark = "AGENTBAY_SESSION";

    // Each round catches what was forked during the one before; a tree that is stopped first cannot fork any more.
    private const int MaximumRounds = 50;
    private static readonly TimeSpan RoundPause = TimeSpan.FromMilliseconds(10);

    public static async Task KillAsync(string markName, string markValue, Process? root)
    {
        if (!OperatingSystem.IsLinux())
        {
            if (root is { HasExited: false }) root.Kill(entireProcessTree: true);
            return;
        }

        var mark = Encoding.UTF8.GetBytes($"{markName}={markValue}");
        var members = new HashSet<int>();
        if (root is { HasExited: false }) Stop(root.Id, members);
        while (Grow(members, mark)) { }
        foreach (var member in members) Libc.Signal(member, Libc.SigKill);

        for (var round = 0; round < MaximumRounds; round++)
        {
            var left = FindMarked(mark);
            if (left.Count == 0) return;
            foreach (var process in left) Libc.Signal(process, Libc.SigKill);
            await Task.Delay(RoundPause);
        }
    }

    /// <summary>The processes that carry a mark or descend from one that does.</summary>
    public static HashSet<int> Members(string markName, string markValue)
    {
        var mark = Encoding.UTF8.GetBytes($"{markName}={markValue}");
        var members = FindMarked(mark).ToHashSet();
        for (var before = -1; before < members.Count;)
        {
            before = members.Count;
            members.UnionWith(Processes().Where(process => members.Contains(Parent(process))).ToList());
        }
        return members;
    }

    /// <summary>The processes that share a process's namespace of process ids.</summary>
    public static IEnumerable<int> InNamespaceOf(int process) =>
        Namespace(process) is { } wanted ? Processes().Where(other => Namespace(other) == wanted) : [];

    /// <summary>Whether a process is there and still more than a zombie.</summary>
    public static bool IsAlive(int process) => Status(process) is [not ("Z" or "X"), ..];

    private static List<int> FindMarked(byte[] mark) =>
        [.. Processes().Where(process => HasMark(process, mark))];

    private static bool Grow(HashSet<int> members, byte[] mark)
    {
        var before = members.Count;
        foreach (var process in Processes())
        {
            if (!members.Contains(process) && (members.Contains(Parent(process)) || HasMark(process, mark)))
                Stop(process, members);
        }
        return members.Count > before;
    }

    private static void Stop(int process, HashSet<int> members)
    {
        Libc.Signal(process, Libc.SigStop);
        members.Add(process);
    }

    private static IEnumerable<int> Processes()
    {
        foreach (var directory in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(directory), CultureInfo.InvariantCulture, out var process)
                && process != Environment.ProcessId)
                yield return process;
        }
    }

    private static bool HasMark(int process, byte[] mark)
    {
        var environment = ReadProc($"/proc/{process}/environ").AsSpan();
        foreach (var variable in environment.Split((byte)0))
        {
            if (environment[variable].SequenceEqual(mark)) return true;
        }
        return false;
    }

    private static int Parent(int process) =>
        Status(process) is [_, var parent, ..] ? int.Parse(parent, CultureInfo.InvariantCulture) : 0;

    /// <summary>State, parent and so on; nothing when the process is gone.</summary>
    private static string[] Status(int process)
    {
        // "pid (any name) state ppid ...": the name may hold spaces and brackets, so count from the last bracket.
        var stat = Encoding.UTF8.GetString(ReadProc($"/proc/{process}/stat"));
        return stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }

    private static string? Namespace(int process)
    {
        try
        {
            return new FileInfo($"/proc/{process}/ns/pid").LinkTarget;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // ended meanwhile, or another user's
        }
    }

    private static byte[] ReadProc(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return []; // ended meanwhile, or another user's
        }
    }
}
