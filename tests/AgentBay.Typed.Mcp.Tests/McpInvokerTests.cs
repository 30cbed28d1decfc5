using AgentBay.Typed.Mcp.Tests.Infrastructure;
using ModelContextProtocol;
using ModelContextProtocol.Client;

namespace AgentBay.Typed.Mcp.Tests;

public sealed class McpInvokerTests : IAsyncLifetime
{
    private WorkshopServer _server = null!;
    private Workshop _tools = null!;

    public async Task InitializeAsync()
    {
        _server = await WorkshopServer.StartAsync();
        _tools = _server.Client.UseTools<Workshop>();
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task A_typed_call_reaches_the_server() =>
        Assert.Equal("hello", (await _tools.Echo("hello")).Text);

    [Fact]
    public async Task Structured_content_is_read_as_the_tools_type() =>
        Assert.Equal(5, (await _tools.Add(2, 3)).Value.Sum);

    [Fact]
    public async Task Every_kind_of_content_is_kept_in_order()
    {
        ToolResult shown = await _tools.Show();

        Assert.Collection(
            shown.Content,
            item => Assert.Equal("look", Assert.IsType<ToolText>(item).Text),
            item => Assert.Equal([1, 2, 3], Assert.IsType<ToolImage>(item).Data.ToArray()),
            item => Assert.Equal([4, 5], Assert.IsType<ToolAudio>(item).Data.ToArray()),
            item => Assert.Equal("inside", Assert.IsType<ToolResource>(item).Text),
            item => Assert.Equal([6], Assert.IsType<ToolResource>(item).Data.ToArray()),
            item => Assert.Equal("a://link", Assert.IsType<ToolResourceLink>(item).Uri));
    }

    [Fact]
    public async Task A_tools_own_failure_is_data()
    {
        ToolResult result = await _tools.Fail();

        Assert.True(result.IsError);
        Assert.Equal("no such luck", result.ErrorMessage);
    }

    [Fact]
    public async Task A_refusal_of_the_server_says_which_server_which_tool_and_what_to_do()
    {
        AgentBayException refused = await Assert.ThrowsAsync<AgentBayException>(() => _tools.Refuse());

        Assert.Equal("InvalidParams", refused.Code);
        Assert.Contains("'workshop'", refused.Message, StringComparison.Ordinal);
        Assert.Contains("'refuse'", refused.Message, StringComparison.Ordinal);
        Assert.Contains("capture it again", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lost_connection_is_an_AgentBayException()
    {
        await _server.StopAsync();

        AgentBayException lost = await Assert.ThrowsAsync<AgentBayException>(() => _tools.Echo("anyone?"));

        Assert.Equal("ConnectionFailed", lost.Code);
    }

    [Fact]
    public async Task A_connection_that_has_ended_stays_ended()
    {
        await _server.StopAsync();

        for (int call = 0; call < 3; call++)
            AssertEnded(await Assert.ThrowsAsync<AgentBayException>(() => _tools.Echo("anyone?")));
        AssertEnded(await Assert.ThrowsAsync<AgentBayException>(() => _server.Client.CheckToolsAsync<Workshop>()));
    }

    [Fact]
    public async Task A_connection_that_was_disposed_stays_ended()
    {
        await _server.Client.DisposeAsync();

        AssertEnded(await Assert.ThrowsAsync<AgentBayException>(() => _tools.Echo("anyone?")));
        AssertEnded(await Assert.ThrowsAsync<AgentBayException>(() => _server.Client.CheckToolsAsync<Workshop>()));
    }

    [Fact]
    public async Task A_call_that_is_under_way_when_the_process_of_the_server_dies_is_told_that_the_connection_has_ended()
    {
        // Answers the handshake, reads one more line and dies.
        const string Script = """
            while read -r line; do
              case "$line" in
                *'"tools/call"'*) exit 3 ;;
                *'"initialize"'*) id=$(printf %s "$line" | sed 's/.*"id":\([^,}]*\).*/\1/'); printf '{"jsonrpc":"2.0","id":%s,"result":{"protocolVersion":"2025-06-18","capabilities":{"tools":{}},"serverInfo":{"name":"mortal","version":"1"}}}\n' "$id" ;;
                *'"id"'*) id=$(printf %s "$line" | sed 's/.*"id":\([^,}]*\).*/\1/'); printf '{"jsonrpc":"2.0","id":%s,"error":{"code":-32601,"message":"no"}}\n' "$id" ;;
              esac
            done
            """;
        await using McpClient client = await McpClient.CreateAsync(
            new StdioClientTransport(new StdioClientTransportOptions { Command = "sh", Arguments = ["-c", Script] }));
        Workshop tools = client.UseTools<Workshop>();

        for (int call = 0; call < 3; call++)
            AssertEnded(await Assert.ThrowsAsync<AgentBayException>(() => tools.Echo("anyone?").WaitAsync(TimeSpan.FromSeconds(20))));
    }

    [Fact]
    public async Task Progress_is_told_to_the_catalog_that_asked_for_it()
    {
        Progresses told = new();
        TaskCompletionSource heard = new();
        _server.MayFinish = heard.Task;

        Task<ToolResult> call = _server.Client.UseTools<Workshop>(told).Work(3);

        Assert.Equal(["step 1 of 3", "step 2 of 3", "step 3 of 3"], await told.FirstAsync(3));
        heard.SetResult();
        Assert.Equal("done", (await call).Text);
    }

    [Fact]
    public async Task A_cancelled_call_is_cancelled_at_the_server()
    {
        using CancellationTokenSource cancellation = new();
        Task<ToolResult> call = _tools.Work(1, forever: true, cancellation.Token);
        await _server.IsWorking.Task;

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await _server.WasCancelled.Task.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_cancelled_call_does_not_wait_for_a_server_that_takes_no_message_any_more()
    {
        await using RawServer server = await RawServer.StartAsync();
        server.IsDeaf = true;
        using CancellationTokenSource cancellation = new();
        Task<ToolResult> call = server.Client.UseTools<Workshop>().Echo("hello", cancellation.Token);
        await server.Called;

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.WaitAsync(TimeSpan.FromSeconds(20)));
    }

    private static void AssertEnded(AgentBayException lost)
    {
        Assert.Equal("ConnectionFailed", lost.Code);
        Assert.False(lost.IsTransient);
        Assert.Contains("new McpClient", lost.Message, StringComparison.Ordinal);
    }

    private sealed class Progresses : IProgress<ProgressNotificationValue>
    {
        private readonly System.Threading.Channels.Channel<string> _told = System.Threading.Channels.Channel.CreateUnbounded<string>();

        public void Report(ProgressNotificationValue value) => _told.Writer.TryWrite($"{value.Message} of {value.Total}");

        public async Task<IReadOnlyList<string>> FirstAsync(int count)
        {
            using CancellationTokenSource timeout = new(TimeSpan.FromSeconds(10));
            List<string> first = [];
            while (first.Count < count)
                first.Add(await _told.Reader.ReadAsync(timeout.Token));
            return first;
        }
    }
}
