using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
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

    /// <summary>The catalogs that a session may have: its own, or all that there are.</summary>
    public IReadOnlyList<INamedTypeSymbol> Of(ITypeSymbol? session)
    {
        for (ITypeSymbol? type = session; type is not null; type = type.BaseType)
        {
            if (type is INamedTypeSymbol { TypeArguments: [INamedTypeSymbol image] }
                && SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, _types.SessionOfImage))
            {
                return [image];
            }
        }

        return _all.Value;
    }

    public ImmutableDictionary<string, ToolMethod> ToolsOf(INamedTypeSymbol catalog) => _tools.GetOrAdd(catalog, one => one.GetMembers()
        .OfType<IMethodSymbol>()
        .Select(method => ToolMethod.Read(method, _types))
        .Where(static method => method is not null)
        .ToImmutableDictionary(static method => method!.Tool, static method => method!, StringComparer.Ordinal));

    private IReadOnlyList<INamedTypeSymbol> Find(Compilation compilation)
    {
        IEnumerable<IAssemblySymbol> users = compilation.SourceModule.ReferencedAssemblySymbols
            .Where(assembly => assembly.Modules.Any(
                module => module.ReferencedAssemblySymbols.Contains(_types.Session.ContainingAssembly, SymbolEqualityComparer.Default)));
        return
        [
            .. users.Prepend(compilation.Assembly)
                .SelectMany(static assembly => TypesOf(assembly.GlobalNamespace))
                .Where(type => type.AllInterfaces.Any(one => SymbolEqualityComparer.Default.Equals(one.OriginalDefinition, _types.Catalog)))
                .Where(type => compilation.IsSymbolAccessibleWithin(type, compilation.Assembly))
                .OrderBy(static type => type.ToDisplayString(), StringComparer.Ordinal),
        ];
    }

    private static IEnumerable<INamedTypeSymbol> TypesOf(INamespaceSymbol space) =>
        space.GetTypeMembers().Where(static type => type is { TypeKind: TypeKind.Class, IsSealed: true })
            .Concat(space.GetNamespaceMembers().SelectMany(TypesOf));
}
