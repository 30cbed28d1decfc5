using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using AgentBay.Typed.Local.Networks;

namespace AgentBay.Typed.Local.Sandboxes;

/// <summary>
/// One long-lived bubblewrap sandbox. A <c>cat</c> in it reads a pipe that this process holds: when this process is
/// gone, however it ended, the cat ends, and with it everything in the sandbox's process namespace. Commands enter the
/// sandbox from outside, without any capability.
/// </summary>
internal sealed class BubblewrapSandbox : Sandbox
{
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan EndTime = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan EndPause = TimeSpan.FromMilliseconds(2);

    private readonly Bubblewrap _programs;
    private readonly IReadOnlyList<Mount> _mounts;
    private IReadOnlyCollection<int> _keepers = [];
    private Process? _keeper;
    private Process? _outside;
    private int _processId;

    private BubblewrapSandbox(string id, string directory, IReadOnlyList<string> hidden, Bubblewrap programs)
        : base(id, directory)
    {
        _programs = programs;
        var root = Directory.CreateDirectory(Path.Combine(directory, "root")).FullName;
        _mounts = Bubblewrap.Mounts(hidden, root, HomePath, TemporaryPath, programs.Outside is null ? null : WriteResolver(directory));
        Files = new MountedFiles(Bubblewrap.Home, _mounts);
    }

    public override SandboxFiles Files { get; }

    public override string TemporaryDirectory => "/tmp";

    public static async Task<BubblewrapSandbox> StartAsync(string id, string directory, IReadOnlyList<string> hidden, Bubblewrap programs, CancellationToken cancellationToken)
    {
        var sandbox = new BubblewrapSandbox(id, directory, hidden, programs);
        try
        {
            await sandbox.StartAsync(cancellationToken);
            return sandbox;
        }
        catch
        {
            await sandbox.DisposeAsync();
            throw;
        }
    }

    public override Task<Stream> ConnectAsync(int port, CancellationToken cancellationToken) =>
        _programs.Network == LocalBayNetwork.Own
            ? OwnNetwork.ConnectAsync(Id, _processId, port, _programs, cancellationToken)
            : SharedNetwork.ConnectAsync(Id, port, Members, cancellationToken);

    // What enters the sandbox from outside belongs to it too. It stops itself when it sees what it started stopped, so it
    // has to be woken after it.
    protected override IEnumerable<int> Members() =>
        ProcessTree.InNamespaceOf(_processId).Union(ProcessTree.Members(ProcessTree.SessionMark, Id)).Except(_keepers);

    protected override ProcessStartInfo Prepare(SandboxCommand command, string callId)
    {
        // Its process id may be another process's by now, and that one must not be entered.
        if (_keeper is not { HasExited: false }) throw new ToolException("The sandbox of this session has ended; only deleting the session is left.");

        string[] userNamespace = Environment.IsPrivilegedProcess ? [] : ["-U", "--preserve-credentials"];
        string[] network = _programs.Network == LocalBayNetwork.Own ? ["-n"] : [];
        var environment = CommandEnvironment(command, callId, new Dictionary<string, string>
        {
            ["PATH"] = Programs.DefaultPath,
            ["HOME"] = Bubblewrap.Home,
            ["USER"] = "wuying",
        });

        // Whoever enters a namespace as root, or as the owner of a user namespace, has its capabilities and could undo
        // the mounts; setpriv gives them up for good.
        var info = StartInfo(_programs.Setsid,
        [
            _programs.Nsenter, "-t", _processId.ToString(CultureInfo.InvariantCulture), "-m", "-p", "-u", "-i", .. network, .. userNamespace, "--",
            _programs.Setpriv, "--bounding-set=-all", "--inh-caps=-all", "--ambient-caps=-all", "--no-new-privs", "--",
            _programs.Env, "-i", "-C", Path.Combine(Bubblewrap.Home, command.WorkingDirectory ?? Bubblewrap.Home),
            .. environment.Select(variable => $"{variable.Key}={variable.Value}"),
            .. command.Arguments,
        ]);
        info.Environment[ProcessTree.SessionMark] = Id;
        info.Environment[ProcessTree.CallMark] = callId;
        return info;
    }

    protected override async Task EndProcessesAsync()
    {
        if (_outside is not null) await Slirp.StopAsync(_outside);
        _outside = null;
        if (_keeper is null) return;
        _keeper.StandardInput.Close();
        using var limit = new CancellationTokenSource(EndTime);
        try
        {
            // bwrap is gone a moment before the last of the processes that go with its namespace.
            await _keeper.WaitForExitAsync(limit.Token);
            while (ProcessTree.IsAlive(_processId)) await Task.Delay(EndPause, limit.Token);
        }
        catch (OperationCanceledException)
        {
            if (_processId != 0) Libc.Signal(_processId, Libc.SigKill);
            _keeper.Kill(entireProcessTree: true);
            await _keeper.WaitForExitAsync(CancellationToken.None);
        }
        _keeper.Dispose();
        _keeper = null;
    }

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        // --dev would make bwrap nest a second user namespace, which nsenter cannot enter.
        string[] privileges = Environment.IsPrivilegedProcess
            ? ["--dev", "/dev"]
            : ["--unshare-user", "--dev-bind", "/dev", "/dev", "--tmpfs", "/dev/shm"];

        string[] network = _programs.Network == LocalBayNetwork.Own ? ["--unshare-net"] : [];

        // A shell stays as bwrap's parent: --die-with-parent goes by the parent's thread, and ours come and go.
        // A read-only /proc, because root may write kernel settings there without any capability.
        var info = StartInfo(_programs.Setsid,
        [
            _programs.Shell, "-c", "\"$@\" 3>&1; exit $?", "sh",
            _programs.Bwrap, "--die-with-parent", "--info-fd", "3", .. Bubblewrap.MountArguments(_mounts), .. privileges,
            "--proc", "/proc", "--remount-ro", "/proc", "--unshare-pid", "--unshare-ipc", "--unshare-uts", "--hostname", Id, .. network, "--",
            _programs.Shell, "-c", "echo ready; exec cat > /dev/null",
        ]);
        info.Environment[ProcessTree.SessionMark] = Id;
        info.Environment["PATH"] = Programs.DefaultPath;

        _keeper = StartKeeper(info);
        var error = new OutputCapture(_keeper.StandardError.BaseStream, CancellationToken.None);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(StartTime);
        var about = "";
        string? line;
        while ((line = await _keeper.StandardOutput.ReadLineAsync(limit.Token)) != "ready")
        {
            if (line is null)
            {
                await error.Completion.WaitAsync(limit.Token);
                throw new IOException($"bwrap did not start: {error.Text().Trim()}");
            }
            about += line;
        }
        using var json = JsonDocument.Parse(about);
        _processId = json.RootElement.GetProperty("child-pid").GetInt32();

        if (_programs.Outside is { } slirp) _outside = await Slirp.StartAsync(slirp, _processId, cancellationToken);

        // Nothing else runs yet. These must stay awake to notice the end of this process.
        _keepers = ProcessTree.Members(ProcessTree.SessionMark, Id);
    }

    private static string WriteResolver(string directory)
    {
        var path = Path.Combine(directory, "resolv.conf");
        File.WriteAllText(path, Slirp.ResolverText);
        return path;
    }

    private static Process StartKeeper(ProcessStartInfo info)
    {
        try
        {
            return Process.Start(info)!;
        }
        catch (Win32Exception e)
        {
            throw new IOException($"bwrap did not start: {e.Message}", e);
        }
    }
}
