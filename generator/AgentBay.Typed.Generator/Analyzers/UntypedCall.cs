using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AgentBay.Typed.Generator.Analyzers;

/// <summary>
/// A call of <c>CallToolAsync</c> of a session or an MCP client, or of an invoker's <c>InvokeAsync</c> with a descriptor made
/// on the spot, whose tool's name is a constant.
/// </summary>
internal sealed class UntypedCall
{
    private UntypedCall(string tool, IOperation name, ITypeSymbol receiver, UntypedArguments arguments, IOperation? token, bool isWhole)
    {
        Tool = tool;
        Name = name;
        Receiver = receiver;
        Arguments = arguments.Items;
        Token = token;
        IsWhole = isWhole && arguments.IsInCall;
    }

    public string Tool { get; }

    public IOperation Name { get; }

    /// <summary>What the tool is called on: a session, an MCP client, an invoker.</summary>
    public ITypeSymbol Receiver { get; }

    /// <summary>The arguments, where all of them are known; null where they come from elsewhere.</summary>
    public IReadOnlyList<UntypedArgument>? Arguments { get; }

    /// <summary>The cancellation token, where one is passed.</summary>
    public IOperation? Token { get; }

    /// <summary>Whether the call says nothing but the tool, the arguments and the token, and all of it in one place.</summary>
    public bool IsWhole { get; }

    public static UntypedCall? Of(IInvocationOperation call, RuntimeTypes types)
    {
        // The name comes first: it rules out nearly every call of a program.
        return call.TargetMethod.Name switch
        {
            "CallToolAsync" when RuntimeTypes.Is(call.TargetMethod.ContainingType, types.Session) =>
                Of(call, call.Argument("name"), UntypedArguments.OfDictionary(call.Argument("arguments")), isWhole: true),
            "CallToolAsync" when types.McpClient is { } client && RuntimeTypes.Is(call.TargetMethod.ContainingType, client) =>
                Of(call, call.Argument("toolName"), UntypedArguments.OfDictionary(call.Argument("arguments")), isWhole: false),
            "InvokeAsync" when call.Argument("tool")?.Plain() is IObjectCreationOperation descriptor && RuntimeTypes.Has(call.TargetMethod.ContainingType, types.Invoker) =>
                Of(call, NameIn(descriptor), UntypedArguments.OfJson(call.Argument("arguments")), isWhole: descriptor.Initializer is null),
            _ => null,
        };
    }

    private static UntypedCall? Of(IInvocationOperation call, IOperation? name, UntypedArguments arguments, bool isWhole) =>
        name?.ConstantValue is { HasValue: true, Value: string tool } && call.Instance?.Type is { } receiver
            ? new UntypedCall(tool, name, receiver, arguments, call.Argument("cancellationToken"), isWhole)
            : null;

    private static IOperation? NameIn(IObjectCreationOperation descriptor) =>
        descriptor.Arguments.FirstOrDefault(static one => one.Parameter?.Name == "name")?.Value;
}
