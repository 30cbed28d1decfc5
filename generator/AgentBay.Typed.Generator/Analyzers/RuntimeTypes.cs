using Microsoft.CodeAnalysis;

namespace AgentBay.Typed.Generator.Analyzers;

/// <summary>The runtime's types in a compilation.</summary>
internal sealed class RuntimeTypes
{
    private RuntimeTypes(INamedTypeSymbol session, INamedTypeSymbol sessionOfImage, INamedTypeSymbol result, INamedTypeSymbol catalog, INamedTypeSymbol tool)
    {
        Session = session;
        SessionOfImage = sessionOfImage;
        Result = result;
        Catalog = catalog;
        Tool = tool;
    }

    public INamedTypeSymbol Session { get; }

    public INamedTypeSymbol SessionOfImage { get; }

    public INamedTypeSymbol Result { get; }

    public INamedTypeSymbol Catalog { get; }

    /// <summary>The attribute of generated methods.</summary>
    public INamedTypeSymbol Tool { get; }

    /// <returns>The types, or null where the compilation does not use the runtime.</returns>
    public static RuntimeTypes? Of(Compilation compilation) =>
        compilation.GetTypeByMetadataName("AgentBay.Typed.Session") is { } session
        && compilation.GetTypeByMetadataName("AgentBay.Typed.Session`1") is { } sessionOfImage
        && compilation.GetTypeByMetadataName("AgentBay.Typed.ToolResult") is { } result
        && compilation.GetTypeByMetadataName("AgentBay.Typed.IToolCatalog`1") is { } catalog
        && compilation.GetTypeByMetadataName("AgentBay.Typed.CompilerServices.ToolAttribute") is { } tool
            ? new RuntimeTypes(session, sessionOfImage, result, catalog, tool)
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
}
