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
            output.Append(CultureInfo.InvariantCulture, $"### {Code(report.Name)}\n\n{Sentence(report.Summary)}\n\n");
            foreach (string warning in report.Warnings)
                output.Append(CultureInfo.InvariantCulture, $"> {Sentence(warning)}\n\n");
            if (report.Differences.Count == 0)
                continue;
            output.Append("| Kind | Tool | Difference | Line |\n| --- | --- | --- | --- |\n");
            foreach (PlacedDifference one in report.Differences.OrderBy(static one => !one.Difference.IsBreaking))
            {
                string kind = one.Difference.IsBreaking ? "**breaking**" : "compatible";
                output.Append(CultureInfo.InvariantCulture, $"| {kind} | {Code(one.Difference.Tool)} | {Sentence(one.Difference.Message)} | {one.Place?.Line} |\n");
            }

            output.Append('\n');
        }

        if (reports.Any(static report => report.Differences.Count > 0))
            output.Append("Breaking: code that was compiled against the capture may fail. Compatible: it goes on working. Lines are those of the capture.\n");
        return output.ToString().TrimEnd('\n');
    }

    private static string Code(string text) => $"`{text.Printable().Replace('`', '\'').Replace("|", "\\|", StringComparison.Ordinal)}`";

    private static string Sentence(string text) => Escape(text.Length > 0 ? char.ToUpperInvariant(text[0]) + text[1..] : text);

    private static string Escape(string text)
    {
        string printable = text.Printable();
        StringBuilder output = new(printable.Length);
        for (int i = 0; i < printable.Length; i++)
        {
            char c = printable[i];
            if (c is '<')
                output.Append("&lt;");
            else if (c is '&')
                output.Append("&amp;");
            else if (c is '@')
                output.Append("&#64;");
            else if (c is '\\' or '`' or '*' or '[' or ']' or '|' or '~' || (c is '_' && !IsWithinWord(printable, i)) || (c is '#' or '!' && i == 0))
                output.Append('\\').Append(c);
            else
                output.Append(c);
        }

        return output.ToString();
    }

    // An underscore between letters emphasizes nothing.
    private static bool IsWithinWord(string text, int place) =>
        place > 0 && place + 1 < text.Length && char.IsLetterOrDigit(text[place - 1]) && char.IsLetterOrDigit(text[place + 1]);
}
