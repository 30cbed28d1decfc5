using System.Text.Json;
using AgentBay.Typed.Mcp.Tests.Infrastructure;
using ModelContextProtocol.Protocol;

namespace AgentBay.Typed.Mcp.Tests;

public sealed class CatalogDriftTests : IAsyncLifetime
{
    private WorkshopServer _server = null!;

    public async Task InitializeAsync() => _server = await WorkshopServer.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task A_server_with_the_tools_of_the_catalog_has_no_drift()
    {
        CatalogDrift drift = await _server.Client.CheckToolsAsync<Workshop>();

        Assert.True(drift.IsEmpty, drift.ToString());
    }

    [Fact]
    public async Task Tools_that_went_and_tools_that_came_are_named()
    {
        Withdraw("fail");
        _server.Listed.Add(new Tool { Name = "paint" });

        CatalogDrift drift = await _server.Client.CheckToolsAsync<Workshop>();

        Assert.Equal("missing: fail; new: paint", drift.ToString());
    }

    [Fact]
    public async Task A_tool_whose_arguments_have_another_schema_is_named()
    {
        using JsonDocument schema = JsonDocument.Parse("""{ "type": "object", "properties": { "text": { "type": "string" } } }""");
        _server.Listed.Single(static tool => tool.Name == "echo").InputSchema = schema.RootElement;

        CatalogDrift drift = await _server.Client.CheckToolsAsync<Workshop>();

        Assert.Equal("changed: echo", drift.ToString());
    }

    [Fact]
    public async Task The_order_of_a_schemas_members_does_not_matter()
    {
        using JsonDocument schema = JsonDocument.Parse(
            """{ "required": ["message"], "properties": { "message": { "type": "string" } }, "type": "object" }""");
        _server.Listed.Single(static tool => tool.Name == "echo").InputSchema = schema.RootElement;

        Assert.True((await _server.Client.CheckToolsAsync<Workshop>()).IsEmpty);
    }

    [Fact]
    public async Task A_watch_hears_of_each_change_until_it_is_disposed()
    {
        TaskCompletionSource<CatalogDrift> heard = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (_server.Client.WatchTools<Workshop>(heard.SetResult))
        {
            Withdraw("echo");
            await _server.AnnounceToolsAsync();
            Assert.Equal(["echo"], (await heard.Task.WaitAsync(TimeSpan.FromSeconds(10))).Missing);
        }

        // SetResult would throw a second time.
        await _server.AnnounceToolsAsync();
        await _server.Client.CheckToolsAsync<Workshop>();
    }

    [Fact]
    public async Task What_a_watcher_throws_gets_into_the_connections_log_and_the_watch_goes_on()
    {
        FailureLog log = new();
        await using WorkshopServer server = await WorkshopServer.StartAsync(log);
        TaskCompletionSource again = new(TaskCreationOptions.RunContinuationsAsynchronously);
        int calls = 0;
        await using IAsyncDisposable watch = server.Client.WatchTools<Workshop>(_ =>
        {
            if (++calls == 1)
                throw new NotSupportedException("I cannot.");
            again.SetResult();
        });

        await server.AnnounceToolsAsync();
        Exception failure = await log.Failure;
        await server.AnnounceToolsAsync();
        await again.Task.WaitAsync(TimeSpan.FromSeconds(20));

        Assert.Contains("I cannot.", failure.ToString(), StringComparison.Ordinal);
    }

    private void Withdraw(string name) => _server.Listed.RemoveAll(tool => tool.Name == name);
}
