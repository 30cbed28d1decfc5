using System.IO.Pipelines;
using AgentBay.Typed.Mcp.Tests.Infrastructure;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace AgentBay.Typed.Mcp.Tests;

/// <summary>Tools served by us, used by a client of MCP's SDK.</summary>
public sealed class ServedToolTests : IAsyncLifetime
{
    private readonly ScriptedTools _tools = new();
    private McpServer _server = null!;
    private McpClient _client = null!;

    public async Task InitializeAsync()
    {
        Pipe toServer = new();
        Pipe toClient = new();
        McpServerOptions options = new() { ToolCollection = [.. Workshop.Create(_tools).AsMcpServerTools()] };
        _server = McpServer.Create(new StreamServerTransport(toServer.Reader.AsStream(), toClient.Writer.AsStream()), options);
        _ = _server.RunAsync();
        _client = await McpClient.CreateAsync(new StreamClientTransport(toServer.Writer.AsStream(), toClient.Reader.AsStream()));
    }

    public async Task DisposeAsync()
    {
        await _client.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task The_host_sees_the_tools_as_they_were_captured()
    {
        CatalogDrift drift = await _client.CheckToolsAsync<Workshop>();
        Tool deletion = (await _client.ListToolsAsync()).Single(static tool => tool.Name == "delete_all").ProtocolTool;

        Assert.True(drift.IsEmpty, drift.ToString());
        Assert.Equal("Deletes all there is.", deletion.Description);
        Assert.True(deletion.Annotations!.DestructiveHint);
    }

    [Fact]
    public async Task A_call_of_the_host_reaches_the_tool_and_the_answer_comes_back_whole()
    {
        _tools.Saying(
            new ToolText("hi"),
            new ToolImage(new byte[] { 1, 2, 3 }, "image/png"),
            new ToolAudio(new byte[] { 4 }, "audio/wav"),
            new ToolResource("a://text", "text/plain", "inside", default),
            new ToolResource("a://blob", null, null, new byte[] { 5 }),
            new ToolResourceLink("a://link", "the link", null));

        ToolResult result = await _client.UseTools<Workshop>().Echo("hello");

        Assert.Equal("""echo {"message":"hello"}""", Assert.Single(_tools.Calls));
        Assert.Collection(
            result.Content,
            item => Assert.Equal("hi", Assert.IsType<ToolText>(item).Text),
            item => Assert.Equal([1, 2, 3], Assert.IsType<ToolImage>(item).Data.ToArray()),
            item => Assert.Equal([4], Assert.IsType<ToolAudio>(item).Data.ToArray()),
            item => Assert.Equal("inside", Assert.IsType<ToolResource>(item).Text),
            item => Assert.Equal([5], Assert.IsType<ToolResource>(item).Data.ToArray()),
            item => Assert.Equal("a://link", Assert.IsType<ToolResourceLink>(item).Uri));
    }

    [Fact]
    public async Task A_failure_behind_the_tools_is_told_to_the_host_in_words()
    {
        _tools.Refusal = new AgentBayException("The session is gone.") { Code = "InvalidMcpSession.NotFound" };

        ToolResult result = await _client.UseTools<Workshop>().Echo("hello");

        Assert.Equal("The session is gone.", result.ErrorMessage);
    }
}
