using System.Globalization;
using System.Text;
using AgentBay.Typed.Cli.Captures;

namespace AgentBay.Typed.Cli.Reports;

/// <summary>For a comment on a pull request: the verdict, and a table per catalog. Names from a server cannot become markup.</summary>
internal static class MarkdownReport
{
    public static string Write(IReadOnlyList<CatalogReport> reports)
    {
        StringBuilder output = new();
        output.Append(CultureInfo.InvariantCulture, $"**Tool schemas: {Verdict.Line(reports)}**\n\n");
        foreach (CatalogReport report in reports)
        {
            output.Append(CultureInfo.InvariantCulture, $"### {MarkdownText.Code(report.Name)}\n\n{MarkdownText.Block(Sentence(report.Summary))}\n\n");
            foreach (string warning in report.Warnings)
                output.Append(CultureInfo.InvariantCulture, $"> {MarkdownText.Block(Sentence(warning))}\n\n");
            if (report.Differences.Count == 0)
                continue;
            output.Append("| Kind | Tool | Difference | Line |\n| --- | --- | --- | --- |\n");
            foreach (PlacedDifference one in report.Differences.OrderBy(static one => !one.Difference.IsBreaking))
            {
                string kind = one.Difference.IsBreaking ? "**breaking**" : "compatible";
                string tool = MarkdownText.Code(one.Difference.Tool, isInCell: true);
                output.Append(CultureInfo.InvariantCulture, $"| {kind} | {tool} | {MarkdownText.Cell(Sentence(one.Difference.Message))} | {one.Place?.Line} |\n");
            }

            output.Append('\n');
        }

        if (reports.Any(static report => report.Differences.Count > 0))
            output.Append("Breaking: code that was compiled against the capture may fail. Compatible: it goes on working. Lines are those of the capture.\n");
        return output.ToString().TrimEnd('\n');
    }

    private static string Sentence(string text) => text.Length > 0 ? char.ToUpperInvariant(text[0]) + text[1..] : text;
}
