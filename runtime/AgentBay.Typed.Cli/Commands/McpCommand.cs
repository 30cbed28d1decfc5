using System.CommandLine;
using AgentBay.Typed.Cli.Captures;
using AgentBay.Typed.Cli.Hosting;
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
        LazySource lazy = new(
            closing => isLocal ? OpenLocallyAsync(source, secrets, error, closing) : ToolSource.From(source, secrets).OpenAsync(closing),
            ShippedCaptures.ToolsOf(source.ImageId));
        McpHosting hosting = new(lazy, error);
        McpServerOptions options = hosting.Options;
        await hosting.ServeAsync(new StdioServerTransport(options), options, cancellationToken);
        return ExitCodes.Success;
    }

    private static Task<IOpenSource> OpenLocallyAsync(SourceSpec source, Secrets secrets, TextWriter error, CancellationToken cancellationToken) =>
#if NET10_0_OR_GREATER
        LocalImage.OpenAsync(source, secrets, new LocalBayOptions(), error, cancellationToken);
#else
        throw new CliException("--local needs .NET 10");
#endif
}
