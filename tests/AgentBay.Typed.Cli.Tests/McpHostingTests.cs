using System.IO.Pipelines;
using AgentBay.Typed.Cli.Hosting;
using AgentBay.Typed.Cli.Sources;
using AgentBay.Typed.Schema;
using AgentBay.Typed.Schema.Captures;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace AgentBay.Typed.Cli.Tests;

/// <summary>When the source behind an MCP server is opened and closed, and what of it the host sees.</summary>
public sealed class McpHostingTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Pipe _toServer = new();
    private readonly Pipe _toClient = new();
    private readonly StringWriter _errors = new();

    public void Dispose() => _errors.Dispose();

    [Fact]
    public async Task The_host_sees_titles_hints_and_output_schemas_of_the_source_and_what_is_known_beforehand()
    {
        Source source = new("""
            [{"name":"a","title":"The A","inputSchema":{"type":"object"},"outputSchema":{"type":"object","properties":{"x":{}}},"annotations":{"destructiveHint":false}},
             {"name":"b","inputSchema":{"type":"object"}}]
            """);
        IReadOnlyList<CapturedTool> shipped = Capture("""
            [{"name":"a","inputSchema":{},"annotations":{"destructiveHint":true,"readOnlyHint":true}},
             {"name":"b","title":"The B","inputSchema":{},"annotations":{"destructiveHint":true}}]
            """).Tools;
        await using McpClient client = await HostAsync(_ => Task.FromResult<IOpenSource>(source), shipped);

        Tool[] tools = [.. (await client.ListToolsAsync()).Select(static tool => tool.ProtocolTool).OrderBy(static tool => tool.Name)];

        Assert.Equal(("The A", false, true), (tools[0].Title, tools[0].Annotations!.DestructiveHint, tools[0].Annotations!.ReadOnlyHint));
        Assert.True(tools[0].OutputSchema!.Value.GetProperty("properties").TryGetProperty("x", out _));
        Assert.Equal(("The B", true), (tools[1].Title, tools[1].Annotations!.DestructiveHint));
        Assert.Null(tools[1].OutputSchema);
    }

    [Fact]
    public async Task The_handshake_does_not_wait_for_the_source_and_a_host_that_goes_ends_its_opening()
    {
        TaskCompletionSource opening = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        McpClient client = await HostAsync(
            async cancellationToken =>
            {
                opening.SetResult();
                await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                ended.SetResult();
                throw new OperationCanceledException(cancellationToken);
            });
        Task listing = client.ListToolsAsync().AsTask();
        await opening.Task.WaitAsync(Patience);

        await client.DisposeAsync();
        await _toServer.Writer.CompleteAsync();

        await ended.Task.WaitAsync(Patience);
        await Assert.ThrowsAnyAsync<Exception>(() => listing.WaitAsync(Patience));
    }

    [Fact]
    public async Task A_source_that_was_opened_is_closed_when_the_host_goes()
    {
        Source source = new("""[{"name":"a","inputSchema":{"type":"object"}}]""");
        McpClient client = await HostAsync(_ => Task.FromResult<IOpenSource>(source));
        await client.ListToolsAsync();
        Assert.False(source.Closed.Task.IsCompleted);

        await client.DisposeAsync();
        await _toServer.Writer.CompleteAsync();

        await source.Closed.Task.WaitAsync(Patience);
    }

    [Fact]
    public async Task A_source_that_cannot_be_opened_is_told_to_the_host_and_tried_again()
    {
        int attempts = 0;
        await using McpClient client = await HostAsync(_ => ++attempts == 1
            ? throw new CliException("there is no API key")
            : Task.FromResult<IOpenSource>(new Source("""[{"name":"a","inputSchema":{"type":"object"}}]""")));

        McpException refused = await Assert.ThrowsAnyAsync<McpException>(async () => await client.ListToolsAsync());

        Assert.Contains("there is no API key", refused.Message, StringComparison.Ordinal);
        Assert.Contains("there is no API key", _errors.ToString(), StringComparison.Ordinal);
        Assert.Equal("a", Assert.Single(await client.ListToolsAsync()).Name);
    }

    private async Task<McpClient> HostAsync(Func<CancellationToken, Task<IOpenSource>> open, IReadOnlyList<CapturedTool>? shipped = null)
    {
        McpHosting hosting = new(new LazySource(open, shipped ?? []), _errors);
        McpServerOptions options = hosting.Options;
        StreamServerTransport transport = new(_toServer.Reader.AsStream(), _toClient.Writer.AsStream());
        _ = hosting.ServeAsync(transport, options, CancellationToken.None);
        return await McpClient.CreateAsync(new StreamClientTransport(_toServer.Writer.AsStream(), _toClient.Reader.AsStream())).WaitAsync(Patience);
    }

    private static Capture Capture(string tools)
    {
        List<Problem> problems = [];
        return CaptureReader.Read(tools, problems)!;
    }

    private sealed class Source(string tools) : IOpenSource, IToolInvoker
    {
        public TaskCompletionSource Closed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public IToolInvoker Invoker => this;

        public Task<ToolListing> ListAsync(CancellationToken cancellationToken) =>
            Task.FromResult(new ToolListing(CaptureWriter.Source("mcp", "server", null), Capture(tools), []));

        public Task<ToolResult> InvokeAsync(ToolDescriptor tool, ReadOnlyMemory<byte> arguments, CancellationToken cancellationToken = default) =>
            Task.FromResult(new ToolResult(tool, []));

        public ValueTask DisposeAsync()
        {
            Closed.SetResult();
            return default;
        }
    }
}
