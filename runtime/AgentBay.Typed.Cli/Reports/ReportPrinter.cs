using AgentBay.Typed.Cli.Captures;

namespace AgentBay.Typed.Cli.Reports;

/// <summary>Prints what a comparison found, and turns it into an exit code.</summary>
internal static class ReportPrinter
{
    public static async Task<int> PrintAsync(IReadOnlyList<CatalogReport> reports, ReportFormat format, TextWriter output)
    {
        switch (format)
        {
            case ReportFormat.Json:
                await output.WriteLineAsync(JsonReport.Write(reports));
                break;
            case ReportFormat.Markdown:
                await output.WriteLineAsync(MarkdownReport.Write(reports));
                break;
            default:
                await output.WriteLinesAsync(reports.SelectMany(TextReport.Lines).Append(Verdict.Line(reports)));
                break;
        }

        return Verdict.ExitCode(reports);
    }
}
