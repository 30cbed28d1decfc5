using System.CommandLine;
using AgentBay.Typed.Cli.Captures;
using AgentBay.Typed.Cli.Reports;
using AgentBay.Typed.Cli.Sources;

namespace AgentBay.Typed.Cli.Commands;

/// <summary>
/// <c>agentbay-typed msbuild</c>: what the targets AgentBayRefresh and AgentBayCheck run. The items come in an environment
/// variable, because their headers must stand neither in a file nor in a command line; what is wrong goes out as lines that
/// MSBuild takes for errors and warnings.
/// </summary>
internal static class MsBuildCommand
{
    public const string ItemsVariable = "AGENTBAY_TYPED_ITEMS";

    /// <summary>They stand between items and fields, because nobody writes them in a project.</summary>
    private const char EndOfItem = '\u241E';
    private const char EndOfField = '\u241F';

    public static Command Create()
    {
        Option<string> folder = new("--project-folder") { DefaultValueFactory = static _ => Environment.CurrentDirectory };
        Option<string?> secrets = new("--user-secrets-id");
        Option<string?> failOn = new("--fail-on");
        Command refresh = new("refresh") { folder, secrets };
        refresh.SetGuardedAction((arguments, cancellationToken) => RefreshAsync(
            ReadItems(arguments.GetValue(folder)!), new Secrets(arguments.GetValue(secrets)), arguments.InvocationConfiguration.Output, cancellationToken));
        Command check = new("check") { folder, secrets, failOn };
        check.SetGuardedAction((arguments, cancellationToken) => CheckAsync(
            ReadItems(arguments.GetValue(folder)!),
            new Secrets(arguments.GetValue(secrets)),
            failsOnAny: arguments.GetValue(failOn) != "breaking",
            arguments.InvocationConfiguration.Output,
            cancellationToken));
        return new Command("msbuild", "What the MSBuild targets run.") { Hidden = true, Subcommands = { refresh, check } };
    }

    private static async Task<int> RefreshAsync(CaptureItem[] items, Secrets secrets, TextWriter output, CancellationToken cancellationToken)
    {
        items = [.. items.Where(static item => !item.IsShipped)];
        if (items.Length == 0)
            await output.WriteLineAsync("No AgentBaySchema item has a source to refresh from: give it ImageId, Command or Url.");
        int exitCode = ExitCodes.Success;
        await foreach (CatalogReport report in Batch.RunAsync(items, item => Refresher.RefreshAsync(item, secrets, cancellationToken), cancellationToken))
        {
            if (report.Failure is null)
            {
                await output.WriteLinesAsync(TextReport.Lines(report, withDifferences: true));
                continue;
            }

            await output.WriteLineAsync(Failure(report));
            exitCode = ExitCodes.Unreachable;
        }

        return exitCode;
    }

    private static async Task<int> CheckAsync(CaptureItem[] items, Secrets secrets, bool failsOnAny, TextWriter output, CancellationToken cancellationToken)
    {
        if (items.Length == 0)
            await output.WriteLineAsync("No AgentBaySchema item has a source to check against: give it ImageId, Command or Url.");
        int exitCode = ExitCodes.Success;
        await foreach (CatalogReport report in Batch.RunAsync(items, item => Checker.CheckAsync(item, secrets, cancellationToken), cancellationToken))
        {
            // A compatible difference is a mere warning where the project says so.
            if (failsOnAny || report.ExitCode != ExitCodes.Compatible)
                exitCode = Math.Max(exitCode, report.ExitCode);
            if (report.Failure is not null)
            {
                await output.WriteLineAsync(Failure(report));
                continue;
            }

            await output.WriteLinesAsync(TextReport.Lines(report, withDifferences: false));
            await output.WriteLinesAsync(report.Differences.Select(one =>
            {
                Schema.Problem problem = one.Difference.ToProblem();
                string severity = failsOnAny || one.Difference.IsBreaking ? "error" : "warning";
                return $"{report.Path}({one.Line},{one.Column}): {severity} {problem.Id}: {problem.Message}";
            }));
        }

        return exitCode;
    }

    private static string Failure(CatalogReport report) => $"{report.Path}(1,1): error {report.Failure!.Id}: {report.Failure.Message}";

    private static CaptureItem[] ReadItems(string folder)
    {
        string text = Environment.GetEnvironmentVariable(ItemsVariable) ?? throw new CliException($"{ItemsVariable} is not set");
        return
        [
            .. text.Split(EndOfItem, StringSplitOptions.RemoveEmptyEntries)
                .Select(static item => item.Split(EndOfField))
                .Select(fields => ItemFields.Read(folder, name => ItemFields.Names.IndexOf(name) is var place && place < fields.Length ? fields[place] : null))
                .Where(static item => !item.Source.IsEmpty),
        ];
    }
}
