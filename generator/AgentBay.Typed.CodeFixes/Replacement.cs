using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AgentBay.Typed.CodeFixes;

/// <summary>Changes a document where that compiles as well as before.</summary>
internal static class Replacement
{
    /// <returns>The document with the node replaced; null where the member around it would have more errors than it has.</returns>
    public static async Task<Document?> TryAsync(Document document, SyntaxNode before, SyntaxNode after, CancellationToken cancellationToken)
    {
        SyntaxAnnotation mark = new();
        SyntaxNode root = before.SyntaxTree.GetRoot(cancellationToken);
        Document changed = document.WithSyntaxRoot(root.ReplaceNode(before, after.WithAdditionalAnnotations(mark)));
        SyntaxNode? changedRoot = await changed.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        SyntaxNode replaced = changedRoot!.GetAnnotatedNodes(mark).Single();
        return await ErrorsAsync(changed, replaced, cancellationToken).ConfigureAwait(false) > await ErrorsAsync(document, before, cancellationToken).ConfigureAwait(false)
            ? null
            : changed;
    }

    // What a call returns, and whether a local can be assigned, is of no concern outside of the member.
    private static async Task<int> ErrorsAsync(Document document, SyntaxNode node, CancellationToken cancellationToken)
    {
        SyntaxNode member = node.FirstAncestorOrSelf<MemberDeclarationSyntax>(static one => one is not GlobalStatementSyntax) ?? node.SyntaxTree.GetRoot(cancellationToken);
        SemanticModel? model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        return model!.GetDiagnostics(member.FullSpan, cancellationToken).Count(static one => one.Severity == DiagnosticSeverity.Error);
    }
}
