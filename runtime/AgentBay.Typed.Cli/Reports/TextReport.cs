using AgentBay.Typed.Cli.Captures;

namespace AgentBay.Typed.Cli.Reports;

/// <summary>A line per catalog, and one per difference.</summary>
internal static class TextReport
{
    public static IEnumerable<string> Lines(CatalogReport report, bool withDifferences)
    {
        yield return $"{report.Name}: {report.Summary}";
        foreach (string warning in report.Warnings)
            yield return $"  warning: {warning}";
        if (!withDifferences)
            yield break;
        foreach (PlacedDifference one in report.Differences)
        {
            string kind = one.Difference.IsBreaking ? "breaking  " : "compatible";
            string place = $"({one.Line},{one.Column})";
            yield return $"  {place,-10} {kind}  {one.Difference.Tool.Printable()}: {one.Difference.Message}";
        }
    }
}
