using System.Diagnostics;
using System.Text.Json;
using AgentBay.Typed.Cli.Tests.Support;

namespace AgentBay.Typed.Cli.Tests;

/// <summary><c>agentbay-typed serve</c>: LocalBay as a process.</summary>
public sealed class ServeCommandTests
{
    private static readonly Dictionary<string, string> Nothing = [];

    [Fact]
    public async Task A_program_learns_in_one_line_where_it_is_and_Ctrl_C_ends_it_well()
    {
        using Process process = Terminal.Start(Nothing, "serve", "--json", "--api-key", "key");
        using JsonDocument greeting = JsonDocument.Parse((await process.StandardOutput.ReadLineAsync())!);
        JsonElement said = greeting.RootElement;
        string certificate = said.GetProperty("certificate").GetString()!;
        Assert.True(File.Exists(certificate));
        Assert.StartsWith("https://127.0.0.1:", said.GetProperty("httpsEndpoint").GetString(), StringComparison.Ordinal);
        await using (AgentBayClient client = new(new AgentBayOptions { ApiKey = said.GetProperty("apiKey").GetString(), Endpoint = said.GetProperty("endpoint").GetString() }))
            Assert.False(await client.ListSessionsAsync().GetAsyncEnumerator().MoveNextAsync());

        CliRun run = await Terminal.InterruptAsync(process);

        Assert.Equal((ExitCodes.Success, "", ""), (run.ExitCode, run.Output, run.Error));
        Assert.False(File.Exists(certificate));
    }

    [Fact]
    public async Task A_person_reads_how_to_get_there_and_then_that_it_is_ready()
    {
        using Process process = Terminal.Start(Nothing, "serve");
        List<string> lines = [];
        while (await process.StandardOutput.ReadLineAsync() is { } line && line != "ready")
            lines.Add(line);
        await Terminal.InterruptAsync(process);
        Assert.Contains(lines, static line => line.StartsWith("  export AGENTBAY_API_KEY=", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--port takes a number from 0 to 65535, not '65536'", "--port", "65536")]
    [InlineData("--route takes api or link, not 'x'", "--route", "x")]
    [InlineData("--network takes ", "--network", "x")]
    public async Task A_mistake_is_one_line(string message, params string[] options)
    {
        CliRun run = await Terminal.RunAsync(["serve", .. options]);
        Assert.Matches($"^agentbay-typed serve: {message}[^\n]*\n$", run.Error);
        Assert.Equal(ExitCodes.Failure, run.ExitCode);
    }

    [Fact]
    public async Task A_certificate_that_cannot_be_written_is_one_line()
    {
        CliRun run = await Terminal.RunAsync("serve", "--certificate-out", Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N"), "c.pem"));
        Assert.Matches("^agentbay-typed serve: [^\n]*\n$", run.Error);
        Assert.Equal(ExitCodes.Failure, run.ExitCode);
    }
}
