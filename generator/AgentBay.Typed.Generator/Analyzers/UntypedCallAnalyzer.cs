using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AgentBay.Typed.Generator.Analyzers;

/// <summary>Leads from calls of tools by name to the typed ones, and checks what is known of those that stay.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UntypedCallAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(
        UsageDescriptors.TypedMethodExists,
        UsageDescriptors.UnknownTool,
        UsageDescriptors.UnknownArgument,
        UsageDescriptors.WrongArgumentType,
        UsageDescriptors.MissingArgument);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (RuntimeTypes.Of(start.Compilation) is not { } types)
                return;
            CatalogIndex catalogs = new(start.Compilation, types);
            start.RegisterOperationAction(operation => Check(operation, types, catalogs), OperationKind.Invocation);
        });
    }

    private static void Check(OperationAnalysisContext context, RuntimeTypes types, CatalogIndex index)
    {
        if (UntypedCall.Of((IInvocationOperation)context.Operation, types) is not { } call)
            return;
        IReadOnlyList<ToolMethod> methods = index.MethodsOf(call);
        if (methods.Count == 0)
        {
            CheckName(context, call, index);
            return;
        }

        context.ReportDiagnostic(UsageDescriptors.TypedMethodExists.At(call.Name.Syntax, call.Tool, Named(methods)));
        if (call.Arguments is not { } arguments)
            return;

        // Where several images have the tool, the session may be of any: only what none of them takes is wrong.
        HashSet<string?> meant = [];
        foreach (UntypedArgument argument in arguments)
        {
            List<Diagnostic> objections = [.. methods.Select(method => ArgumentCheck.Of(argument, method, types)).OfType<Diagnostic>()];
            if (objections.Count < methods.Count)
                continue;
            context.ReportDiagnostic(objections[0]);
            meant.Add(ArgumentCheck.Meant(objections[0]));
        }

        // One slip is told once: what it was probably meant to be is not missing too.
        IEnumerable<string> missing = ArgumentCheck.Missing(arguments, methods[0]).Where(name => !meant.Contains(name));
        foreach (string name in missing.Where(name => methods.All(method => ArgumentCheck.Missing(arguments, method).Contains(name))))
            context.ReportDiagnostic(UsageDescriptors.MissingArgument.At(call.Name.Syntax, call.Tool, name));
    }

    private static void CheckName(OperationAnalysisContext context, UntypedCall call, CatalogIndex index)
    {
        IReadOnlyList<INamedTypeSymbol> catalogs = [.. index.Of(call.Receiver).Where(one => !index.ToolsOf(one).IsEmpty)];
        string? near = ArgumentCheck.NearestTool(call.Tool, catalogs.Select(one => index.ToolsOf(one).Keys));

        // What does not know its catalog may have tools of an image or server that nobody captured here.
        bool isCertain = index.ImageOf(call.Receiver) is not null && catalogs.Count > 0;
        if (near is null && !isCertain)
            return;
        string where = catalogs.Count == 1 ? $"{catalogs[0].Name} has no tool" : "No catalog here has a tool";
        context.ReportDiagnostic(ArgumentCheck.Suggest(UsageDescriptors.UnknownTool, call.Name, near, $"{where} '{call.Tool}'"));
    }

    private static string Named(IReadOnlyList<ToolMethod> methods)
    {
        string first = Named(methods[0]);
        return methods.Count switch
        {
            1 => first,
            2 => $"{first} or {Named(methods[1])}",
            int count => $"{first} or that of {count - 1} other catalogs",
        };
    }

    private static string Named(ToolMethod method) => $"{method.Method.ContainingType.Name}.{method.Method.Name}";
}
