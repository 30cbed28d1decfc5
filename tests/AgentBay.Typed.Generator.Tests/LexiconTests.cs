using AgentBay.Typed.Generator.Naming;
using Microsoft.CodeAnalysis.CSharp;

namespace AgentBay.Typed.Generator.Tests;

public sealed class LexiconTests
{
    [Fact]
    public void Keywords_are_those_of_the_compiler() => Assert.All(
        Enum.GetValues<SyntaxKind>().Select(SyntaxFacts.GetText).Where(static text => text.Length > 1 && text.All(char.IsLetter) || text.StartsWith("__", StringComparison.Ordinal)),
        static text => Assert.Equal(SyntaxFacts.GetKeywordKind(text) != SyntaxKind.None, Lexicon.IsKeyword(text)));

    [Fact]
    public void Identifiers_are_made_of_the_compilers_characters() => Assert.All(
        Enumerable.Range(0, char.MaxValue + 1).Select(static code => (char)code),
        static c => Assert.Equal(
            (SyntaxFacts.IsIdentifierStartCharacter(c), SyntaxFacts.IsIdentifierPartCharacter(c)),
            (Lexicon.IsIdentifierStart(c), Lexicon.IsIdentifierPart(c))));
}
