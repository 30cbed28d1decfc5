using AgentBay.Typed.Cli.Captures;
using AgentBay.Typed.Generator.Binding;
using AgentBay.Typed.Generator.Models;
using AgentBay.Typed.Generator.Naming;
using AgentBay.Typed.Generator.Pipeline;
using AgentBay.Typed.Schema.Captures;
using AgentBay.Typed.Schema.Overlays;

namespace AgentBay.Typed.Cli.CSharp;

/// <summary>A capture as the generator binds it: its class, and the method that each tool becomes.</summary>
internal sealed record BoundCapture(CatalogModel Catalog, IReadOnlyList<ToolModel> Tools)
{
    /// <param name="file">The capture; the overlay beside it counts.</param>
    /// <param name="className">The class that the project gives it; null where it is named after the file.</param>
    /// <param name="methodSuffix">What the project puts behind each method's name.</param>
    /// <exception cref="FileException">The overlay cannot be read.</exception>
    public static BoundCapture Of(DiskCapture file, string? className = null, string methodSuffix = "") =>
        Of(file.Capture, OverlayFile.ReadFor(file.Path), CatalogNames.ClassOf(file.Path, className), methodSuffix);

    /// <param name="capture">The tools.</param>
    /// <param name="overlay">What is made of them.</param>
    /// <param name="className">The name of the class.</param>
    /// <param name="methodSuffix">What stands behind each method's name.</param>
    public static BoundCapture Of(Capture capture, Overlay overlay, string className, string methodSuffix = "")
    {
        CatalogSettings settings = new("Catalogs", className, className, null, IsPublic: true, methodSuffix, DescribesTools: false);
        var (catalog, tools) = CatalogBinder.Bind(settings, className, capture, overlay, [], [], CancellationToken.None);
        return new BoundCapture(catalog, [.. tools]);
    }
}
