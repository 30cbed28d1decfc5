using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using AgentBay.Typed.Generator.Naming;
using Microsoft.CodeAnalysis;

namespace AgentBay.Typed.Generator.Analyzers;

/// <summary>
/// The catalogs that a compilation can use, found when first asked for: a project without untyped calls pays nothing.
/// </summary>
internal sealed class CatalogIndex
{
    private readonly RuntimeTypes _types;
    private readonly Lazy<IReadOnlyList<INamedTypeSymbol>> _all;
    private readonly ConcurrentDictionary<INamedTypeSymbol, ImmutableDictionary<string, ToolMethod>> _tools =
        new(SymbolEqualityComparer.Default);

    public CatalogIndex(Compilation compilation, RuntimeTypes types)
    {
        _types = types;
        _all = new Lazy<IReadOnlyList<INamedTypeSymbol>>(() => Find(compilation));
    }

    /// <summary>The catalog of a session that knows its image; null for all else that tools are called on.</summary>
    public INamedTypeSymbol? ImageOf(ITypeSymbol receiver)
    {
        for (ITypeSymbol? type = receiver; type is not null; type = type.BaseType)
        {
            if (type is INamedTypeSymbol { TypeArguments: [INamedTypeSymbol image] }
                && SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, _types.SessionOfImage))
            {
                return image;
            }
        }

        return null;
    }

    /// <summary>
    /// The catalogs that may describe what tools are called on: a session's own, or those of all images; for an MCP client
    /// those of servers; for an invoker, which may be either, all.
    /// </summary>
    public IReadOnlyList<INamedTypeSymbol> Of(ITypeSymbol receiver)
    {
        if (ImageOf(receiver) is { } image)
            return [image];
        return RuntimeTypes.Is(receiver, _types.Session) ? [.. _all.Value.Where(IsImage)]
            : _types.McpClient is { } client && RuntimeTypes.Is(receiver, client) ? [.. _all.Value.Where(one => !IsImage(one))]
            : _all.Value;
    }

    public ImmutableDictionary<string, ToolMethod> ToolsOf(INamedTypeSymbol catalog) => _tools.GetOrAdd(catalog, one => one.GetMembers()
        .OfType<IMethodSymbol>()
        .Select(method => ToolMethod.Read(method, _types))
        .Where(static method => method is not null)
        .ToImmutableDictionary(static method => method!.Tool, static method => method!, StringComparer.Ordinal));

    /// <summary>The methods that a call by name may be, one for each catalog that has the tool.</summary>
    public IReadOnlyList<ToolMethod> MethodsOf(UntypedCall call) =>
        [.. Of(call.Receiver).Select(one => MethodOf(one, call.Tool)).OfType<ToolMethod>()];

    // Nearly always the method is named after the tool. To look into all methods of a large catalog for the few that are not
    // costs many times what the rest of an analysis does, after each edit.
    private ToolMethod? MethodOf(INamedTypeSymbol catalog, string tool) => catalog.GetMembers(Identifiers.Pascal(tool))
        .OfType<IMethodSymbol>()
        .Select(method => ToolMethod.Read(method, _types))
        .FirstOrDefault(method => method?.Tool == tool)
        ?? (ToolsOf(catalog).TryGetValue(tool, out ToolMethod? found) ? found : null);

    private bool IsImage(INamedTypeSymbol catalog) => RuntimeTypes.Has(catalog, _types.Image);

    private IReadOnlyList<INamedTypeSymbol> Find(Compilation compilation)
    {
        IEnumerable<IAssemblySymbol> users = compilation.SourceModule.ReferencedAssemblySymbols
            .Where(assembly => assembly.Modules.Any(
                module => module.ReferencedAssemblySymbols.Contains(_types.Session.ContainingAssembly, SymbolEqualityComparer.Default)));
        return
        [
            .. users.Prepend(compilation.Assembly)
                .SelectMany(static assembly => TypesOf(assembly.GlobalNamespace))
                .Where(type => RuntimeTypes.Has(type, _types.Catalog))
                .Where(type => compilation.IsSymbolAccessibleWithin(type, compilation.Assembly))
                .OrderBy(static type => type.ToDisplayString(), StringComparer.Ordinal),
        ];
    }

    private static IEnumerable<INamedTypeSymbol> TypesOf(INamespaceSymbol space) =>
        space.GetTypeMembers().Where(static type => type is { TypeKind: TypeKind.Class, IsSealed: true })
            .Concat(space.GetNamespaceMembers().SelectMany(TypesOf));
}
