using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using AgentBay.Typed.Generator.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;

namespace AgentBay.Typed.CodeFixes;

/// <summary>Rewrites <c>session.CallToolAsync("shell", …)</c> into <c>session.Tools.Shell(…)</c>, or <c>LinuxLatest.Create(session).Shell(…)</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(TypedCallCodeFix))]
public sealed class TypedCallCodeFix : CodeFixProvider
{
    // Two calls that may each be rewritten may still not both be, so each is tried in the document that the last one left.
    private static readonly FixAllProvider OneByOne = FixAllProvider.Create(static async (context, document, diagnostics) =>
    {
        foreach (TextSpan span in diagnostics.Select(static one => one.Location.SourceSpan).OrderByDescending(static span => span.Start))
        {
            IReadOnlyList<Rewriting> all = await RewritingsAsync(document, span, context.CancellationToken).ConfigureAwait(false);
            document = all.FirstOrDefault(one => one.Catalog.ToDisplayString() == context.CodeActionEquivalenceKey)?.Document ?? document;
        }

        return document;
    });

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(UsageDescriptors.TypedMethodExists.Id);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => OneByOne;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        // A session that does not know its image may be of any catalog that has the tool: the person chooses.
        foreach (Rewriting one in await RewritingsAsync(context.Document, context.Span, context.CancellationToken).ConfigureAwait(false))
        {
            context.RegisterCodeFix(
                CodeAction.Create($"Call the typed method of {one.Catalog.Name}", _ => Task.FromResult(one.Document), one.Catalog.ToDisplayString()),
                context.Diagnostics);
        }
    }

    private static async Task<IReadOnlyList<Rewriting>> RewritingsAsync(Document document, TextSpan span, CancellationToken cancellationToken)
    {
        if (await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false) is not { } root
            || await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is not { } model
            || root.FindNode(span).FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } syntax
            || RuntimeTypes.Of(model.Compilation) is not { } types
            || model.GetOperation(syntax, cancellationToken) is not IInvocationOperation call
            || UntypedCall.Of(call, types) is not { } untyped)
        {
            return [];
        }

        List<Rewriting> possible = [];
        foreach (ToolMethod method in new CatalogIndex(model.Compilation, types).MethodsOf(untyped))
        {
            if (TypedCall.From(untyped, syntax, model, types, method) is { } typed
                && await Replacement.TryAsync(document, syntax, typed.WithTriviaFrom(syntax), cancellationToken).ConfigureAwait(false) is { } changed)
            {
                possible.Add(new Rewriting(method.Method.ContainingType, changed));
            }
        }

        return possible;
    }

    private sealed record Rewriting(INamedTypeSymbol Catalog, Document Document);
}
