using AgentBay.Typed.Cli.Sources;
using AgentBay.Typed.Generator.Binding;
using AgentBay.Typed.Generator.Emission;
using AgentBay.Typed.Generator.Models;
using AgentBay.Typed.Generator.Pipeline;
using AgentBay.Typed.Schema.Captures;
using AgentBay.Typed.Schema.Overlays;

namespace AgentBay.Typed.Cli.Captures;

/// <summary>A capture as the generator sees it: what each tool is called, and which method it becomes.</summary>
internal sealed class ToolCatalog
{
    private ToolCatalog(Capture capture, CatalogModel catalog, IReadOnlyList<ToolModel> tools)
    {
        Tools =
        [
            .. tools.Select(tool => new CatalogTool(
                capture.Tools.Single(one => one.Name == tool.WireName),
                tool,
                catalog.Groups.FirstOrDefault(group => group.InterfaceName == tool.GroupInterface)?.Label ?? "")),
        ];
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
            return From(CaptureFile.Read(path).Capture, OverlayFile.ReadFor(path), new CaptureItem(path, new SourceSpec()) { Name = path }.CatalogName);
        ToolListing listing = await ToolSource.From(source!, secrets).ListAsync(cancellationToken);
        return From(listing.Capture, source!.ImageId is { } image ? OverlayFile.Shipped(image) : Overlay.None, "Tools");
    }

    private static ToolCatalog From(Capture capture, Overlay overlay, string className)
    {
        CatalogSettings settings = new("Catalogs", className, className, capture.ImageId, IsPublic: true, MethodSuffix: "", DescribesTools: false);
        var (catalog, tools) = CatalogBinder.Bind(settings, className, capture, overlay, [], [], CancellationToken.None);
        return new ToolCatalog(capture, catalog, [.. tools]);
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
