using System.CommandLine;
using AgentBay.Typed.Cli.Captures;
using AgentBay.Typed.Cli.Sources;
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
            source.Require(arguments),
            source.Secrets(arguments),
            arguments.GetValue(local),
            arguments.InvocationConfiguration.Error,
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        SourceSpec source, Secrets secrets, bool isLocal, TextWriter error, CancellationToken cancellationToken)
    {
        if (isLocal && source.ImageId is null)
            throw new CliException("--local goes with --image");
        LazySource lazy = new(closing => isLocal ? OpenLocallyAsync(source, secrets, closing) : ToolSource.From(source, secrets).OpenAsync(closing));
        McpHosting hosting = new(lazy, ShippedCaptures.ToolsOf(source.ImageId), error);
        McpServerOptions options = hosting.Options;
        await hosting.ServeAsync(new StdioServerTransport(options), options, cancellationToken);
        return ExitCodes.Success;
    }

#if NET10_0_OR_GREATER
    private static async Task<IOpenSource> OpenLocallyAsync(SourceSpec source, Secrets secrets, CancellationToken cancellationToken)
    {
        LocalBay bay = await LocalBay.StartAsync(cancellationToken: cancellationToken);
        try
        {
            AgentBaySource image = new(source.ImageId!, source.Timeout, secrets)
            {
                Service = new AgentBayOptions { ApiKey = bay.ApiKey, Endpoint = bay.Endpoint.GetLeftPart(UriPartial.Authority) },
            };
            return new LocalImage(bay, await image.OpenAsync(cancellationToken));
        }
        catch
        {
            await bay.DisposeAsync();
            throw;
        }
    }

    private sealed class LocalImage(LocalBay bay, IOpenSource image) : IOpenSource
    {
        public IToolInvoker Invoker => image.Invoker;

        public Task<ToolListing> ListAsync(CancellationToken cancellationToken) => image.ListAsync(cancellationToken);

        public async ValueTask DisposeAsync()
        {
            await image.DisposeAsync();
            await bay.DisposeAsync();
        }
    }
#else
    private static Task<IOpenSource> OpenLocallyAsync(SourceSpec source, Secrets secrets, CancellationToken cancellationToken) =>
        throw new CliException("--local needs .NET 10");
#endif
}
