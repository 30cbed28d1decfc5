using System.IO.Pipelines;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace AgentBay.Typed.Mcp.Tests.Infrastructure;

/// <summary>An MCP server in this process, whose tools are those of workshop.tools.json, and a client of it.</summary>
internal sealed class WorkshopServer : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly McpServer _server;
    private readonly Pipe _toClient;
    private readonly Task _run;

    private WorkshopServer(McpServer server, Pipe toClient)
    {
        _server = server;
        _toClient = toClient;
        _run = server.RunAsync(_stop.Token);
    }

    public McpClient Client { get; private set; } = null!;

    /// <summary>What the server lists.</summary>
    public List<Tool> Listed { get; } =
        [.. Described<Workshop>().Select(static tool => new Tool { Name = tool.Name, InputSchema = tool.InputSchema!.Value })];

    public TaskCompletionSource WasCancelled { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource IsWorking { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The tool 'work' does not answer before this has ended.</summary>
    public Task MayFinish { get; set; } = Task.CompletedTask;

    public static async Task<WorkshopServer> StartAsync(ILoggerFactory? clientLog = null)
    {
        Pipe toServer = new();
        Pipe toClient = new();
        WorkshopServer? workshop = null;
        McpServer server = McpServer.Create(
            new StreamServerTransport(toServer.Reader.AsStream(), toClient.Writer.AsStream()),
            new McpServerOptions
            {
                ServerInfo = new Implementation { Name = "workshop", Version = "1.0" },
                Capabilities = new ServerCapabilities { Tools = new ToolsCapability { ListChanged = true } },
                Handlers = new McpServerHandlers
                {
                    ListToolsHandler = (_, _) => ValueTask.FromResult(new ListToolsResult { Tools = workshop!.Listed }),
                    CallToolHandler = (request, cancellationToken) => workshop!.CallAsync(request, cancellationToken),
                },
            });
        workshop = new WorkshopServer(server, toClient);
        workshop.Client = await McpClient.CreateAsync(
            new StreamClientTransport(toServer.Writer.AsStream(), toClient.Reader.AsStream()), loggerFactory: clientLog);
        return workshop;
    }

    public Task AnnounceToolsAsync() => _server.SendNotificationAsync(NotificationMethods.ToolListChangedNotification);

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _server.DisposeAsync();
        await _toClient.Writer.CompleteAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await StopAsync();
        _stop.Dispose();
    }

    private static IReadOnlyList<ToolDescriptor> Described<T>() where T : IToolCatalog<T> => T.DescribeTools();

    private async ValueTask<CallToolResult> CallAsync(RequestContext<CallToolRequestParams> request, CancellationToken cancellationToken)
    {
        IDictionary<string, JsonElement> arguments = request.Params!.Arguments ?? new Dictionary<string, JsonElement>();
        switch (request.Params.Name)
        {
            case "add":
                int sum = arguments["a"].GetInt32() + arguments["b"].GetInt32();
                return new CallToolResult { StructuredContent = Json($$"""{"sum":{{sum}}}""") };
            case "delete_all":
                return Said("gone");
            case "echo":
                return Said(arguments["message"].GetString()!);
            case "fail":
                return new CallToolResult { IsError = true, Content = [new TextContentBlock { Text = "no such luck" }] };
            case "show":
                return new CallToolResult
                {
                    Content =
                    [
                        new TextContentBlock { Text = "look" },
                        ImageContentBlock.FromBytes(new byte[] { 1, 2, 3 }, "image/png"),
                        AudioContentBlock.FromBytes(new byte[] { 4, 5 }, "audio/wav"),
                        new EmbeddedResourceBlock { Resource = new TextResourceContents { Uri = "a://text", Text = "inside", MimeType = "text/plain" } },
                        new EmbeddedResourceBlock { Resource = BlobResourceContents.FromBytes(new byte[] { 6 }, "a://blob", "application/x-tar") },
                        new ResourceLinkBlock { Uri = "a://link", Name = "the link" },
                    ],
                };
            case "work":
                return await WorkAsync(request, arguments, cancellationToken);
            default:
                throw new McpProtocolException($"Unknown tool: {request.Params.Name}", McpErrorCode.InvalidParams);
        }
    }

    private async Task<CallToolResult> WorkAsync(
        RequestContext<CallToolRequestParams> request, IDictionary<string, JsonElement> arguments, CancellationToken cancellationToken)
    {
        int steps = arguments["steps"].GetInt32();
        for (int step = 1; step <= steps && request.Params!.ProgressToken is { } token; step++)
        {
            await request.Server.NotifyProgressAsync(
                token, new ProgressNotificationValue { Progress = step, Total = steps, Message = $"step {step}" }, cancellationToken: cancellationToken);
        }

        IsWorking.SetResult();
        await MayFinish;
        if (arguments.ContainsKey("forever"))
        {
            await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            WasCancelled.SetResult();
            cancellationToken.ThrowIfCancellationRequested();
        }

        return Said("done");
    }

    private static CallToolResult Said(string text) => new() { Content = [new TextContentBlock { Text = text }] };

    private static JsonElement Json(string text)
    {
        using JsonDocument document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
