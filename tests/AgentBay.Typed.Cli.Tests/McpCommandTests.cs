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
}
