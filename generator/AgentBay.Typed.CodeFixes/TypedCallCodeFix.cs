using System.Collections.Immutable;
using System.Threading;
using System.Threading.Tasks;
using AgentBay.Typed.Generator.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AgentBay.Typed.CodeFixes;

/// <summary>Rewrites <c>session.CallToolAsync("shell", …)</c> into <c>session.Tools.Shell(…)</c>, or <c>LinuxLatest.Create(session).Shell(…)</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(TypedCallCodeFix))]
public sealed class TypedCallCodeFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(UsageDescriptors.TypedMethodExists.Id);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        Document document = context.Document;
        if (await document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root
            || await document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false) is not { } model
            || root.FindNode(context.Span).FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } syntax
            || RuntimeTypes.Of(model.Compilation) is not { } types
            || model.GetOperation(syntax, context.CancellationToken) is not IInvocationOperation call
            || UntypedCall.Of(call, types) is not { } untyped)
        {
            return;
        }

        // A session that does not know its image may be of any catalog that has the tool: the person chooses.
        CatalogIndex index = new(model.Compilation, types);
        foreach (INamedTypeSymbol catalog in index.Of(untyped.Session))
        {
            if (index.ToolsOf(catalog).TryGetValue(untyped.Tool, out ToolMethod? method)
                && TypedCall.From(untyped, syntax, model, types, catalog, method) is { } typed)
            {
                context.RegisterCodeFix(
                    CodeAction.Create(
                        $"Call the typed method of {catalog.Name}",
                        cancellationToken => ReplaceAsync(document, syntax, typed, cancellationToken),
                        catalog.ToDisplayString()),
                    context.Diagnostics);
            }
        }
    }

    private static async Task<Document> ReplaceAsync(
        Document document, InvocationExpressionSyntax call, InvocationExpressionSyntax typed, CancellationToken cancellationToken)
    {
        SyntaxNode? root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        return document.WithSyntaxRoot(root!.ReplaceNode(call, typed.WithTriviaFrom(call)));
    }
}
