using System.Text.Json;
using AgentBay.Typed.Cli.Sources;
using AgentBay.Typed.Mcp;
using AgentBay.Typed.Schema.Captures;
using AgentBay.Typed.Schema.Json;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace AgentBay.Typed.Cli.Commands;

/// <summary>
/// Serves the tools of a source to an MCP host. The handshake waits for nothing: the source is opened when the host first
/// asks for its tools or calls one.
/// </summary>
/// <param name="source">The source. It is closed with the last host's connection.</param>
/// <param name="shipped">What is known of the source's tools beforehand; it fills in what the source does not say.</param>
/// <param name="error">Where failures of the source are told to people.</param>
internal sealed class McpHosting(LazySource source, IReadOnlyList<CapturedTool> shipped, TextWriter error)
{
    private readonly Dictionary<string, CapturedTool> _shipped = shipped.ToDictionary(static tool => tool.Name, StringComparer.Ordinal);

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
        new() { Tools = [.. (await ToolsAsync(cancellationToken)).Select(static tool => tool.ProtocolTool)] };

    private async ValueTask<CallToolResult> CallAsync(RequestContext<CallToolRequestParams> request, CancellationToken cancellationToken)
    {
        string? name = request.Params?.Name;
        McpServerTool tool = (await ToolsAsync(cancellationToken)).FirstOrDefault(tool => tool.ProtocolTool.Name == name)
            ?? throw new McpProtocolException($"Unknown tool: '{name}'", McpErrorCode.InvalidParams);
        return await tool.InvokeAsync(request, cancellationToken);
    }

    private async Task<IReadOnlyList<McpServerTool>> ToolsAsync(CancellationToken cancellationToken)
    {
        try
        {
            (IOpenSource open, ToolListing listing) = await source.GetAsync(cancellationToken);
            return [.. listing.Capture.Tools.Select(tool => Served(open.Invoker, tool))];
        }
        catch (SourceException e)
        {
            await error.WriteLineAsync($"agentbay-typed mcp: {e.Message}");
            throw new McpProtocolException(e.Message, McpErrorCode.InternalError);
        }
    }

    private McpServerTool Served(IToolInvoker invoker, CapturedTool tool)
    {
        CapturedTool? known = _shipped.GetValueOrDefault(tool.Name);
        ToolDescriptor descriptor = new(tool.Name)
        {
            Server = tool.Server,
            Description = tool.Description ?? known?.Description,
            InputSchema = Element(tool.InputSchema),
            Annotations = new ToolAnnotations
            {
                ReadOnly = Hint("readOnlyHint"),
                Destructive = Hint("destructiveHint"),
                Idempotent = Hint("idempotentHint"),
                OpenWorld = Hint("openWorldHint"),
            },
        };
        McpServerTool served = invoker.AsMcpServerTools([descriptor])[0];
        served.ProtocolTool.Title = tool.Title ?? known?.Title;

        // Only the source's own: who declares an output must give structured content.
        served.ProtocolTool.OutputSchema = Element(tool.OutputSchema);
        return served;

        bool? Hint(string name) => tool.Annotations?.FlagOf(name) ?? known?.Annotations?.FlagOf(name);
    }

    private static JsonElement? Element(JsonNode? schema)
    {
        if (schema is not { IsObject: true })
            return null;
        using JsonDocument document = JsonDocument.Parse(JsonWriter.WriteCompact(schema), new JsonDocumentOptions { MaxDepth = 256 });
        return document.RootElement.Clone();
    }
}
