using System.Linq;
using Microsoft.CodeAnalysis;

namespace AgentBay.Typed.Generator.Analyzers;

/// <summary>The runtime's types in a compilation.</summary>
internal sealed class RuntimeTypes
{
    public required INamedTypeSymbol Session { get; init; }

    public required INamedTypeSymbol SessionOfImage { get; init; }

    public required INamedTypeSymbol Result { get; init; }

    public required INamedTypeSymbol Invoker { get; init; }

    public required INamedTypeSymbol Catalog { get; init; }

    /// <summary>A catalog that is an image's.</summary>
    public required INamedTypeSymbol Image { get; init; }

    /// <summary>The attribute of generated methods.</summary>
    public required INamedTypeSymbol Tool { get; init; }

    /// <summary>The MCP SDK's client, where catalogs can be used with one; null elsewhere.</summary>
    public required INamedTypeSymbol? McpClient { get; init; }

    /// <returns>The types, or null where the compilation does not use the runtime.</returns>
    public static RuntimeTypes? Of(Compilation compilation) =>
        compilation.GetTypeByMetadataName("AgentBay.Typed.Session") is { } session
        && compilation.GetTypeByMetadataName("AgentBay.Typed.Session`1") is { } sessionOfImage
        && compilation.GetTypeByMetadataName("AgentBay.Typed.ToolResult") is { } result
        && compilation.GetTypeByMetadataName("AgentBay.Typed.IToolInvoker") is { } invoker
        && compilation.GetTypeByMetadataName("AgentBay.Typed.IToolCatalog`1") is { } catalog
        && compilation.GetTypeByMetadataName("AgentBay.Typed.ISandboxImage`1") is { } image
        && compilation.GetTypeByMetadataName("AgentBay.Typed.CompilerServices.ToolAttribute") is { } tool
            ? new RuntimeTypes
            {
                Session = session,
                SessionOfImage = sessionOfImage,
                Result = result,
                Invoker = invoker,
                Catalog = catalog,
                Image = image,
                Tool = tool,
                McpClient = compilation.GetTypeByMetadataName("AgentBay.Typed.Mcp.McpClientExtensions") is null
                    ? null
                    : compilation.GetTypeByMetadataName("ModelContextProtocol.Client.McpClient"),
            }
            : null;

    /// <summary>Whether a type is another or derives from it.</summary>
    public static bool Is(ITypeSymbol? type, INamedTypeSymbol wanted)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, wanted))
                return true;
        }

        return false;
    }

    /// <summary>Whether a type is an interface or has it.</summary>
    public static bool Has(ITypeSymbol type, INamedTypeSymbol wanted) =>
        SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, wanted)
        || type.AllInterfaces.Any(one => SymbolEqualityComparer.Default.Equals(one.OriginalDefinition, wanted));

    /// <summary>Whether a type is one that the generator wrote for a catalog.</summary>
    public bool IsOfCatalog(ITypeSymbol type) => type.ContainingType is { } owner && Has(owner, Catalog);
}
