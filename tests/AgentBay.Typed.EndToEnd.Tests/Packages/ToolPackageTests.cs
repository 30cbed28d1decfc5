using System.Diagnostics;
using AgentBay.Typed.EndToEnd.Infrastructure;

namespace AgentBay.Typed.EndToEnd.Packages;

/// <summary>The command line, installed from its package alone.</summary>
[Collection(nameof(PackageFeed))]
public sealed class ToolPackageTests : IAsyncLifetime, IDisposable
{
    private readonly Consumer _consumer;

    public ToolPackageTests(PackageFeed feed) => _consumer = new Consumer(feed);

    private string Program => Path.Combine(_consumer.Folder, "tools", "agentbay-typed");

    public Task InitializeAsync() => _consumer.DotNetAsync("tool install agentbay-typed --tool-path tools");

    public Task DisposeAsync()
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose() => _consumer.Dispose();

    [LinuxFact]
    public async Task It_lists_the_tools_of_a_capture_and_serves_until_it_is_told_to_stop()
    {
        _consumer.Write("one.tools.json", """[{"name":"greet"}]""");
        (int exitCode, string output) = await Commands.RunAsync(Program, "list one.tools.json", _consumer.Folder);
        Assert.True(exitCode == 0, output);
        Assert.Contains("greet", output, StringComparison.Ordinal);

        using Process serving = Commands.Start(Program, "serve", _consumer.Folder);
        List<string> lines = [];
        while (await serving.StandardOutput.ReadLineAsync() is { } line && line != "ready")
            lines.Add(line);
        (exitCode, output) = await Commands.InterruptAsync(serving);
        Assert.True(exitCode == 0, output);
        Assert.Contains(lines, static line => line.Contains("http://127.0.0.1:", StringComparison.Ordinal));
    }
}
