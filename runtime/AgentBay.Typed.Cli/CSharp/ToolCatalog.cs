using AgentBay.Typed.Cli.Captures;
using AgentBay.Typed.Cli.Sources;
using AgentBay.Typed.Generator.Emission;
using AgentBay.Typed.Generator.Models;
using AgentBay.Typed.Schema.Captures;
using AgentBay.Typed.Schema.Overlays;

namespace AgentBay.Typed.Cli.CSharp;

/// <summary>The tools of a capture, and which method each becomes.</summary>
internal sealed class ToolCatalog
{
    private ToolCatalog(Capture capture, BoundCapture bound)
    {
        Dictionary<string, CapturedTool> captured = capture.Tools.ToDictionary(static tool => tool.Name, StringComparer.Ordinal);
        Dictionary<string, string> labels = bound.Catalog.Groups.ToDictionary(static group => group.InterfaceName, static group => group.Label, StringComparer.Ordinal);
        Tools = [.. bound.Tools.Select(tool => new CatalogTool(captured[tool.WireName], tool, labels.GetValueOrDefault(tool.GroupInterface, "")))];
    }

    public IReadOnlyList<CatalogTool> Tools { get; }

    /// <param name="path">A capture on disk, or null.</param>
    /// <param name="source">Where to list the tools from when there is none.</param>
    /// <param name="secrets">The source's secrets.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<ToolCatalog> ReadAsync(string? path, SourceSpec? source, Secrets secrets, CancellationToken cancellationToken)
    {
        if (path is null == source is null)
            throw new CliException("name either a capture or a source (--image, --command, --url)");
        if (path is not null)
        {
            DiskCapture file = DiskCapture.Read(path);
            return new ToolCatalog(file.Capture, BoundCapture.Of(file));
        }

        ToolListing listing = await ToolSource.From(source!, secrets).ListAsync(cancellationToken);
        Overlay overlay = source!.ImageId is { } image ? OverlayFile.Shipped(image) : Overlay.None;
        return new ToolCatalog(listing.Capture, BoundCapture.Of(listing.Capture, overlay, "Tools"));
    }
}

/// <summary>A tool, and what it becomes.</summary>
internal sealed record CatalogTool(CapturedTool Captured, ToolModel Model, string Group)
{
    /// <summary>The method as it is called, without the namespaces of its types.</summary>
    public string Signature => SignatureText.Shorten(ToolEmitter.Signature(Model));

    /// <summary>The parameters, those in brackets optional.</summary>
    public string Parameters => string.Join(
        ", ", Model.Parameters.Select(static parameter => parameter.IsRequired && parameter.Default is null ? parameter.WireName : $"[{parameter.WireName}]"));
}
