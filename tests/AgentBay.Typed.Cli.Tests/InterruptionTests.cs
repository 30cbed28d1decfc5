using System.Diagnostics;
using System.Runtime.Versioning;
using AgentBay.Typed.Cli.Commands;
using AgentBay.Typed.Cli.Tests.Support;

namespace AgentBay.Typed.Cli.Tests;

/// <summary>Commands that are stopped, or killed, before they are done.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class InterruptionTests : IDisposable
{
    private static readonly TimeSpan LongEnough = TimeSpan.FromMinutes(2);

    private readonly TestFolder _folder = new();

    private string Capture => _folder["demo.tools.json"];

    private string Temporary => Capture + ".agentbay-typed.tmp";

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Ctrl_C_ends_the_command_and_the_server_that_it_started()
    {
        Script script = Script.Of() with { IsSilent = true, EnvironmentFile = _folder["environment"] };
        using Process process = Terminal.Start(
            new Dictionary<string, string>(), "capture", Capture, "--command", StdioServer.Command(script.Write(_folder["server.json"])));
        string server = await ServerAsync();

        CliRun run = await Terminal.InterruptAsync(process);

        Assert.Equal(ExitCodes.Cancelled, run.ExitCode);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
        await EndedAsync(server);
    }

    [Fact]
    public async Task Ctrl_C_ends_the_evaluation_of_a_project()
    {
        _folder.Project();
        string host = _folder.Write("dotnet.sh", $"#!/bin/sh\necho $$ > \"{_folder["started"]}\"\nmv \"{_folder["started"]}\" \"{_folder["process"]}\"\nexec sleep 600\n");
        File.SetUnixFileMode(host, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        using Process process = Terminal.Start(new Dictionary<string, string> { ["DOTNET_HOST_PATH"] = host }, "check", _folder.Path);
        await UntilAsync(() => File.Exists(_folder["process"]));

        CliRun run = await Terminal.InterruptAsync(process);

        Assert.Equal(ExitCodes.Cancelled, run.ExitCode);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
        await EndedAsync(_folder.Read("process").Trim());
    }

    [Fact]
    public async Task A_refresh_that_is_killed_while_it_waits_leaves_the_old_capture_and_nothing_else()
    {
        _folder.Write("demo.tools.json", "[]");
        Script script = Script.Of() with { IsSilent = true, EnvironmentFile = _folder["environment"] };
        using Process process = StartRefresh(script);
        string server = await ServerAsync();

        process.Kill();
        await process.WaitForExitAsync();

        Assert.Equal("[]", _folder.Read("demo.tools.json"));
        Assert.False(File.Exists(Temporary));
        await EndedAsync(server);
    }

    [Fact]
    public async Task A_refresh_that_is_killed_while_it_writes_leaves_the_old_capture_or_the_new_one_whole_and_the_next_goes_through()
    {
        _folder.Write("demo.tools.json", "[]");
        string description = new('x', 4_000);
        Script script = Script.Of($"[{string.Join(',', Enumerable.Range(0, 2_000).Select(number => $$"""{"name":"tool_{{number}}","description":"{{description}}"}"""))}]");
        using Process process = StartRefresh(script);

        // One that wrote faster than is looked here has a report to print, and ends when somebody reads it.
        Task<string> report = process.StandardOutput.ReadToEndAsync();
        await UntilAsync(() => File.Exists(Temporary) || process.HasExited);

        process.Kill();
        await process.WaitForExitAsync();
        await report;

        string left = _folder.Read("demo.tools.json");
        using Process next = StartRefresh(script);
        Task<string> printed = next.StandardOutput.ReadToEndAsync();
        await next.WaitForExitAsync();
        Assert.True(next.ExitCode == ExitCodes.Success, await printed);
        string whole = _folder.Read("demo.tools.json");
        Assert.Contains("\"tool_1999\"", whole, StringComparison.Ordinal);
        Assert.True(left == "[]" || left == whole);
        Assert.False(File.Exists(Temporary));
    }

    private Process StartRefresh(Script script)
    {
        string items = MsBuildItems.Of(new Dictionary<string, string> { ["FullPath"] = Capture, ["Command"] = StdioServer.Command(script.Write(_folder["server.json"])) });
        return Terminal.Start(new Dictionary<string, string> { [MsBuildCommand.ItemsVariable] = items }, "msbuild", "refresh", "--project-folder", _folder.Path);
    }

    /// <summary>Waits for the server, and gives the id of its process.</summary>
    private async Task<string> ServerAsync()
    {
        string? line = null;
        await UntilAsync(() => File.Exists(_folder["environment"]) && _folder.Read("environment") is var text && text.EndsWith('\n')
            && (line = Array.Find(text.Split('\n'), static one => one.StartsWith(StdioServer.ProcessLine, StringComparison.Ordinal))) is not null);
        return line![StdioServer.ProcessLine.Length..];
    }

    // What has ended and was not yet fetched by its parent has no command line any more.
    private static Task EndedAsync(string process) =>
        UntilAsync(() => !File.Exists($"/proc/{process}/cmdline") || File.ReadAllText($"/proc/{process}/cmdline").Length == 0);

    private static async Task UntilAsync(Func<bool> condition)
    {
        using CancellationTokenSource limit = new(LongEnough);
        while (!condition())
            await Task.Delay(1, limit.Token);
    }
}
