using System.Globalization;
using System.Text;
using AgentBay.Typed.Cli.Captures;

namespace AgentBay.Typed.Cli.Reports;

/// <summary>For a comment on a pull request: a table per catalog. Names from a server cannot become markup.</summary>
internal static class MarkdownReport
{
    public static string Write(IReadOnlyList<CatalogReport> reports)
    {
        StringBuilder output = new();
        foreach (CatalogReport report in reports)
        {
            output.Append(CultureInfo.InvariantCulture, $"### {Code(report.Name)}\n\n{Escape(report.Summary)}\n\n");
            foreach (string warning in report.Warnings)
                output.Append(CultureInfo.InvariantCulture, $"> {Escape(warning)}\n\n");
            if (report.Differences.Count == 0)
                continue;
            output.Append("| | tool | difference | line |\n| --- | --- | --- | --- |\n");
            foreach (PlacedDifference one in report.Differences.OrderBy(static one => !one.Difference.IsBreaking))
            {
                string kind = one.Difference.IsBreaking ? "**breaking**" : "compatible";
                output.Append(CultureInfo.InvariantCulture, $"| {kind} | {Code(one.Difference.Tool)} | {Escape(one.Difference.Message)} | {one.Line} |\n");
            }

            output.Append('\n');
        }

        return output.ToString().TrimEnd('\n');
    }

    private static string Code(string text) => $"`{text.Printable().Replace('`', '\'').Replace("|", "\\|", StringComparison.Ordinal)}`";

    private static string Escape(string text)
    {
        StringBuilder output = new(text.Length);
        foreach (char c in text.Printable())
        {
            if (c is '<')
                output.Append("&lt;");
            else if (c is '@')
                output.Append("&#64;");
            else if (c is '\\' or '`' or '*' or '_' or '[' or ']' or '|' or '#' or '!' or '~')
                output.Append('\\').Append(c);
            else
                output.Append(c);
        }

        return output.ToString();
    }
}
