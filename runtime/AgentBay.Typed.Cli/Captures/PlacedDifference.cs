using AgentBay.Typed.Schema.Captures;
using AgentBay.Typed.Schema.Comparison;

namespace AgentBay.Typed.Cli.Captures;

/// <summary>A difference, and the line and column of the older capture where it is.</summary>
internal sealed record PlacedDifference(Difference Difference, (int Line, int Column)? Place)
{
    /// <exception cref="FileException">The overlay beside the older capture cannot be read.</exception>
    public static IReadOnlyList<PlacedDifference> Find(DiskCapture before, Capture after) =>
    [
        .. CaptureComparer.Compare(before.Capture, after, OverlayFile.ReadFor(before.Path))
            .Select(one => new PlacedDifference(one, before.Places.Of(one.Range.Start))),
    ];
}
