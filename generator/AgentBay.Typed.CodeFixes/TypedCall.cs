using System;
using System.Collections.Generic;
using System.Linq;
using AgentBay.Typed.Generator.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Simplification;

namespace AgentBay.Typed.CodeFixes;

/// <summary>The typed form of an untyped call.</summary>
internal static class TypedCall
{
    /// <returns>The call, or null where it would not mean the same.</returns>
    public static InvocationExpressionSyntax? From(
        UntypedCall call, InvocationExpressionSyntax syntax, SemanticModel model, RuntimeTypes types, ToolMethod method)
    {
        if (!call.IsWhole || call.Arguments is not { } arguments
            || syntax.Expression is not MemberAccessExpressionSyntax { RawKind: (int)SyntaxKind.SimpleMemberAccessExpression } access
            || Arguments(arguments, method, model) is not { } written)
        {
            return null;
        }

        if (call.Token is { Syntax: ExpressionSyntax token })
            written.Add(Named("cancellationToken", token.WithoutTrivia()));
        InvocationExpressionSyntax typed = SyntaxFactory.InvocationExpression(
            SyntaxFactory.MemberAccessExpression(
                SyntaxKind.SimpleMemberAccessExpression,
                ToolsOf(access.Expression, RuntimeTypes.Is(call.Receiver, types.SessionOfImage), method.Method.ContainingType),
                Identifier(method.Method.Name)),
            SyntaxFactory.ArgumentList(SyntaxFactory.SeparatedList(
                written, Enumerable.Repeat(SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space), Math.Max(0, written.Count - 1)))));
        return Remarks(typed.WithTriviaFrom(syntax)) == Remarks(syntax) ? typed : null;
    }

    private static List<ArgumentSyntax>? Arguments(IReadOnlyList<UntypedArgument> arguments, ToolMethod method, SemanticModel model)
    {
        if (arguments.GroupBy(static one => one.Name, StringComparer.OrdinalIgnoreCase).Any(static group => group.Count() > 1)
            || ArgumentCheck.Missing(arguments, method).Any())
        {
            return null;
        }

        // Values are computed in the order in which they are written, so that order stays unless nobody can tell.
        bool isAnyOrder = arguments.Count(static one => !IsStill(one.Value)) <= 1;
        List<ArgumentSyntax> written = [];
        bool isPositional = true;
        foreach (UntypedArgument argument in isAnyOrder ? arguments.OrderBy(one => method.PlaceOf(one.Name)) : arguments.AsEnumerable())
        {
            if (method.ParameterOf(argument.Name) is not { } parameter || Value(argument.Value, parameter, model) is not { } value)
                return null;
            isPositional = isPositional && method.PlaceOf(argument.Name) == written.Count;
            written.Add(isPositional ? SyntaxFactory.Argument(value) : Named(parameter.Name, value));
        }

        return written;
    }

    private static bool IsStill(IOperation value) => value.ConstantValue.HasValue || value is ILocalReferenceOperation or IParameterReferenceOperation;

    // A session that does not know its image has no Tools, but a catalog calls through any session.
    private static ExpressionSyntax ToolsOf(ExpressionSyntax session, bool knowsImage, INamedTypeSymbol catalog) => knowsImage
        ? SyntaxFactory.MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, session, SyntaxFactory.IdentifierName("Tools"))
        : SyntaxFactory.InvocationExpression(
            SyntaxFactory.MemberAccessExpression(
                SyntaxKind.SimpleMemberAccessExpression, Global(catalog), SyntaxFactory.IdentifierName("Create")),
            SyntaxFactory.ArgumentList(SyntaxFactory.SingletonSeparatedList(SyntaxFactory.Argument(session.WithoutTrivia()))));

    private static ExpressionSyntax Global(INamedTypeSymbol type) =>
        SyntaxFactory.ParseExpression(type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)).WithAdditionalAnnotations(Simplifier.Annotation);

    private static ArgumentSyntax Named(string name, ExpressionSyntax value) => SyntaxFactory.Argument(
        SyntaxFactory.NameColon(Identifier(name)).WithTrailingTrivia(SyntaxFactory.Space), default, value);

    private static IdentifierNameSyntax Identifier(string name) => SyntaxFactory.IdentifierName(
        SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? SyntaxFactory.Identifier(name) : SyntaxFactory.VerbatimIdentifier(default, name, name, default));

    private static ExpressionSyntax? Value(IOperation value, IParameterSymbol parameter, SemanticModel model)
    {
        if (value.Syntax is not ExpressionSyntax syntax || MayBeNull(value, syntax, parameter, model))
            return null;
        if (model.ClassifyConversion(syntax, parameter.Type) is { Exists: true, IsImplicit: true })
            return syntax.WithoutTrivia();

        // A text of the schema is a value of an enum of the catalog.
        ITypeSymbol type = parameter.Type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var inner] } ? inner : parameter.Type;
        return type is INamedTypeSymbol { TypeKind: TypeKind.Enum } choice && value.ConstantValue is { HasValue: true, Value: string text }
            && WireNames.Value(choice, text) is { } member
            ? SyntaxFactory.MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, Global(choice), Identifier(member.Name))
            : null;
    }

    // A null by name is sent; a typed one is refused by the compiler, or means that nothing is sent.
    private static bool MayBeNull(IOperation value, ExpressionSyntax syntax, IParameterSymbol parameter, SemanticModel model)
    {
        bool isNull = value.ConstantValue is { HasValue: true, Value: null };
        if (parameter.IsOptional)
            return isNull;
        return parameter.NullableAnnotation != NullableAnnotation.Annotated
            && (isNull || model.GetTypeInfo(syntax).Nullability.FlowState == NullableFlowState.MaybeNull);
    }

    private static int Remarks(SyntaxNode node) => node.DescendantTrivia().Count(static trivia =>
        trivia.IsDirective || trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia));
}
