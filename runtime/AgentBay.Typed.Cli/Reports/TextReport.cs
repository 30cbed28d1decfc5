using AgentBay.Typed.Cli.Captures;
using AgentBay.Typed.Schema;

namespace AgentBay.Typed.Cli.Reports;

/// <summary>A line per catalog, and one per difference.</summary>
internal static class TextReport
{
    public static IEnumerable<string> Lines(CatalogReport report) =>
        Head(report).Concat(report.Differences.Select(static one =>
        {
            string place = one.Place is { } at ? $"{$"({at.Line},{at.Column})",-10} " : "";
            string kind = one.Difference.IsBreaking ? "breaking  " : "compatible";
            return $"  {place}{kind}  {one.Difference.Tool.Printable()}: {one.Difference.Message}";
        }));

    /// <summary>The lines without the differences.</summary>
    public static IEnumerable<string> Head(CatalogReport report) =>
        report.Warnings.Select(static warning => $"  warning: {warning}").Prepend($"{report.Name}: {report.Summary}");
}
