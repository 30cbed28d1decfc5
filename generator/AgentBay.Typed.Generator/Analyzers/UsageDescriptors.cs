using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using AgentBay.Typed.Schema;
using Microsoft.CodeAnalysis;

namespace AgentBay.Typed.Generator.Analyzers;

/// <summary>
/// The diagnostics about code that uses catalogs: 10xx. Those about captures are in
/// <see cref="Diagnostics.DiagnosticDescriptors"/>; an id is never used again for something else.
/// </summary>
internal static class UsageDescriptors
{
    private const string Category = "AgentBay.Typed";

    public static readonly DiagnosticDescriptor TypedMethodExists = new(
        "ABT1001", "A typed method calls the tool", "'{0}' is {1}: the compiler checks a call of that", Category, DiagnosticSeverity.Info, true);

    public static readonly DiagnosticDescriptor UnknownTool = new(
        "ABT1002", "No catalog has the tool", "{0}{1}", Category, DiagnosticSeverity.Warning, true);

    public static readonly DiagnosticDescriptor UnknownArgument = new(
        "ABT1003", "The tool has no such argument", "{0}{1}", Category, DiagnosticSeverity.Warning, true);

    public static readonly DiagnosticDescriptor WrongArgumentType = new(
        "ABT1004", "The argument has another type", "The argument '{0}' of the tool '{1}' is {2}, not {3}", Category, DiagnosticSeverity.Warning, true);

    public static readonly DiagnosticDescriptor SessionNeverDeleted = new(
        "ABT1005", "The session is never deleted", "The session is never disposed or deleted, and costs until the service ends it: declare it with 'await using'", Category, DiagnosticSeverity.Info, true);

    public static readonly DiagnosticDescriptor ResultIgnored = new(
        "ABT1006", "The tool's failure goes unseen", "A failure of {0} would go unseen here: call EnsureSuccess, look at IsError, or assign the result to a discard", Category, DiagnosticSeverity.Info, true);

    public static readonly DiagnosticDescriptor DestructiveCall = new(
        "ABT1007", "The tool may overwrite or delete", "The tool '{0}' may overwrite or delete what is there", Category, DiagnosticSeverity.Warning, isEnabledByDefault: false);

    public static readonly DiagnosticDescriptor MissingArgument = new(
        "ABT1008", "A required argument is missing", "The tool '{0}' needs the argument '{1}'", Category, DiagnosticSeverity.Warning, true);

    public static IReadOnlyList<DiagnosticDescriptor> Everything { get; } =
        [TypedMethodExists, UnknownTool, UnknownArgument, WrongArgumentType, SessionNeverDeleted, ResultIgnored, DestructiveCall, MissingArgument];

    /// <summary>A diagnostic at a place. Names of a server in it neither begin a line of a build log nor hide text.</summary>
    public static Diagnostic At(this DiagnosticDescriptor descriptor, SyntaxNode where, params string[] words) =>
        descriptor.At(where, ImmutableDictionary<string, string?>.Empty, words);

    /// <inheritdoc cref="At(DiagnosticDescriptor, SyntaxNode, string[])"/>
    public static Diagnostic At(
        this DiagnosticDescriptor descriptor, SyntaxNode where, ImmutableDictionary<string, string?> properties, params string[] words) =>
        Diagnostic.Create(descriptor, where.GetLocation(), properties, [.. words.Select(static word => (object)word.Printable())]);
}
