using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AgentBay.Typed.Generator.Analyzers;

/// <summary>Finds calls of tools that are waited for, and whose failure nobody sees.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ToolCallAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(UsageDescriptors.ResultIgnored);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (RuntimeTypes.Of(start.Compilation) is { } types)
                start.RegisterOperationAction(operation => Check(operation, types), OperationKind.ExpressionStatement);
        });
    }

    private static void Check(OperationAnalysisContext context, RuntimeTypes types)
    {
        IOperation statement = ((IExpressionStatementOperation)context.Operation).Operation;
        IOperation? awaited = statement switch
        {
            IAwaitOperation wait => wait.Operation.Unwrapped(),
            IInvocationOperation { TargetMethod.Name: "GetResult", Instance: { } awaiter } => awaiter.Unwrapped(),
            _ => null,
        };
        if (awaited is not IInvocationOperation call)
            return;
        if (call.TargetMethod is { Name: "WhenAll", ContainingType.Name: "Task" })
        {
            foreach (IOperation task in call.Arguments.SelectMany(static one => Parts(one.Value)))
                Report(context, task.Unwrapped(), task.Syntax, types);
            return;
        }

        Report(context, call, statement.Syntax, types);
    }

    private static void Report(OperationAnalysisContext context, IOperation task, SyntaxNode where, RuntimeTypes types)
    {
        if (task is IInvocationOperation call && RuntimeTypes.Is(ToolMethod.ResultOf(call.TargetMethod), types.Result) && ToolOf(call, types) is { } tool)
            context.ReportDiagnostic(UsageDescriptors.ResultIgnored.At(where, tool));
    }

    /// <returns>The tool, for people; null for a method of the user's own, which may look at the result itself.</returns>
    private static string? ToolOf(IInvocationOperation call, RuntimeTypes types)
    {
        if ((ToolMethod.Of(call.TargetMethod, types)?.Tool ?? UntypedCall.Of(call, types)?.Tool) is { } name)
            return $"the tool '{name}'";
        bool isByName = call.TargetMethod.Name is "CallToolAsync" or "InvokeAsync"
            && (RuntimeTypes.Is(call.TargetMethod.ContainingType, types.Session) || RuntimeTypes.Has(call.TargetMethod.ContainingType, types.Invoker));
        return isByName ? "the tool" : null;
    }

    // The tasks that are written one by one, however the compiler packs them for the callee.
    private static IEnumerable<IOperation> Parts(IOperation packed) => packed switch
    {
        IConversionOperation conversion => Parts(conversion.Operand),
        IArrayCreationOperation { Initializer: { } initializer } => initializer.ElementValues.SelectMany(Parts),
        IInvocationOperation => [packed],
        { IsImplicit: true } => packed.ChildOperations.SelectMany(Parts),
        _ => [],
    };
}
