using System.CommandLine;
using AgentBay.Typed.Cli.Captures;
using AgentBay.Typed.Cli.Reports;
using AgentBay.Typed.Cli.Sources;

namespace AgentBay.Typed.Cli.Commands;

/// <summary><c>agentbay-typed refresh</c>: all captures of a project that have a source.</summary>
internal static class RefreshCommand
{
    public static Command Create()
    {
        Argument<string?> project = CommonOptions.Project();
        Option<bool> json = CommonOptions.Json();
        Command command = new("refresh", "Captures again what a project's AgentBaySchema items name, and writes what changed.") { project, json };
        command.SetGuardedAction(async (arguments, cancellationToken) =>
        {
            ProjectItems items = await ProjectItems.ReadAsync(arguments.GetValue(project), cancellationToken);
            return await RunAsync(items, arguments.InvocationConfiguration, arguments.GetValue(json), cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(ProjectItems project, InvocationConfiguration console, bool isJson, CancellationToken cancellationToken)
    {
        CaptureItem[] items = [.. project.Items.Where(static item => !item.Source.IsEmpty && !item.IsShipped)];
        if (items.Length == 0)
            throw new CliException("no AgentBaySchema item of the project has a source: give it ImageId, Command or Url");
        Secrets secrets = new(project.UserSecretsId);
        List<CatalogReport> reports = [];
        using (Progress progress = Progress.Start($"Capturing {items.Length} catalog{(items.Length == 1 ? "" : "s")}"))
        {
            await foreach (CatalogReport report in Batch.RunAsync(items, item => Refresher.RefreshAsync(item, secrets, cancellationToken), cancellationToken))
            {
                reports.Add(report);
                if (isJson)
                    continue;
                progress.Pause();
                await (report.Failure is null ? console.Output : console.Error).WriteLinesAsync(TextReport.Lines(report, withDifferences: true));
            }
        }

        int exitCode = reports.Exists(static report => report.Failure is not null) ? ExitCodes.Unreachable : ExitCodes.Success;
        if (isJson)
            await console.Output.WriteLineAsync(JsonReport.Write(reports, exitCode));
        return exitCode;
    }
}
