using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AgentBay.Typed.Generator.Analyzers;

/// <summary>
/// Finds what calls, or takes as a delegate, a tool that may destroy. It runs only where a project asks for it, so it is
/// an analyzer of its own.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DestructiveCallAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(UsageDescriptors.DestructiveCall);

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
            start.RegisterOperationAction(
                operation =>
                {
                    if (DestructiveTool(operation.Operation, types, catalogs) is { } tool)
                        operation.ReportDiagnostic(UsageDescriptors.DestructiveCall.At(operation.Operation.Syntax, tool));
                },
                OperationKind.Invocation,
                OperationKind.MethodReference);
        });
    }

    private static string? DestructiveTool(IOperation operation, RuntimeTypes types, CatalogIndex catalogs)
    {
        if (operation is IInvocationOperation call && UntypedCall.Of(call, types) is { } untyped)
            return catalogs.MethodsOf(untyped).Any(static method => method.IsDestructive) ? untyped.Tool : null;
        IMethodSymbol? method = (operation as IInvocationOperation)?.TargetMethod ?? (operation as IMethodReferenceOperation)?.Method;
        return method is not null && RuntimeTypes.Is(ToolMethod.ResultOf(method), types.Result) && ToolMethod.Of(method, types) is { IsDestructive: true } typed
            ? typed.Tool
            : null;
    }
}
