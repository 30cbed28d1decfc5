using AgentBay.Typed.Cli.Captures;
using AgentBay.Typed.Cli.Commands;

namespace AgentBay.Typed.Cli.Reports;

/// <summary>Prints what was found, and turns it into an exit code.</summary>
internal static class ReportPrinter
{
    public static async Task<int> PrintAsync(IReadOnlyList<CatalogReport> reports, ReportFormat format, TextWriter output)
    {
        // A breaking difference is known to be one, even where something else could not be checked.
        int[] codes = [.. reports.Select(static report => report.ExitCode)];
        int exitCode = codes.Contains(ExitCodes.Breaking) ? ExitCodes.Breaking : codes.Max();
        switch (format)
        {
            case ReportFormat.Json:
                await output.WriteLineAsync(JsonReport.Write(reports, exitCode));
                break;
            case ReportFormat.Markdown:
                await output.WriteLineAsync(MarkdownReport.Write(reports));
                break;
            default:
                await output.WriteLinesAsync(reports.SelectMany(static report => TextReport.Lines(report, withDifferences: true)));
                break;
        }

        return exitCode;
    }
}
