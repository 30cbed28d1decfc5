using AgentBay.Typed.EndToEnd.Catalogs;
using AgentBay.Typed.Local;

namespace AgentBay.Typed.EndToEnd.Infrastructure;

/// <summary>A LocalBay with one session, for the tests of a class.</summary>
public sealed class LinuxSession : IAsyncLifetime
{
    private LocalBay? _bay;
    private AgentBayClient? _client;
    private Session<LinuxLatest>? _session;

    public Session<LinuxLatest> Session => _session!;

    public string Home { get; private set; } = "";

    public async Task InitializeAsync()
    {
        _bay = await LocalBay.StartAsync();
        _client = _bay.CreateClient();
        _session = await _client.CreateSessionAsync<LinuxLatest>(new() { Labels = { ["test"] = "typed" } });
        Home = (await _session.Tools.Shell("printf %s \"$HOME\"")).Value.Stdout;
    }

    public async Task DisposeAsync()
    {
        await _session!.DisposeAsync();
        _client!.Dispose();
        await _bay!.DisposeAsync();
    }
}
