using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AgentBay.Typed.Generator.Analyzers;

/// <summary>The arguments of a call of a tool by name.</summary>
/// <param name="Items">The arguments, where all of them are known; null where they come from elsewhere.</param>
/// <param name="IsInCall">Whether they are written down in the call itself.</param>
internal readonly record struct UntypedArguments(IReadOnlyList<UntypedArgument>? Items, bool IsInCall)
{
    /// <summary>Those of a dictionary, made on the spot or held in a local that nothing changes.</summary>
    public static UntypedArguments OfDictionary(IOperation? dictionary)
    {
        IOperation? plain = dictionary?.Plain();
        if (plain is null || plain.ConstantValue is { HasValue: true, Value: null })
            return new UntypedArguments([], true);
        if (plain is not ILocalReferenceOperation reference)
            return new UntypedArguments(Entries(plain), true);
        return ValueOf(reference) is { } value ? new UntypedArguments(Entries(value), false) : default;
    }

    /// <summary>The properties in <c>JsonSerializer.SerializeToUtf8Bytes(new { … })</c>; options could name them otherwise on the wire.</summary>
    public static UntypedArguments OfJson(IOperation? json)
    {
        if (json?.Plain() is not IInvocationOperation { TargetMethod: { Name: "SerializeToUtf8Bytes", ContainingType.Name: "JsonSerializer" } } call
            || call.Arguments.Where(static one => one.ArgumentKind == ArgumentKind.Explicit).ToList() is not [{ Value: var value }]
            || value.Plain() is not IAnonymousObjectCreationOperation made)
        {
            return default;
        }

        return new UntypedArguments(
            [
                .. made.Initializers.OfType<ISimpleAssignmentOperation>().Select(static one =>
                    new UntypedArgument(((IPropertyReferenceOperation)one.Target).Property.Name, one.Target, one.Value.Plain())),
            ],
            true);
    }

    // What a local was declared with, where nobody but callees that only read, calls of tools among them, gets hold of it.
    private static IOperation? ValueOf(ILocalReferenceOperation reference)
    {
        ILocalSymbol local = reference.Local;
        bool isOnlyRead = reference.ReferencesTo(local).All(static one => Reader(one) is IArgumentOperation
        {
            Parameter: { Type: INamedTypeSymbol { Name: "IReadOnlyDictionary", TypeArguments.Length: 2 } } or { ContainingSymbol.Name: "CallToolAsync" },
        });
        return isOnlyRead
            ? reference.Root().Descendants().OfType<IVariableDeclaratorOperation>()
                .FirstOrDefault(one => SymbolEqualityComparer.Default.Equals(one.Symbol, local))?.GetVariableInitializer()?.Value.Plain()
            : null;
    }

    private static IOperation? Reader(IOperation reference) =>
        reference.Parent is IConversionOperation { IsImplicit: true } conversion ? Reader(conversion) : reference.Parent;

    private static List<UntypedArgument>? Entries(IOperation dictionary)
    {
        if (dictionary is not IObjectCreationOperation { Type: { } type } creation || !JsonKinds.IsCollection(type, "Dictionary", "SortedDictionary", "SortedList")
            || creation.Arguments.Any(static one => one.Parameter?.Name is not ("comparer" or "capacity")))
        {
            return null;
        }

        List<UntypedArgument> arguments = [];
        if (creation.Initializer is not { } initializer)
            return arguments;
        foreach (IOperation item in initializer.Initializers)
        {
            (IOperation Key, IOperation Value)? pair = item switch
            {
                // { ["key"] = value }
                ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Arguments: [{ Value: var key }] }, Value: var value } => (key, value),

                // { { "key", value } }
                IInvocationOperation { TargetMethod.Name: "Add", Arguments: [{ Value: var key }, { Value: var value }] } => (key, value),
                _ => null,
            };
            if (pair is not { Key.ConstantValue: { HasValue: true, Value: string name } } found)
                return null;
            arguments.Add(new UntypedArgument(name, found.Key, found.Value.Plain()));
        }

        return arguments;
    }
}

/// <summary>An argument of an untyped call.</summary>
/// <param name="Name">The name under which it is sent.</param>
/// <param name="Key">Where that is written.</param>
/// <param name="Value">The value, without conversions that the compiler adds.</param>
internal sealed record UntypedArgument(string Name, IOperation Key, IOperation Value);
