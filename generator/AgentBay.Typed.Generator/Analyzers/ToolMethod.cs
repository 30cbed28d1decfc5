using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace AgentBay.Typed.Generator.Analyzers;

/// <summary>A generated method and the tool it calls.</summary>
/// <param name="Tool">The tool's name.</param>
/// <param name="Method">The method.</param>
/// <param name="Arguments">The names of the arguments, in the order of the method's parameters.</param>
/// <param name="IsDestructive">Whether the server says that the tool may overwrite or delete.</param>
internal sealed record ToolMethod(string Tool, IMethodSymbol Method, IReadOnlyList<string> Arguments, bool IsDestructive)
{
    /// <summary>Whether the schema allows arguments that it does not name: there is a parameter for them before the token.</summary>
    public bool IsOpen => Method.Parameters.Length > Arguments.Count + 1;

    /// <returns>The tool of a generated method, also where it is called through a group's interface; or null.</returns>
    public static ToolMethod? Of(IMethodSymbol method, RuntimeTypes types)
    {
        // A group's interface is nested in its catalog, which implements it.
        if (method.ContainingType is { TypeKind: TypeKind.Interface, ContainingType: { } catalog })
            method = catalog.FindImplementationForInterfaceMember(method) as IMethodSymbol ?? method;
        return Read(method, types);
    }

    public static ToolMethod? Read(IMethodSymbol method, RuntimeTypes types)
    {
        AttributeData? attribute = method.GetAttributes().FirstOrDefault(
            one => SymbolEqualityComparer.Default.Equals(one.AttributeClass, types.Tool));
        if (attribute?.ConstructorArguments is not [{ Value: string tool }, { Kind: TypedConstantKind.Array } arguments])
            return null;
        return new ToolMethod(
            tool,
            method,
            [.. arguments.Values.Select(static name => name.Value as string ?? "")],
            attribute.NamedArguments.Any(static named => named is { Key: "IsDestructive", Value.Value: true }));
    }

    /// <summary>What awaiting a method's task gives; null where it returns none.</summary>
    public static ITypeSymbol? ResultOf(IMethodSymbol method) => method.ReturnType is INamedTypeSymbol { Name: "Task", TypeArguments: [var result] } ? result : null;

    public IParameterSymbol? ParameterOf(string argument) => PlaceOf(argument) is >= 0 and int place ? Method.Parameters[place] : null;

    /// <summary>The place of an argument's parameter; negative where there is none.</summary>
    public int PlaceOf(string argument)
    {
        for (int i = 0; i < Arguments.Count && i < Method.Parameters.Length; i++)
        {
            if (Arguments[i] == argument)
                return i;
        }

        return -1;
    }
}
