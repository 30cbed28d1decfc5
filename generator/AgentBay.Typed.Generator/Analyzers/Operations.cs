using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AgentBay.Typed.Generator.Analyzers;

/// <summary>Ways through a tree of operations.</summary>
internal static class Operations
{
    /// <summary>The operation without conversions that the compiler adds.</summary>
    public static IOperation Plain(this IOperation operation) =>
        operation is IConversionOperation { IsImplicit: true } conversion ? Plain(conversion.Operand) : operation;

    /// <summary>The value of an argument that is written down; null where it is left out.</summary>
    public static IOperation? Argument(this IInvocationOperation call, string parameter) => call.Arguments
        .FirstOrDefault(argument => argument.Parameter?.Name == parameter && argument.ArgumentKind == ArgumentKind.Explicit)?.Value;

    /// <summary>The whole of the member that an operation is in.</summary>
    public static IOperation Root(this IOperation operation)
    {
        while (operation.Parent is { } parent)
            operation = parent;
        return operation;
    }

    /// <summary>The places of a member that mention a local.</summary>
    public static IEnumerable<ILocalReferenceOperation> ReferencesTo(this IOperation anywhere, ILocalSymbol local) => anywhere.Root().Descendants()
        .OfType<ILocalReferenceOperation>()
        .Where(reference => SymbolEqualityComparer.Default.Equals(reference.Local, local));

    /// <summary>The call of a tool that is waited for: what ConfigureAwait, WaitAsync and the like are called on.</summary>
    public static IOperation Unwrapped(this IOperation task)
    {
        while (task is IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "WaitAsync" or "GetAwaiter", Instance: { } inner })
            task = inner;
        return task;
    }

    /// <summary>
    /// The value that an operation ends in: what it is after being waited for and converted, in whatever way, also as
    /// one of the outcomes of a condition.
    /// </summary>
    public static IOperation Outcome(this IOperation operation)
    {
        while (operation.Parent is { } parent && Passes(parent, operation))
            operation = parent;
        return operation;
    }

    private static bool Passes(IOperation parent, IOperation value) => parent switch
    {
        IAwaitOperation or IConversionOperation => true,
        IConditionalOperation choice => choice.Condition != value && choice.Type is not null,
        ICoalesceOperation => true,
        IPropertyReferenceOperation { Property: { Name: "Result", ContainingType.Name: "Task" or "ValueTask" } } => true,
        IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "WaitAsync" or "GetAwaiter" or "GetResult" or "AsTask" } call => call.Instance == value,
        _ => false,
    };
}
