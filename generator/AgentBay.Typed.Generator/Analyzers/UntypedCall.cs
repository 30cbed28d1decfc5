using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AgentBay.Typed.Generator.Analyzers;

/// <summary>A call of <c>Session.CallToolAsync</c> whose tool's name is a constant.</summary>
internal sealed class UntypedCall
{
    private UntypedCall(string tool, IOperation name, ITypeSymbol? session, IReadOnlyList<UntypedArgument>? arguments, IOperation? token)
    {
        Tool = tool;
        Name = name;
        Session = session;
        Arguments = arguments;
        Token = token;
    }

    public string Tool { get; }

    public IOperation Name { get; }

    public ITypeSymbol? Session { get; }

    /// <summary>The arguments, where all of them are written down in the call; null where they come from elsewhere.</summary>
    public IReadOnlyList<UntypedArgument>? Arguments { get; }

    /// <summary>The cancellation token, where one is passed.</summary>
    public IOperation? Token { get; }

    public static UntypedCall? Of(IInvocationOperation call, RuntimeTypes types)
    {
        if (call.TargetMethod.Name != "CallToolAsync" || !RuntimeTypes.Is(call.TargetMethod.ContainingType, types.Session))
            return null;
        IOperation? name = Argument(call, "name");
        if (name?.ConstantValue is not { HasValue: true, Value: string tool })
            return null;
        return new UntypedCall(tool, name, call.Instance?.Type, Written(Argument(call, "arguments")), Argument(call, "cancellationToken"));
    }

    private static IOperation? Argument(IInvocationOperation call, string parameter) => call.Arguments
        .FirstOrDefault(argument => argument.Parameter?.Name == parameter && argument.ArgumentKind == ArgumentKind.Explicit)?.Value;

    private static List<UntypedArgument>? Written(IOperation? dictionary)
    {
        if (dictionary is null || Plain(dictionary).ConstantValue is { HasValue: true, Value: null })
            return [];
        if (Plain(dictionary) is not IObjectCreationOperation { Arguments.Length: 0 } creation)
            return null;
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
            if (pair is not { Key.ConstantValue: { HasValue: true, Value: string key2 } } found)
                return null;
            arguments.Add(new UntypedArgument(key2, found.Key, Plain(found.Value)));
        }

        return arguments;
    }

    private static IOperation Plain(IOperation operation) =>
        operation is IConversionOperation { IsImplicit: true } conversion ? Plain(conversion.Operand) : operation;
}

/// <summary>An argument of an untyped call.</summary>
/// <param name="Name">The name under which it is sent.</param>
/// <param name="Key">Where that is written.</param>
/// <param name="Value">The value, without conversions that the compiler adds.</param>
internal sealed record UntypedArgument(string Name, IOperation Key, IOperation Value);
