using System.CommandLine;
using System.Text.Json.Nodes;
using AgentBay.Typed.Local;
using Microsoft.Extensions.Logging;

namespace AgentBay.Typed.Cli.Commands;

/// <summary><c>agentbay-typed serve</c>: LocalBay in the foreground, until SIGINT or SIGTERM.</summary>
internal static class ServeCommand
{
    private const int HighestPort = 65535;

    public static Command Create()
    {
        Option<int> port = CommonOptions.Number("--port", "The HTTP port on 127.0.0.1; 0 picks a free one.", standard: 0, least: 0, HighestPort);
        Option<int> httpsPort = CommonOptions.Number("--https-port", "The HTTPS port on 127.0.0.1; 0 picks a free one.", standard: 0, least: 0, HighestPort);
        Option<string?> apiKey = new("--api-key") { Description = "The API key to take. Default: a random one." };
        Option<FileInfo?> certificateFile = new("--certificate-out") { Description = "Where to write the development certificate (PEM). Default: a temporary file." };
        Option<DirectoryInfo?> contexts = new("--contexts") { Description = "The directory that holds contexts, so that they are there the next time. Default: they go when it stops." };
        Option<LocalBayToolRoute> route = CommonOptions.Choice<LocalBayToolRoute>("--route", "The way to its tools that a new session offers.");
        Option<LocalBayNetwork> network = CommonOptions.Choice<LocalBayNetwork>("--network", "The network of isolated sessions.");
        Option<bool> json = CommonOptions.Json();
        Command command = new("serve", "Runs LocalBay, an AgentBay-compatible sandbox service on this machine.") { port, httpsPort, apiKey, certificateFile, contexts, route, network, json };
        command.SetGuardedAction((arguments, cancellationToken) => RunAsync(
            new LocalBayOptions
            {
                Port = arguments.GetValue(port),
                HttpsPort = arguments.GetValue(httpsPort),
                ApiKey = arguments.GetValue(apiKey),
                ContextsDirectory = arguments.GetValue(contexts)?.FullName,
                ToolRoute = arguments.GetValue(route),
                Network = arguments.GetValue(network),
            },
            arguments.GetValue(certificateFile),
            arguments.GetValue(json),
            arguments.InvocationConfiguration.Output,
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(LocalBayOptions options, FileInfo? certificateFile, bool isJson, TextWriter output, CancellationToken cancellationToken)
    {
        using ILoggerFactory logging = LoggerFactory.Create(static builder => builder
            .SetMinimumLevel(LogLevel.Warning)
            .AddConsole(static sink => sink.LogToStandardErrorThreshold = LogLevel.Trace)
            .AddSimpleConsole(static format => format.SingleLine = true));
        options.LoggerFactory = logging;
        try
        {
            await using LocalBay bay = await LocalBay.StartAsync(options, cancellationToken);
            using CertificateFile certificate = await CertificateFile.WriteAsync(bay.Certificate!, certificateFile, cancellationToken);
            await output.WriteLineAsync(isJson ? Json(bay, certificate.Path) : $"{ServeGreeting.For(bay, certificate.Path)}\nready");
            await output.FlushAsync(cancellationToken);
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Asked to stop, which is how it ends.
        }
        catch (ArgumentException e)
        {
            throw new CliException(e.Message, innerException: e);
        }

        return ExitCodes.Success;
    }

    /// <summary>One line, printed when it is ready.</summary>
    private static string Json(LocalBay bay, string certificatePath) => new JsonObject
    {
        ["endpoint"] = bay.Endpoint.GetLeftPart(UriPartial.Authority),
        ["httpsEndpoint"] = bay.HttpsEndpoint!.GetLeftPart(UriPartial.Authority),
        ["apiKey"] = bay.ApiKey,
        ["certificate"] = certificatePath,
        ["isolated"] = bay.IsIsolated,
        ["offline"] = bay.IsOffline,
    }.ToJsonString();
}
