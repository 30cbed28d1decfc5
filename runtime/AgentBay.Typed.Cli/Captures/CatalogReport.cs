using AgentBay.Typed.Cli.Sources;
using AgentBay.Typed.Schema;
using AgentBay.Typed.Schema.Comparison;

namespace AgentBay.Typed.Cli.Captures;

/// <summary>What a refresh or a comparison found for one capture.</summary>
internal sealed record CatalogReport
{
    /// <summary>The capture as the project names it.</summary>
    public required string Name { get; init; }

    /// <summary>The file, absolute.</summary>
    public required string Path { get; init; }

    public required string Catalog { get; init; }

    /// <summary>How many tools there are now.</summary>
    public int ToolCount { get; init; }

    /// <summary>Whether there was no capture before.</summary>
    public bool IsNew { get; init; }

    /// <summary>Whether the file was written.</summary>
    public bool IsWritten { get; init; }

    public IReadOnlyList<PlacedDifference> Differences { get; init; } = [];

    /// <summary>What was wrong with some of the listed tools.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Why nothing could be found out; null when it could.</summary>
    public CatalogFailure? Failure { get; init; }

    public Outcome Outcome =>
        Failure is not null ? Outcome.Failed
        : IsNew ? Outcome.New
        : Differences.Any(static one => one.Difference.IsBreaking) ? Outcome.Breaking
        : Differences.Count > 0 ? Outcome.Compatible
        : Outcome.Same;

    /// <summary>One line: what is different.</summary>
    public string Summary
    {
        get
        {
            if (Failure is not null)
                return Failure.Path == Path ? Failure.Problem.Message : $"{Failure.Problem.Message} ({System.IO.Path.GetFileName(Failure.Path)}, line {Failure.Line})";
            if (IsNew)
                return $"captured {Count(ToolCount, "tool")}";
            if (Differences.Count == 0)
                return $"no difference in {Count(ToolCount, "tool")}{(IsWritten ? "; rewritten in the canonical form" : "")}";
            int breaking = Differences.Count(static one => one.Difference.IsBreaking);
            string[] parts =
            [
                Named("new", DifferenceKind.ToolAdded),
                Named("gone", DifferenceKind.ToolRemoved),
                Changed(),
            ];
            string kind = breaking == 0 ? "all compatible" : breaking == Differences.Count ? "all breaking" : $"{breaking} breaking";
            return $"{string.Join(", ", parts.Where(static part => part.Length > 0))} ({Count(Differences.Count, "difference")}, {kind})";
        }
    }

    /// <summary>A capture that there was not before.</summary>
    public static CatalogReport Fresh(CaptureItem item, ToolListing listing) => Of(item, listing) with { IsNew = true };

    /// <summary>What the project's code meets when the tools are those that are listed now.</summary>
    /// <exception cref="FileException">The overlay beside the capture cannot be read.</exception>
    public static CatalogReport Compared(CaptureItem item, ToolListing listing, DiskCapture before) =>
        Of(item, listing) with { Differences = PlacedDifference.Find(before, listing.Capture) };

    public static CatalogReport Failed(CaptureItem item, CatalogFailure failure) =>
        new() { Name = item.Name, Path = item.Path, Catalog = item.CatalogName, Failure = failure };

    /// <summary>The same after the file was written, when what stood where in the old one tells nobody anything.</summary>
    public CatalogReport Written() => this with
    {
        IsWritten = true,
        Differences = [.. Differences.Select(static one => one with { Place = null })],
    };

    private static CatalogReport Of(CaptureItem item, ToolListing listing) => new()
    {
        Name = item.Name,
        Path = item.Path,
        Catalog = item.CatalogName,
        ToolCount = listing.Capture.Tools.Count,
        Warnings = [.. listing.Problems.Select(static problem => problem.Message)],
    };

    private string Changed()
    {
        string[] tools =
        [
            .. Differences.Where(static one => one.Difference.Kind is not (DifferenceKind.ToolAdded or DifferenceKind.ToolRemoved))
                .Select(static one => one.Difference.Tool).Distinct(StringComparer.Ordinal),
        ];
        return tools.Length == 0 ? "" : $"{Count(tools.Length, "tool")} changed ({Names(tools)})";
    }

    private string Named(string what, DifferenceKind kind)
    {
        string[] tools = [.. Differences.Where(one => one.Difference.Kind == kind).Select(static one => one.Difference.Tool)];
        return tools.Length == 0 ? "" : $"{Count(tools.Length, "tool")} {what} ({Names(tools)})";
    }

    private static string Names(string[] tools)
    {
        const int Few = 5;
        string some = string.Join(", ", tools.Take(Few).Select(static tool => tool.Printable()));
        return tools.Length > Few ? $"{some}, …" : some;
    }

    private static string Count(int count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";
}
