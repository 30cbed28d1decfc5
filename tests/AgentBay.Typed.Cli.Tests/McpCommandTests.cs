using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using AgentBay.Typed.Cli.Hosting;
using AgentBay.Typed.Cli.Sources;
using AgentBay.Typed.Local;
using AgentBay.Typed.Mcp;
using ModelContextProtocol.Client;

namespace AgentBay.Typed.Cli.Tests;

/// <summary>What an MCP host gets from <c>agentbay-typed mcp</c>.</summary>
public sealed class McpCommandTests
{
    [Fact]
    public async Task A_host_uses_a_sandbox_over_standard_input_and_output()
    {
        using CancellationTokenSource timeout = new(TimeSpan.FromMinutes(2));
        await using McpClient client = await McpClient.CreateAsync(
            new StdioClientTransport(new StdioClientTransportOptions
            {
                Command = "dotnet",
                Arguments = [Path.Combine(AppContext.BaseDirectory, "agentbay-typed.dll"), "mcp", "--image", "linux_latest", "--local"],
            }),
            cancellationToken: timeout.Token);

        IList<McpClientTool> tools = await client.ListToolsAsync(cancellationToken: timeout.Token);
        Assert.Contains(tools, static tool => tool.Name == "shell" && tool.JsonSchema.GetProperty("properties").TryGetProperty("command", out _));
        ToolResult run = await client.AsToolInvoker().InvokeAsync(
            new ToolDescriptor("shell"), """{"command":"echo from the sandbox","timeout_ms":20000}"""u8.ToArray(), timeout.Token);
        Assert.Contains("from the sandbox", run.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_starts_it_without_bubblewrap_is_told_that_commands_run_as_the_user()
    {
        using StringWriter errors = new();
        await using IOpenSource image = await LocalImage.OpenAsync(
            new SourceSpec { ImageId = "linux_latest" }, new Secrets(null), new LocalBayOptions { UseBubblewrap = false }, errors, CancellationToken.None);
        Assert.Equal("agentbay-typed mcp: sessions are NOT isolated: commands run as you\n", errors.ToString());
    }

    [Theory]
    [InlineData("end of input")]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task The_session_is_deleted_when_the_host_goes(string how)
    {
        using CancellationTokenSource timeout = new(TimeSpan.FromMinutes(2));
        await using LocalBay bay = await LocalBay.StartAsync(cancellationToken: timeout.Token);
        using AgentBayClient client = bay.CreateClient();
        ProcessStartInfo start = new("dotnet", [Path.Combine(AppContext.BaseDirectory, "agentbay-typed.dll"), "mcp", "--image", "linux_latest"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            Environment = { ["AGENTBAY_API_KEY"] = bay.ApiKey, ["AGENTBAY_ENDPOINT"] = bay.Endpoint.GetLeftPart(UriPartial.Authority) },
        };
        using Process host = Process.Start(start)!;
        await host.StandardInput.WriteLineAsync(
            """{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"t","version":"1"}}}""");
        await host.StandardOutput.ReadLineAsync(timeout.Token);
        Assert.Equal(0, await client.ListSessionsAsync(cancellationToken: timeout.Token).CountAsync(timeout.Token));
        await host.StandardInput.WriteLineAsync("""{"jsonrpc":"2.0","method":"notifications/initialized"}""");
        await host.StandardInput.WriteLineAsync("""{"jsonrpc":"2.0","id":2,"method":"tools/list"}""");
        string list = (await host.StandardOutput.ReadLineAsync(timeout.Token))!;
        Assert.Equal(1, await client.ListSessionsAsync(cancellationToken: timeout.Token).CountAsync(timeout.Token));

        if (how == "end of input")
            host.StandardInput.Close();
        else
            Process.Start("kill", [$"-{how}", host.Id.ToString(CultureInfo.InvariantCulture)]).Dispose();
        await host.WaitForExitAsync(timeout.Token);

        Assert.Equal(0, await client.ListSessionsAsync(cancellationToken: timeout.Token).CountAsync(timeout.Token));
        JsonElement deletion = JsonDocument.Parse(list).RootElement.GetProperty("result").GetProperty("tools").EnumerateArray()
            .Single(static tool => tool.GetProperty("name").GetString() == "delete_file");
        Assert.True(deletion.GetProperty("annotations").GetProperty("destructiveHint").GetBoolean());
    }
}
