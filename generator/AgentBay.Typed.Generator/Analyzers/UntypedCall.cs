using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AgentBay.Typed.Generator.Analyzers;

/// <summary>
/// A call of <c>Session.CallToolAsync</c>, or of <c>Session.InvokeAsync</c> with a descriptor made on the spot, whose tool's
/// name is a constant.
/// </summary>
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
        if (!RuntimeTypes.Is(call.TargetMethod.ContainingType, types.Session))
            return null;
        IOperation? arguments = Argument(call, "arguments");
        (IOperation? name, List<UntypedArgument>? written) = call.TargetMethod.Name switch
        {
            "CallToolAsync" => (Argument(call, "name"), Written(arguments)),
            "InvokeAsync" => (NameOf(Argument(call, "tool")), Serialized(arguments)),
            _ => (null, null),
        };
        return name?.ConstantValue is { HasValue: true, Value: string tool }
            ? new UntypedCall(tool, name, call.Instance?.Type, written, Argument(call, "cancellationToken"))
            : null;
    }

    /// <returns>The name in <c>new ToolDescriptor("name")</c>; null where the descriptor says more, or comes from elsewhere.</returns>
    private static IOperation? NameOf(IOperation? descriptor) =>
        descriptor is not null && Plain(descriptor) is IObjectCreationOperation { Initializer: null } creation
        && creation.Arguments.Where(static one => one.ArgumentKind == ArgumentKind.Explicit).ToList() is [{ Parameter.Name: "name", Value: var name }]
            ? name
            : null;

    /// <returns>The properties in <c>JsonSerializer.SerializeToUtf8Bytes(new { … })</c>; options could name them otherwise on the wire.</returns>
    private static List<UntypedArgument>? Serialized(IOperation? json)
    {
        if (json is null
            || Plain(json) is not IInvocationOperation { TargetMethod: { Name: "SerializeToUtf8Bytes", ContainingType.Name: "JsonSerializer" } } call
            || call.Arguments.Where(static one => one.ArgumentKind == ArgumentKind.Explicit).ToList() is not [{ Value: var value }]
            || Plain(value) is not IAnonymousObjectCreationOperation made)
        {
            return null;
        }

        return [.. made.Initializers.OfType<ISimpleAssignmentOperation>().Select(static one =>
            new UntypedArgument(((IPropertyReferenceOperation)one.Target).Property.Name, one.Target, Plain(one.Value)))];
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
