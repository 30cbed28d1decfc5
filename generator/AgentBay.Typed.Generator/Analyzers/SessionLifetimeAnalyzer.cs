using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AgentBay.Typed.Generator.Analyzers;

/// <summary>
/// Finds sessions that are created and never deleted. One that leaves the method, as a return value, an argument or a
/// field's value, is somebody else's to delete.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SessionLifetimeAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(UsageDescriptors.SessionNeverDeleted);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (RuntimeTypes.Of(start.Compilation) is { } types)
                start.RegisterOperationAction(operation => Check(operation, types), OperationKind.Invocation);
        });
    }

    private static void Check(OperationAnalysisContext context, RuntimeTypes types)
    {
        IInvocationOperation call = (IInvocationOperation)context.Operation;
        if (call.TargetMethod.Name == "CreateSessionAsync" && RuntimeTypes.Is(ToolMethod.ResultOf(call.TargetMethod), types.Session) && !IsSettled(call, []))
            context.ReportDiagnostic(UsageDescriptors.SessionNeverDeleted.At(call.Syntax));
    }

    /// <summary>Whether the use of a session, or of a task for one, sees to it that somebody deletes it.</summary>
    private static bool IsSettled(IOperation session, HashSet<ILocalSymbol> seen)
    {
        IOperation value = session.Outcome();
        return value.Parent switch
        {
            // Nobody has it, or somebody only looks at it.
            IExpressionStatementOperation or IIsPatternOperation or IIsTypeOperation or IBinaryOperation or IInterpolationOperation => false,
            IMethodReferenceOperation reference => Deletes(reference.Method),
            IMemberReferenceOperation => false,
            IInvocationOperation call when call.Instance == value => Deletes(call.TargetMethod),
            IConditionalAccessOperation access when access.Operation == value => access.WhenNotNull is IInvocationOperation call && Deletes(call.TargetMethod),

            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } => IsUsing(declarator) || IsHeld(declarator.Symbol, value, seen),
            ISimpleAssignmentOperation { Target: IDiscardOperation } => false,
            ISimpleAssignmentOperation { Target: ILocalReferenceOperation target, Parent: IExpressionStatementOperation } assignment when assignment.Value == value =>
                IsHeld(target.Local, value, seen),
            ISimpleAssignmentOperation assignment => assignment.Value == value,

            // An argument, a return value, a field, a using statement: whoever gets it deletes it.
            _ => true,
        };
    }

    private static bool Deletes(IMethodSymbol method) => method.Name is "DeleteAsync" or "DisposeAsync";

    private static bool IsUsing(IVariableDeclaratorOperation declarator) =>
        declarator.Parent?.Parent is not IVariableDeclarationGroupOperation { Parent: not IUsingOperation and not IUsingDeclarationOperation };

    // Whether what is done with a local settles the session that was put into it: where a later statement beside puts
    // something else into it, before that. What a lambda does may happen at any time.
    private static bool IsHeld(ILocalSymbol local, IOperation value, HashSet<ILocalSymbol> seen)
    {
        if (!seen.Add(local))
            return false;
        int end = NextAssignment(local, value)?.Syntax.Span.End ?? int.MaxValue;
        bool isSettled = value.ReferencesTo(local).Any(reference => (IsBetween(reference) || IsDeferred(reference)) && IsSettled(reference, seen));
        seen.Remove(local);
        return isSettled;

        bool IsBetween(IOperation reference) =>
            end == int.MaxValue || (reference.Syntax.SpanStart > value.Syntax.SpanStart && reference.Syntax.SpanStart < end);
    }

    private static IOperation? NextAssignment(ILocalSymbol local, IOperation value)
    {
        IOperation? statement = value;
        while (statement is not null && statement.Parent is not IBlockOperation)
            statement = statement.Parent;
        return (statement?.Parent as IBlockOperation)?.Operations
            .SkipWhile(one => one != statement).Skip(1)
            .FirstOrDefault(one => one is IExpressionStatementOperation { Operation: ISimpleAssignmentOperation { Target: ILocalReferenceOperation target } }
                && SymbolEqualityComparer.Default.Equals(target.Local, local));
    }

    private static bool IsDeferred(IOperation reference)
    {
        for (IOperation? outer = reference.Parent; outer is not null; outer = outer.Parent)
        {
            if (outer is IAnonymousFunctionOperation or ILocalFunctionOperation)
                return true;
        }

        return false;
    }
}
