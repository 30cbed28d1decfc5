using AgentBay.Typed.Cli.Sources;
using AgentBay.Typed.Schema.Comparison;
using AgentBay.Typed.Schema.Overlays;

namespace AgentBay.Typed.Cli.Captures;

/// <summary>Compares a capture with what its source lists now. Writes nothing.</summary>
internal static class Checker
{
    /// <exception cref="SourceException">The tools cannot be listed.</exception>
    /// <exception cref="CliException">There is no capture to compare with.</exception>
    public static async Task<CatalogReport> CheckAsync(CaptureItem item, Secrets secrets, CancellationToken cancellationToken)
    {
        CaptureFile before = CaptureFile.Read(item.Path);
        ToolListing listing = await ToolSource.From(item.Source, secrets).ListAsync(cancellationToken);
        Overlay overlay = OverlayFile.ReadFor(item.Path);
        IEnumerable<Difference> differences = CaptureComparer.Compare(before.Capture, listing.Capture)
            .Select(one => one.IsBreaking && !overlay.Uses(one.Tool)
                ? one with { IsBreaking = false, Message = one.Message + " (the overlay leaves the tool out)" }
                : one);
        return CatalogReport.Compared(item, listing, before, [.. differences]);
    }
}
