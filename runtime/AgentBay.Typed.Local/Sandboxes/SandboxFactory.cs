using System.Text.Json;

namespace AgentBay.Typed.Local.Sandboxes;

/// <summary>Makes sandboxes, isolated if this machine can do it.</summary>
internal sealed class SandboxFactory
{
    private readonly string _rootDirectory;
    private readonly Bubblewrap? _bubblewrap;

    private readonly IReadOnlyList<string> _hidden;

    private SandboxFactory(string rootDirectory, IReadOnlyList<string> hidden, Bubblewrap? bubblewrap, string? obstacle)
    {
        _rootDirectory = rootDirectory;
        _hidden = hidden;
        _bubblewrap = bubblewrap;
        Obstacle = obstacle;
    }

    /// <summary>Whether sandboxes reach nothing outside of themselves.</summary>
    public bool IsOffline => _bubblewrap is { Network: LocalBayNetwork.Own, Outside: null };

    public bool IsIsolated => _bubblewrap is not null;

    /// <summary>Why sandboxes are not isolated.</summary>
    public string? Obstacle { get; }

    /// <param name="rootDirectory">Where the directories of sandboxes are made.</param>
    /// <param name="hidden">Directories that no sandbox gets to see.</param>
    /// <param name="useBubblewrap">Whether to isolate at all.</param>
    /// <param name="network">The network of isolated sandboxes.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<SandboxFactory> CreateAsync(string rootDirectory, IReadOnlyList<string> hidden, bool useBubblewrap, LocalBayNetwork network, CancellationToken cancellationToken)
    {
        if (!useBubblewrap) return new SandboxFactory(rootDirectory, hidden, null, "bubblewrap is switched off");
        if (Bubblewrap.Find(out var missing) is not { } bubblewrap) return new SandboxFactory(rootDirectory, hidden, null, $"{missing} is not there");

        var isolated = new SandboxFactory(rootDirectory, hidden, bubblewrap with { Network = network }, null);
        return await isolated.TryAsync(cancellationToken) is { } obstacle ? new SandboxFactory(rootDirectory, hidden, null, obstacle) : isolated;
    }

    public async Task<Sandbox> StartAsync(string id, CancellationToken cancellationToken)
    {
        var directory = Path.Combine(_rootDirectory, id);
        return _bubblewrap is null
            ? new HostSandbox(id, directory)
            : await BubblewrapSandbox.StartAsync(id, directory, _hidden, _bubblewrap, cancellationToken);
    }

    /// <summary>A sandbox that only looks what works on this machine.</summary>
    public Task<Sandbox> StartProbeAsync(CancellationToken cancellationToken) => StartAsync($"probe-{Guid.NewGuid():N}", cancellationToken);

    private async Task<string?> TryAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var probe = await StartProbeAsync(cancellationToken);
            var result = await probe.RunAsync(new SandboxCommand(["sh", "-c", "echo works > /tmp/probe"], TimeSpan.FromSeconds(10)), cancellationToken);
            if (result.ExitCode != 0) return $"bubblewrap does not work here: {result.Error.Trim()}";
            await using var written = probe.Files.OpenRead("/tmp/probe");
            return null;
        }
        catch (Exception e) when (e is IOException or JsonException or ToolException)
        {
            return e.Message;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return "bubblewrap takes too long to start";
        }
    }
}
