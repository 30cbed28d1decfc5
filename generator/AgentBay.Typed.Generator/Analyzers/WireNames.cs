using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AgentBay.Typed.Generator.Analyzers;

/// <summary>
/// What the values of a generated enum are on the wire. Their C# names do not tell: of <c>c</c>, <c>c++</c> and <c>c#</c>
/// all three might be <c>C</c>. What the generator wrote does.
/// </summary>
internal static class WireNames
{
    /// <returns>The texts in the order of the values; null where only the compiled enum is there.</returns>
    public static IReadOnlyList<string>? Of(INamedTypeSymbol choice)
    {
        ISymbol? names = choice.ContainingType?.GetTypeMembers(choice.Name + "Wire").FirstOrDefault()?.GetMembers("Names").FirstOrDefault();
        return names?.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: InitializerExpressionSyntax list }
            ? [.. list.Expressions.OfType<LiteralExpressionSyntax>().Select(static one => one.Token.ValueText)]
            : null;
    }

    /// <returns>The value of an enum that a text is on the wire; null where none is, or where it cannot be told.</returns>
    public static IFieldSymbol? Value(INamedTypeSymbol choice, string text)
    {
        int place = Of(choice)?.ToList().IndexOf(text) ?? -1;
        return place < 0 ? null : choice.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(one => one.ConstantValue is int value && value == place);
    }
}
