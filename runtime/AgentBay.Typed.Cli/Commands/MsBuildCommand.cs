using System.CommandLine;
using AgentBay.Typed.Cli.Captures;
using AgentBay.Typed.Cli.Reports;
using AgentBay.Typed.Cli.Sources;
using AgentBay.Typed.Schema;

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
    public const char EndOfItem = '\u241E';
    public const char EndOfField = '\u241F';

    private enum FailOn
    {
        Any,
        Breaking,
    }

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
            ReadFailOn(arguments.GetValue(failOn)),
            arguments.InvocationConfiguration.Output,
            cancellationToken));
        return new Command("msbuild", "What the MSBuild targets run.") { Hidden = true, Subcommands = { refresh, check } };
    }

    private static async Task<int> RefreshAsync(CaptureItem[] items, Secrets secrets, TextWriter output, CancellationToken cancellationToken)
    {
        items = [.. items.Where(static item => !item.IsShipped)];
        if (items.Length == 0)
            await output.WriteLineAsync("No AgentBaySchema item has a source to refresh from: give it ImageId, Command or Url.");
        List<CatalogReport> reports = [];
        await foreach (CatalogReport report in Batch.RunAsync(items, item => Refresher.RefreshAsync(item, secrets, cancellationToken), cancellationToken))
        {
            reports.Add(report);
            await output.WriteLinesAsync(report.Failure is { } failure ? [Line(failure)] : TextReport.Lines(report));
        }

        return Verdict.RefreshExitCode(reports);
    }

    private static async Task<int> CheckAsync(CaptureItem[] items, Secrets secrets, FailOn failOn, TextWriter output, CancellationToken cancellationToken)
    {
        if (items.Length == 0)
            await output.WriteLineAsync("No AgentBaySchema item has a source to check against: give it ImageId, Command or Url.");
        List<CatalogReport> reports = [];
        await foreach (CatalogReport report in Batch.RunAsync(items, item => Checker.CheckAsync(item, secrets, cancellationToken), cancellationToken))
        {
            reports.Add(report);
            await output.WriteLinesAsync(report.Failure is { } failure
                ? [Line(failure)]
                : TextReport.Head(report).Concat(report.Differences.Select(one => Line(report.Path, one, failOn))));
        }

        return Verdict.ExitCode(reports, failsOnCompatible: failOn == FailOn.Any);
    }

    private static string Line(CatalogFailure failure) => MsBuildLine.Of(failure.Path, failure.Line, failure.Column, "error", failure.Problem);

    private static string Line(string path, PlacedDifference one, FailOn failOn)
    {
        (int line, int column) = one.Place ?? (1, 1);
        return MsBuildLine.Of(path, line, column, failOn == FailOn.Any || one.Difference.IsBreaking ? "error" : "warning", one.Difference.ToProblem());
    }

    // As MSBuild has it, case does not matter; what is none of the words is no wish for either.
    private static FailOn ReadFailOn(string? text) => text?.Trim().ToLowerInvariant() switch
    {
        null or "" or "any" => FailOn.Any,
        "breaking" => FailOn.Breaking,
        _ => throw new CliException($"AgentBayCheckFailOn is 'any' or 'breaking', not '{text.Printable()}'"),
    };

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
