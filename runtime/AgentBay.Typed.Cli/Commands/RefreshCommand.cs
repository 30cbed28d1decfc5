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
        IReadOnlyList<CaptureItem> items = project.WithSource(isToWrite: true);
        Secrets secrets = new(project.UserSecretsId);
        List<CatalogReport> reports = await Progress.RunAsync($"Capturing {items.Count} catalog{(items.Count == 1 ? "" : "s")}", async progress =>
        {
            List<CatalogReport> found = [];
            await foreach (CatalogReport report in Batch.RunAsync(items, item => Refresher.RefreshAsync(item, secrets, cancellationToken), cancellationToken))
            {
                found.Add(report);
                if (!isJson)
                    await progress.WriteLinesAsync(report.Failure is null ? console.Output : console.Error, TextReport.Lines(report));
            }

            return found;
        });
        if (isJson)
            await console.Output.WriteLineAsync(JsonReport.Write(reports));
        return Verdict.RefreshExitCode(reports);
    }
}
