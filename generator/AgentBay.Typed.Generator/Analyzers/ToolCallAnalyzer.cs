using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AgentBay.Typed.Generator.Analyzers;

/// <summary>Finds calls of tools whose failure nobody sees, and, where a project asks for it, those that may destroy.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ToolCallAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        ImmutableArray.Create(UsageDescriptors.ResultIgnored, UsageDescriptors.DestructiveCall);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (RuntimeTypes.Of(start.Compilation) is not { } types)
                return;
            start.RegisterOperationAction(operation => CheckResult(operation, types), OperationKind.ExpressionStatement);
            start.RegisterOperationAction(operation => CheckEffect(operation, types), OperationKind.Invocation);
        });
    }

    private static void CheckResult(OperationAnalysisContext context, RuntimeTypes types)
    {
        if (context.Operation is IExpressionStatementOperation { Operation: IAwaitOperation { Type: { } type } awaited }
            && RuntimeTypes.Is(type, types.Result) && CallIn(awaited.Operation) is { } call)
        {
            string tool = ToolMethod.Of(call.TargetMethod, types)?.Tool ?? UntypedCall.Of(call, types)?.Tool ?? call.TargetMethod.Name;
            context.ReportDiagnostic(Diagnostic.Create(UsageDescriptors.ResultIgnored, awaited.Syntax.GetLocation(), tool));
        }
    }

    // The awaited call itself, or the one that ConfigureAwait is called on.
    private static IInvocationOperation? CallIn(IOperation awaited) => awaited is IInvocationOperation call
        ? call.TargetMethod.Name == "ConfigureAwait" && call.Instance is IInvocationOperation inner ? inner : call
        : null;

    private static void CheckEffect(OperationAnalysisContext context, RuntimeTypes types)
    {
        IInvocationOperation call = (IInvocationOperation)context.Operation;
        if (RuntimeTypes.Is(Awaited(call.Type), types.Result) && ToolMethod.Of(call.TargetMethod, types) is { IsDestructive: true } method)
            context.ReportDiagnostic(Diagnostic.Create(UsageDescriptors.DestructiveCall, call.Syntax.GetLocation(), method.Tool));
    }

    private static ITypeSymbol? Awaited(ITypeSymbol? task) => task is INamedTypeSymbol { Name: "Task", TypeArguments: [var result] } ? result : null;
}
