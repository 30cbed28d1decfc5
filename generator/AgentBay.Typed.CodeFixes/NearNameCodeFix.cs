using System.Collections.Immutable;
using System.Threading.Tasks;
using AgentBay.Typed.Generator.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AgentBay.Typed.CodeFixes;

/// <summary>Writes the name of a tool or an argument that was probably meant.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(NearNameCodeFix))]
public sealed class NearNameCodeFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
        ImmutableArray.Create(UsageDescriptors.UnknownTool.Id, UsageDescriptors.UnknownArgument.Id);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root
            || ArgumentCheck.Meant(context.Diagnostics[0]) is not { } near
            || Named(root.FindNode(context.Span, getInnermostNodeForTie: true), near) is not var (before, after))
        {
            return;
        }

        // One key for all, so that a document's slips are mended together, each by its own name.
        context.RegisterCodeFix(
            CodeAction.Create(
                $"Change to '{near}'",
                _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(before, after.WithTriviaFrom(before)))),
                nameof(NearNameCodeFix)),
            context.Diagnostics);
    }

    // The name may be a text, or that of a property; a constant is written elsewhere, and may mean something else there.
    private static (SyntaxNode Before, SyntaxNode After)? Named(SyntaxNode node, string near) => node switch
    {
        LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression } =>
            (node, SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(near))),
        IdentifierNameSyntax { Parent: NameEqualsSyntax { Parent: AnonymousObjectMemberDeclaratorSyntax } }
            when SyntaxFacts.IsValidIdentifier(near) && SyntaxFacts.GetKeywordKind(near) == SyntaxKind.None => (node, SyntaxFactory.IdentifierName(near)),
        _ => null,
    };
}
