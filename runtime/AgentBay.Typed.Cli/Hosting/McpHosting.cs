using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace AgentBay.Typed.Cli.Hosting;

/// <summary>
/// Serves the tools of a source to an MCP host. The handshake waits for nothing: the source is opened when the host first
/// asks for its tools or calls one.
/// </summary>
/// <param name="source">The source. It is closed with the last host's connection.</param>
/// <param name="error">Where failures of the source are told to people.</param>
internal sealed class McpHosting(LazySource source, TextWriter error)
{
    public McpServerOptions Options => new()
    {
        ServerInfo = new Implementation { Name = "agentbay-typed", Version = typeof(McpHosting).Assembly.GetName().Version!.ToString(3) },
        Handlers = new McpServerHandlers { ListToolsHandler = ListAsync, CallToolHandler = CallAsync },
    };

    /// <summary>Serves until the host goes; then the source is closed, also while it is being opened.</summary>
    public async Task ServeAsync(ITransport transport, McpServerOptions options, CancellationToken cancellationToken)
    {
        await using McpServer server = McpServer.Create(transport, options);

        Task run = server.RunAsync(cancellationToken);

        // The server waits for what is under way, and that may wait for the source.
        await Task.WhenAny(run, transport.MessageReader.Completion);
        await source.DisposeAsync();
        await run;
    }

    private async ValueTask<ListToolsResult> ListAsync(RequestContext<ListToolsRequestParams> request, CancellationToken cancellationToken) =>
        new() { Tools = [.. (await ToolsAsync(cancellationToken)).Values.Select(static tool => tool.ProtocolTool)] };

    private async ValueTask<CallToolResult> CallAsync(RequestContext<CallToolRequestParams> request, CancellationToken cancellationToken)
    {
        string name = request.Params?.Name ?? "";
        return (await ToolsAsync(cancellationToken)).TryGetValue(name, out McpServerTool? tool)
            ? await tool.InvokeAsync(request, cancellationToken)
            : throw new McpProtocolException($"Unknown tool: '{name}'", McpErrorCode.InvalidParams);
    }

    private async Task<IReadOnlyDictionary<string, McpServerTool>> ToolsAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (await source.GetAsync(cancellationToken)).Tools;
        }
        catch (CliException e)
        {
            await error.WriteLineAsync($"agentbay-typed mcp: {e.Message}");
            throw new McpProtocolException(e.Message, McpErrorCode.InternalError);
        }
    }
}
