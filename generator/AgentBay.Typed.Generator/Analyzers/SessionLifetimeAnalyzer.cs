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
        if (call.TargetMethod.Name != "CreateSessionAsync"
            || call.Type is not INamedTypeSymbol { TypeArguments: [var created] } || !RuntimeTypes.Is(created, types.Session))
        {
            return;
        }

        if (Outermost(call).Parent is IExpressionStatementOperation || (Variable(Outermost(call)) is { } session && !IsSettled(session, call)))
            context.ReportDiagnostic(Diagnostic.Create(UsageDescriptors.SessionNeverDeleted, call.Syntax.GetLocation()));
    }

    // await, ConfigureAwait and conversions around the call.
    private static IOperation Outermost(IOperation operation)
    {
        while (operation.Parent is IAwaitOperation or IConversionOperation
            || operation.Parent is IInvocationOperation { TargetMethod.Name: "ConfigureAwait" })
        {
            operation = operation.Parent;
        }

        return operation;
    }

    /// <returns>The local that holds the session, unless its declaration disposes it.</returns>
    private static ILocalSymbol? Variable(IOperation value)
    {
        if (value.Parent is IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator })
            return declarator.Parent?.Parent is IVariableDeclarationGroupOperation { Parent: not IUsingOperation and not IUsingDeclarationOperation } ? declarator.Symbol : null;
        return value.Parent is ISimpleAssignmentOperation { Target: ILocalReferenceOperation local, Parent: IExpressionStatementOperation } ? local.Local : null;
    }

    private static bool IsSettled(ILocalSymbol session, IOperation from)
    {
        IOperation root = from;
        while (root.Parent is not null)
            root = root.Parent;
        return root.Descendants().OfType<ILocalReferenceOperation>()
            .Where(reference => SymbolEqualityComparer.Default.Equals(reference.Local, session))
            .Any(static reference => Settles(reference));
    }

    private static bool Settles(ILocalReferenceOperation reference) => reference.Parent switch
    {
        IInvocationOperation call when call.Instance == reference => call.TargetMethod.Name is "DeleteAsync" or "DisposeAsync",
        IMemberReferenceOperation => false,
        ISimpleAssignmentOperation assignment => assignment.Target != reference,
        IConditionalAccessOperation access => access.WhenNotNull is IInvocationOperation { TargetMethod.Name: "DeleteAsync" or "DisposeAsync" },

        // An argument, a return value, a using statement: whoever gets it deletes it.
        _ => true,
    };
}
