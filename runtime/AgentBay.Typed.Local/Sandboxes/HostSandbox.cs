using System.Diagnostics;
using AgentBay.Typed.Local.Networks;

namespace AgentBay.Typed.Local.Sandboxes;

/// <summary>No isolation: commands run as the user who runs LocalBay, with a home and a temporary directory of their own.</summary>
internal sealed class HostSandbox : Sandbox
{
    private readonly Dictionary<string, string> _environment;

    public HostSandbox(string id, string directory)
        : base(id, directory)
    {
        Files = new HostFiles(HomePath);
        _environment = new Dictionary<string, string>
        {
            ["PATH"] = Environment.GetEnvironmentVariable("PATH") ?? Programs.DefaultPath,
            ["HOME"] = HomePath,
            ["TMPDIR"] = TemporaryPath,
            ["USER"] = Environment.UserName,
        };
    }

    public override SandboxFiles Files { get; }

    public override string TemporaryDirectory => TemporaryPath;

    public override Task<Stream> ConnectAsync(int port, CancellationToken cancellationToken) =>
        SharedNetwork.ConnectAsync(Id, port, Members, cancellationToken);

    protected override IEnumerable<int> Members() => ProcessTree.Members(ProcessTree.SessionMark, Id);

    protected override ProcessStartInfo Prepare(SandboxCommand command, string callId)
    {
        var directory = Path.Combine(HomePath, command.WorkingDirectory ?? HomePath);
        if (!Directory.Exists(directory)) throw new ToolException($"No such directory: {directory}");

        // A session of its own keeps commands off LocalBay's terminal.
        var info = Programs.Find("setsid") is { } setsid
            ? StartInfo(setsid, command.Arguments)
            : StartInfo(command.Arguments[0], command.Arguments.Skip(1));
        info.WorkingDirectory = directory;
        foreach (var (name, value) in CommandEnvironment(command, callId, _environment)) info.Environment[name] = value;
        return info;
    }

    protected override Task EndProcessesAsync() => ProcessTree.KillAsync(ProcessTree.SessionMark, Id, root: null);
}
