using AgentBay.Typed.Cli.Sources;
using AgentBay.Typed.Schema.Captures;

namespace AgentBay.Typed.Cli.Captures;

/// <summary>Captures again, and writes what changed.</summary>
internal static class Refresher
{
    /// <exception cref="SourceException">The tools cannot be listed; the file stays as it is.</exception>
    /// <exception cref="FileException">The file or its overlay cannot be read or written; it stays as it is.</exception>
    public static async Task<CatalogReport> RefreshAsync(CaptureItem item, Secrets secrets, CancellationToken cancellationToken)
    {
        ToolListing listing = await ToolSource.From(item.Source, secrets).ListAsync(cancellationToken);
        DiskFile.RemoveLeftover(item.Path);
        DiskCapture? before = DiskCapture.TryRead(item.Path);
        string text = CaptureWriter.Write(item.CatalogName, listing.Source, listing.Capture.Tools, before?.Capture);
        CatalogReport report = before is null ? CatalogReport.Fresh(item, listing) : CatalogReport.Compared(item, listing, before);
        if (text == before?.Text)
            return report;
        cancellationToken.ThrowIfCancellationRequested();
        DiskFile.Write(item.Path, text);
        return report.Written();
    }
}
