using System.Collections.Immutable;
using System.Threading;
using System.Threading.Tasks;
using AgentBay.Typed.Generator.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AgentBay.Typed.CodeFixes;

/// <summary>Makes a tool's failure throw, or says that it does not matter.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(IgnoredResultCodeFix))]
public sealed class IgnoredResultCodeFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(UsageDescriptors.ResultIgnored.Id);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root
            || await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false) is not { } model
            || root.FindNode(context.Span, getInnermostNodeForTie: true) is not ExpressionSyntax { Parent: ExpressionStatementSyntax or LambdaExpressionSyntax } ignored)
        {
            return;
        }

        ExpressionSyntax result = ignored.WithoutTrivia();
        Offer("Throw if the tool fails", SyntaxFactory.InvocationExpression(SyntaxFactory.MemberAccessExpression(
            SyntaxKind.SimpleMemberAccessExpression,
            ignored is AwaitExpressionSyntax ? SyntaxFactory.ParenthesizedExpression(result) : result,
            SyntaxFactory.IdentifierName("EnsureSuccess"))));

        // Where the name is taken, for instance by a lambda's parameter, this would not be a discard.
        if (model.LookupSymbols(ignored.SpanStart, name: "_").IsEmpty)
            Offer("Ignore a failure of the tool", SyntaxFactory.ParseExpression($"_ = {result}"));

        void Offer(string title, ExpressionSyntax replacement) => context.RegisterCodeFix(
            CodeAction.Create(
                title,
                _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(ignored, replacement.WithTriviaFrom(ignored)))),
                title),
            context.Diagnostics);
    }
}
