using System.CommandLine;
using AgentBay.Typed.Cli.Captures;
using AgentBay.Typed.Cli.Reports;
using AgentBay.Typed.Cli.Sources;

namespace AgentBay.Typed.Cli.Commands;

/// <summary><c>agentbay-typed check</c>: whether the captures of a project are still what their sources list.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        Argument<string?> project = CommonOptions.Project();
        Option<ReportFormat> format = CommonOptions.Format();
        Option<bool> json = CommonOptions.Json();
        Command command = new("check", "Compares the captures of a project with what their sources list now. Writes nothing.") { project, format, json };
        command.SetGuardedAction(async (arguments, cancellationToken) =>
        {
            ProjectItems items = await ProjectItems.ReadAsync(arguments.GetValue(project), cancellationToken);
            ReportFormat chosen = arguments.GetValue(json) ? ReportFormat.Json : arguments.GetValue(format);
            return await RunAsync(items, arguments.InvocationConfiguration, chosen, cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(ProjectItems project, InvocationConfiguration console, ReportFormat format, CancellationToken cancellationToken)
    {
        CaptureItem[] items = [.. project.Items.Where(static item => !item.Source.IsEmpty)];
        if (items.Length == 0)
            throw new CliException("no AgentBaySchema item of the project has a source: give it ImageId, Command or Url");
        Secrets secrets = new(project.UserSecretsId);
        List<CatalogReport> reports = [];
        using (Progress progress = Progress.Start("Checking"))
        {
            await foreach (CatalogReport report in Batch.RunAsync(items, item => Checker.CheckAsync(item, secrets, cancellationToken), cancellationToken))
                reports.Add(report);
        }

        return await ReportPrinter.PrintAsync(reports, format, console.Output);
    }
}
