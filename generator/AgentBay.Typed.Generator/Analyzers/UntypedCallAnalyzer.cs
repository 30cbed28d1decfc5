using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using AgentBay.Typed.Schema;
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
        UsageDescriptors.TypedMethodExists, UsageDescriptors.UnknownTool, UsageDescriptors.UnknownArgument, UsageDescriptors.WrongArgumentType);

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
        IReadOnlyList<INamedTypeSymbol> catalogs = [.. index.Of(call.Session).Where(catalog => !index.ToolsOf(catalog).IsEmpty)];
        if (catalogs.Count == 0)
            return;
        if (catalogs.FirstOrDefault(one => index.ToolsOf(one).ContainsKey(call.Tool)) is not { } catalog)
        {
            string where = catalogs.Count == 1 ? catalogs[0].Name : "No catalog here";
            context.ReportDiagnostic(Diagnostic.Create(
                UsageDescriptors.UnknownTool, call.Name.Syntax.GetLocation(), where, call.Tool, Nearest(call.Tool, catalogs.SelectMany(one => index.ToolsOf(one).Keys))));
            return;
        }

        ToolMethod method = index.ToolsOf(catalog)[call.Tool];
        context.ReportDiagnostic(Diagnostic.Create(
            UsageDescriptors.TypedMethodExists, call.Name.Syntax.GetLocation(), call.Tool, catalog.Name, method.Method.Name));
        foreach (UntypedArgument argument in call.Arguments ?? [])
            Check(context, call, method, argument);
    }

    private static void Check(OperationAnalysisContext context, UntypedCall call, ToolMethod method, UntypedArgument argument)
    {
        if (method.ParameterOf(argument.Name) is not { } parameter)
        {
            if (!method.IsOpen)
            {
                context.ReportDiagnostic(Diagnostic.Create(
                    UsageDescriptors.UnknownArgument, argument.Key.Syntax.GetLocation(), call.Tool, argument.Name, Nearest(argument.Name, method.Arguments)));
            }

            return;
        }

        if (JsonKinds.Of(parameter.Type) is { } wanted && JsonKinds.Of(argument.Value.Type) is { } given && wanted != given)
        {
            context.ReportDiagnostic(Diagnostic.Create(
                UsageDescriptors.WrongArgumentType, argument.Value.Syntax.GetLocation(), argument.Name, call.Tool, given, wanted));
        }
    }

    private static string Nearest(string name, IEnumerable<string> names) =>
        NearNames.Nearest(name, names.Distinct(StringComparer.Ordinal)) is { } near ? $"; did you mean '{near}'?" : "";
}
