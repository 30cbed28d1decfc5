using System.Collections.Immutable;
using System.Threading.Tasks;
using AgentBay.Typed.Generator.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AgentBay.Typed.CodeFixes;

/// <summary>Declares a session with <c>await using</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SessionLifetimeCodeFix))]
public sealed class SessionLifetimeCodeFix : CodeFixProvider
{
    private const string Title = "Declare the session with 'await using'";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(UsageDescriptors.SessionNeverDeleted.Id);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root
            || root.FindNode(context.Span, getInnermostNodeForTie: true).FirstAncestorOrSelf<StatementSyntax>()
                is not LocalDeclarationStatementSyntax { Declaration.Variables: [{ Initializer.Value: var value }] } declaration
            || !value.Span.Contains(context.Span))
        {
            return;
        }

        LocalDeclarationStatementSyntax disposed = declaration
            .WithoutLeadingTrivia()
            .WithAwaitKeyword(SyntaxFactory.Token(SyntaxKind.AwaitKeyword).WithTrailingTrivia(SyntaxFactory.Space))
            .WithUsingKeyword(SyntaxFactory.Token(SyntaxKind.UsingKeyword).WithTrailingTrivia(SyntaxFactory.Space))
            .WithLeadingTrivia(declaration.GetLeadingTrivia());

        // Not where the method is not async, the variable gets another value, or it holds a task.
        if (await Replacement.TryAsync(context.Document, declaration, disposed, context.CancellationToken).ConfigureAwait(false) is { } changed)
            context.RegisterCodeFix(CodeAction.Create(Title, _ => Task.FromResult(changed), Title), context.Diagnostics);
    }
}
