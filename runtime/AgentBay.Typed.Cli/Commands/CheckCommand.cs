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
        Command command = new("check", "Compares the captures of a project with what their sources list now. Writes nothing.") { project };
        command.AddFormat();
        command.SetGuardedAction(async (arguments, cancellationToken) =>
        {
            ProjectItems items = await ProjectItems.ReadAsync(arguments.GetValue(project), cancellationToken);
            return await RunAsync(items, arguments.InvocationConfiguration, CommonOptions.FormatOf(arguments), cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(ProjectItems project, InvocationConfiguration console, ReportFormat format, CancellationToken cancellationToken)
    {
        IReadOnlyList<CaptureItem> items = project.WithSource(isToWrite: false);
        Secrets secrets = new(project.UserSecretsId);
        List<CatalogReport> reports = await Progress.RunAsync("Checking", async _ =>
        {
            List<CatalogReport> found = [];
            await foreach (CatalogReport report in Batch.RunAsync(items, item => Checker.CheckAsync(item, secrets, cancellationToken), cancellationToken))
                found.Add(report);
            return found;
        });
        return await ReportPrinter.PrintAsync(reports, format, console.Output);
    }
}
