using AgentBay.Typed.Cli.Captures;

namespace AgentBay.Typed.Cli.Reports;

/// <summary>What several reports come to, for whoever asks: people, programs and scripts.</summary>
internal static class Verdict
{
    public static Outcome Of(IReadOnlyList<CatalogReport> reports) =>
        reports.Select(static report => report.Outcome).DefaultIfEmpty(Outcome.Same).Max();

    /// <param name="reports">What was compared.</param>
    /// <param name="failsOnCompatible">Whether a compatible difference counts.</param>
    public static int ExitCode(IReadOnlyList<CatalogReport> reports, bool failsOnCompatible = true) => Of(reports) switch
    {
        Outcome.Breaking => ExitCodes.Breaking,
        Outcome.Failed => FailureCode(reports),
        Outcome.Compatible when failsOnCompatible => ExitCodes.Compatible,
        _ => ExitCodes.Success,
    };

    /// <summary>Of a refresh: that something changed is what it is for.</summary>
    public static int RefreshExitCode(IReadOnlyList<CatalogReport> reports) => FailureCode(reports);

    /// <summary>In a few words: <c>2 breaking, 1 compatible</c>.</summary>
    public static string Line(IReadOnlyList<CatalogReport> reports)
    {
        int breaking = reports.Sum(static report => report.Differences.Count(static one => one.Difference.IsBreaking));
        int compatible = reports.Sum(static report => report.Differences.Count) - breaking;
        int failed = reports.Count(static report => report.Failure is not null);
        string[] parts =
        [
            breaking == 0 && compatible == 0 && failed < reports.Count ? "same" : "",
            breaking == 0 ? "" : $"{breaking} breaking",
            compatible == 0 ? "" : $"{compatible} compatible",
            failed == 0 ? "" : $"{failed} of {reports.Count} not checked",
        ];
        return string.Join(", ", parts.Where(static part => part.Length > 0));
    }

    // What somebody has to put right wins over what may pass by itself.
    private static int FailureCode(IReadOnlyList<CatalogReport> reports) =>
        reports.Select(static report => report.Failure).OfType<CatalogFailure>().Select(static failure => failure.ExitCode).DefaultIfEmpty(ExitCodes.Success).Min();
}
