using System.CommandLine;
using AgentBay.Typed.Local;
using Microsoft.Extensions.Logging;

namespace AgentBay.Typed.Cli.Commands;

/// <summary><c>agentbay-typed serve</c>: LocalBay in the foreground, until SIGINT or SIGTERM.</summary>
internal static class ServeCommand
{
    private const int ExitFailure = 1;

    public static Command Create()
    {
        var port = new Option<int>("--port") { Description = "The HTTP port on 127.0.0.1; 0 picks a free one.", DefaultValueFactory = _ => 0 };
        var httpsPort = new Option<int>("--https-port") { Description = "The HTTPS port on 127.0.0.1; 0 picks a free one.", DefaultValueFactory = _ => 0 };
        var apiKey = new Option<string?>("--api-key") { Description = "The API key to take. Default: a random one." };
        var certificateFile = new Option<FileInfo?>("--certificate-out") { Description = "Where to write the development certificate (PEM). Default: a temporary file." };
        var contexts = new Option<DirectoryInfo?>("--contexts") { Description = "The directory that holds contexts, so that they are there the next time. Default: they go when it stops." };
        var route = new Option<LocalBayToolRoute>("--route") { Description = "The way to its tools that a new session offers.", DefaultValueFactory = _ => LocalBayToolRoute.Api };
        var network = new Option<LocalBayNetwork>("--network") { Description = "The network of isolated sessions.", DefaultValueFactory = _ => LocalBayNetwork.Own };
        foreach (var option in new[] { port, httpsPort })
        {
            option.Validators.Add(result =>
            {
                if (result.GetValueOrDefault<int>() is < 0 or > 65535) result.AddError($"{result.Option.Name} must be from 0 to 65535.");
            });
        }

        var command = new Command("serve", "Runs LocalBay, an AgentBay-compatible sandbox service on this machine.") { port, httpsPort, apiKey, certificateFile, contexts, route, network };
        command.SetAction((arguments, cancellationToken) => RunAsync(
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
            arguments.InvocationConfiguration,
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(LocalBayOptions options, FileInfo? certificateFile, InvocationConfiguration console, CancellationToken cancellationToken)
    {
        using var logging = LoggerFactory.Create(builder => builder
            .SetMinimumLevel(LogLevel.Warning)
            .AddConsole(sink => sink.LogToStandardErrorThreshold = LogLevel.Trace)
            .AddSimpleConsole(format => format.SingleLine = true));
        options.LoggerFactory = logging;
        try
        {
            await using var bay = await LocalBay.StartAsync(options, cancellationToken);
            using var certificate = await CertificateFile.WriteAsync(bay.Certificate!, certificateFile, cancellationToken);
            await console.Output.WriteLineAsync(ServeGreeting.For(bay, certificate.Path));
            await console.Output.WriteLineAsync("ready");
            await console.Output.FlushAsync(cancellationToken);
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return 0;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return 0; // asked to stop, and everything has ended
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            await console.Error.WriteLineAsync($"agentbay-typed serve: {e.Message}");
            return ExitFailure;
        }
    }
}
