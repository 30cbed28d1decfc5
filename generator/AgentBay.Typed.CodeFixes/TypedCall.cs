using System;
using System.Collections.Generic;
using System.Linq;
using AgentBay.Typed.Generator.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace AgentBay.Typed.CodeFixes;

/// <summary>The typed form of an untyped call.</summary>
internal static class TypedCall
{
    /// <returns>The call, or null where it would not compile or would not mean the same.</returns>
    public static InvocationExpressionSyntax? From(
        UntypedCall call, InvocationExpressionSyntax syntax, SemanticModel model, RuntimeTypes types, INamedTypeSymbol catalog, ToolMethod method)
    {
        if (call.Arguments is not { } arguments
            || syntax.Expression is not MemberAccessExpressionSyntax { RawKind: (int)SyntaxKind.SimpleMemberAccessExpression } access)
        {
            return null;
        }

        if (arguments.GroupBy(static one => one.Name, StringComparer.Ordinal).Any(static group => group.Count() > 1))
            return null;
        if (arguments.Any(argument => method.ParameterOf(argument.Name) is null))
            return null;

        List<ArgumentSyntax> written = [];
        bool isPositional = true;
        for (int i = 0; i < method.Arguments.Count; i++)
        {
            IParameterSymbol parameter = method.Method.Parameters[i];
            if (arguments.FirstOrDefault(one => one.Name == method.Arguments[i]) is not { } argument)
            {
                if (!parameter.IsOptional)
                    return null;
                isPositional = false;
                continue;
            }

            if (Value(argument.Value, parameter.Type, model) is not { } value)
                return null;
            written.Add(isPositional ? SyntaxFactory.Argument(value) : Named(parameter.Name, value));
        }

        if (call.Token is { Syntax: ExpressionSyntax token })
            written.Add(Named("cancellationToken", token.WithoutTrivia()));
        return SyntaxFactory.InvocationExpression(
            SyntaxFactory.MemberAccessExpression(
                SyntaxKind.SimpleMemberAccessExpression,
                ToolsOf(access.Expression, RuntimeTypes.Is(call.Session, types.SessionOfImage), catalog),
                SyntaxFactory.IdentifierName(method.Method.Name)),
            SyntaxFactory.ArgumentList(SyntaxFactory.SeparatedList(
                written, Enumerable.Repeat(SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space), Math.Max(0, written.Count - 1)))));
    }

    // A session that does not know its image has no Tools, but a catalog calls through any session.
    private static ExpressionSyntax ToolsOf(ExpressionSyntax session, bool knowsImage, INamedTypeSymbol catalog) => knowsImage
        ? SyntaxFactory.MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, session, SyntaxFactory.IdentifierName("Tools"))
        : SyntaxFactory.InvocationExpression(
            SyntaxFactory.MemberAccessExpression(
                SyntaxKind.SimpleMemberAccessExpression, Global(catalog.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)), SyntaxFactory.IdentifierName("Create")),
            SyntaxFactory.ArgumentList(SyntaxFactory.SingletonSeparatedList(SyntaxFactory.Argument(session.WithoutTrivia()))));

    private static ExpressionSyntax Global(string name) => SyntaxFactory.ParseExpression(name).WithAdditionalAnnotations(Simplifier.Annotation);

    private static ArgumentSyntax Named(string name, ExpressionSyntax value) => SyntaxFactory.Argument(
        SyntaxFactory.NameColon(SyntaxFactory.IdentifierName(name)).WithTrailingTrivia(SyntaxFactory.Space), default, value);

    private static ExpressionSyntax? Value(IOperation value, ITypeSymbol wanted, SemanticModel model)
    {
        if (value.Syntax is not ExpressionSyntax syntax)
            return null;
        if (model.ClassifyConversion(syntax, wanted) is { Exists: true, IsImplicit: true })
            return syntax.WithoutTrivia();

        // A text of the schema is a value of an enum of the catalog.
        ITypeSymbol type = wanted is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var inner] } ? inner : wanted;
        if (type is not INamedTypeSymbol { TypeKind: TypeKind.Enum } choice || value.ConstantValue is not { HasValue: true, Value: string text })
            return null;
        IFieldSymbol[] members = [.. choice.GetMembers().OfType<IFieldSymbol>().Where(member => Letters(member.Name) == Letters(text))];
        return members is [{ } member]
            ? Global($"{choice.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)}.{member.Name}")
            : null;
    }

    private static string Letters(string name) => new string([.. name.Where(char.IsLetterOrDigit)]).ToUpperInvariant();
}
