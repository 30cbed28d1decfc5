using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using AgentBay.Typed.Schema;
using Microsoft.CodeAnalysis;

namespace AgentBay.Typed.Generator.Analyzers;

/// <summary>What a tool would say of the arguments of a call by name.</summary>
internal static class ArgumentCheck
{
    private const string Near = "near";

    /// <returns>What is wrong with an argument; null where nothing is, as far as that can be told.</returns>
    public static Diagnostic? Of(UntypedArgument argument, ToolMethod method, RuntimeTypes types)
    {
        if (method.ParameterOf(argument.Name) is { } parameter)
        {
            return JsonKinds.Mismatch(parameter, argument.Value, types) is var (given, wanted)
                ? UsageDescriptors.WrongArgumentType.At(argument.Value.Syntax, argument.Name, method.Tool, given, wanted)
                : null;
        }

        return method.IsOpen
            ? null
            : Suggest(
                UsageDescriptors.UnknownArgument,
                argument.Key,
                NearNames.Nearest(argument.Name, method.Arguments),
                $"The tool '{method.Tool}' has no argument '{argument.Name}'");
    }

    /// <summary>The arguments that a call leaves out and the tool needs.</summary>
    public static IEnumerable<string> Missing(IReadOnlyList<UntypedArgument> given, ToolMethod method) => method.Arguments
        .Where((name, i) => !method.Method.Parameters[i].IsOptional && !given.Any(one => one.Name == name));

    /// <summary>A diagnostic that says what was probably meant, to people and to the code fix.</summary>
    public static Diagnostic Suggest(DiagnosticDescriptor descriptor, IOperation where, string? near, string what) => descriptor.At(
        where.Syntax,
        near is null ? ImmutableDictionary<string, string?>.Empty : ImmutableDictionary<string, string?>.Empty.Add(Near, near),
        what,
        near is null ? "" : $"; did you mean '{near}'?");

    /// <returns>What a diagnostic says was probably meant; null where it does not say.</returns>
    public static string? Meant(Diagnostic diagnostic) => diagnostic.Properties.TryGetValue(Near, out string? near) ? near : null;

    /// <summary>The nearest of the tools of several catalogs.</summary>
    public static string? NearestTool(string name, IEnumerable<IEnumerable<string>> tools) =>
        NearNames.Nearest(name, tools.SelectMany(static one => one).Distinct(StringComparer.Ordinal));
}
