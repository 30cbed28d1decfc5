using System.CommandLine;
using System.Text.Json;
using AgentBay.Typed.Cli.Sources;
using AgentBay.Typed.Mcp;
using AgentBay.Typed.Schema.Captures;
using AgentBay.Typed.Schema.Json;
using ModelContextProtocol.Server;
#if NET10_0_OR_GREATER
using AgentBay.Typed.Local;
#endif

namespace AgentBay.Typed.Cli.Commands;

/// <summary>
/// <c>agentbay-typed mcp</c>: an MCP server on standard input and output, whose tools are those of a sandbox that is
/// created for it and deleted with it.
/// </summary>
internal static class McpCommand
{
    public static Command Create()
    {
        Command command = new("mcp", "Serves the tools of a session to an MCP host over standard input and output.");
        SourceOptions source = new SourceOptions().AddTo(command);
        Option<bool> local = new("--local") { Description = "Runs the image on LocalBay, in this process. Needs no key; needs .NET 10." };
        command.Options.Add(local);
        command.SetGuardedAction((arguments, cancellationToken) => RunAsync(
            source.Require(arguments), source.Secrets(arguments), arguments.GetValue(local), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(SourceSpec source, Secrets secrets, bool isLocal, CancellationToken cancellationToken)
    {
        if (isLocal)
            return await ServeLocallyAsync(source, cancellationToken);
        await using IOpenSource open = await ToolSource.From(source, secrets).OpenAsync(cancellationToken);
        ToolListing listing = await open.ListAsync(cancellationToken);
        return await ServeAsync(open.Invoker, listing.Capture.Tools.Select(Describe), cancellationToken);
    }

#if NET10_0_OR_GREATER
    private static async Task<int> ServeLocallyAsync(SourceSpec source, CancellationToken cancellationToken)
    {
        if (source.ImageId is null)
            throw new CliException("--local goes with --image");
        await using LocalBay bay = await LocalBay.StartAsync(cancellationToken: cancellationToken);
        await using AgentBayClient client = bay.CreateClient();
        try
        {
            await using Session session = await client.CreateSessionAsync(new SessionOptions { ImageId = source.ImageId }, cancellationToken);
            IReadOnlyList<ToolDescriptor> tools = (await session.ListToolsAsync(cancellationToken)).Value;
            return await ServeAsync(session, tools, cancellationToken);
        }
        catch (AgentBayException e)
        {
            throw new SourceException(e.Message, e);
        }
    }
#else
    private static Task<int> ServeLocallyAsync(SourceSpec source, CancellationToken cancellationToken) =>
        throw new CliException("--local needs .NET 10");
#endif

    private static async Task<int> ServeAsync(IToolInvoker invoker, IEnumerable<ToolDescriptor> tools, CancellationToken cancellationToken)
    {
        McpServerOptions options = new()
        {
            ServerInfo = new ModelContextProtocol.Protocol.Implementation { Name = "agentbay-typed", Version = typeof(McpCommand).Assembly.GetName().Version!.ToString(3) },
            ToolCollection = [.. invoker.AsMcpServerTools(tools)],
        };
        await using McpServer server = McpServer.Create(new StdioServerTransport(options), options);
        await server.RunAsync(cancellationToken);
        return ExitCodes.Success;
    }

    private static ToolDescriptor Describe(CapturedTool tool)
    {
        JsonElement? schema = null;
        if (tool.InputSchema is { IsObject: true } input)
        {
            using JsonDocument document = JsonDocument.Parse(JsonWriter.WriteCompact(input), new JsonDocumentOptions { MaxDepth = 256 });
            schema = document.RootElement.Clone();
        }

        return new ToolDescriptor(tool.Name)
        {
            Server = tool.Server,
            Description = tool.Description ?? tool.Title,
            InputSchema = schema,
            Annotations = new ToolAnnotations
            {
                ReadOnly = tool.Annotations?.FlagOf("readOnlyHint"),
                Destructive = tool.Annotations?.FlagOf("destructiveHint"),
                Idempotent = tool.Annotations?.FlagOf("idempotentHint"),
                OpenWorld = tool.Annotations?.FlagOf("openWorldHint"),
            },
        };
    }
}
