using AgentBay.Typed.Cli.Sources;

namespace AgentBay.Typed.Cli.Captures;

/// <summary>Compares a capture with what its source lists now. Writes nothing.</summary>
internal static class Checker
{
    /// <exception cref="SourceException">The tools cannot be listed.</exception>
    /// <exception cref="FileException">There is no capture to compare with, or none that can be read.</exception>
    public static async Task<CatalogReport> CheckAsync(CaptureItem item, Secrets secrets, CancellationToken cancellationToken)
    {
        DiskCapture before = DiskCapture.Read(item.Path, "; a refresh captures it first");
        ToolListing listing = await ToolSource.From(item.Source, secrets).ListAsync(cancellationToken);
        return CatalogReport.Compared(item, listing, before);
    }
}
