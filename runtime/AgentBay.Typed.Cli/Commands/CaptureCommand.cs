using System.CommandLine;
using AgentBay.Typed.Cli.Captures;
using AgentBay.Typed.Cli.Reports;
using AgentBay.Typed.Cli.Sources;
using AgentBay.Typed.Generator.Naming;
using AgentBay.Typed.Schema.Captures;

namespace AgentBay.Typed.Cli.Commands;

/// <summary><c>agentbay-typed capture</c>: one source into one file.</summary>
internal static class CaptureCommand
{
    public static Command Create()
    {
        Argument<string> file = new("file") { Description = "The capture to write, such as schemas/demo.tools.json; - for standard output." };
        Option<string?> className = new("--class-name") { Description = "The name of the class. Default: the file's name.", HelpName = "name" };
        Option<bool> json = CommonOptions.Json();
        Command command = new("capture", "Captures the tools of one source into a file.") { file, className, json };
        SourceOptions source = new SourceOptions().AddTo(command);
        command.SetGuardedAction((arguments, cancellationToken) => RunAsync(
            arguments, arguments.GetValue(file)!, arguments.GetValue(className), source.Require(arguments), source.Secrets(arguments), arguments.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        ParseResult arguments, string file, string? className, SourceSpec source, Secrets secrets, bool isJson, CancellationToken cancellationToken)
    {
        TextWriter output = arguments.InvocationConfiguration.Output;
        if (file == "-")
        {
            ToolListing listing = await Progress.RunAsync($"Capturing {source}", _ => ToolSource.From(source, secrets).ListAsync(cancellationToken));
            await output.WriteAsync(CaptureWriter.Write(CatalogNames.ClassOf(source.ImageId ?? "Tools", className), listing.Source, listing.Capture.Tools));
            return ExitCodes.Success;
        }

        CaptureItem item = new(Path.GetFullPath(file), source) { Name = file, ClassName = className };
        CatalogReport report = await Progress.RunAsync($"Capturing {source}", _ => Refresher.RefreshAsync(item, secrets, cancellationToken));
        if (isJson)
            await output.WriteLineAsync(JsonReport.Write([report]));
        else
            await output.WriteLinesAsync(TextReport.Lines(report));
        return ExitCodes.Success;
    }
}
