using System.Globalization;
using AgentBay.Typed.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace AgentBay.Typed.Generator.Tests.Fuzzing;

/// <summary>
/// Whatever a capture holds, the generator neither throws nor hangs, and what it writes compiles and holds nothing of the
/// capture outside of literals and comments. AGENTBAY_FUZZ_CASES and AGENTBAY_FUZZ_SEED ask for more, or for one again.
/// </summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    private const int UsualCases = 300;
    private const int UsualGraphs = 100;
    private const int UsualSeed = 20260101;

    [Fact]
    public void Hostile_captures_give_code_that_compiles_or_a_diagnostic_at_its_place() =>
        CheckAll(UsualCases, static random => new CaptureMutator(random).Next());

    [Fact]
    public void Schemas_that_lead_to_one_another_give_code_that_compiles() =>
        CheckAll(UsualGraphs, static random => new SchemaGraph(random).Next());

    private void CheckAll(int usualCases, Func<Random, string> make)
    {
        int cases = FuzzSettings.Cases(usualCases);
        int seed = FuzzSettings.Seed(UsualSeed);
        int refused = 0;
        for (int i = 0; i < cases; i++)
        {
            string capture = make(new Random(seed + i));
            try
            {
                if (!Check(capture))
                    refused++;
            }
            catch (Exception e)
            {
                throw new XunitException(string.Create(
                    CultureInfo.InvariantCulture, $"AGENTBAY_FUZZ_SEED={seed + i} AGENTBAY_FUZZ_CASES=1: {e.Message}\n{capture}"), e);
            }
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{cases} captures from seed {seed}; {refused} were refused whole."));
        Assert.InRange(refused, 0, cases / 2);
    }

    /// <returns>False when the capture was refused whole.</returns>
    private static bool Check(string capture)
    {
        Generation generation = SmallStack.Run(() => Generation.Of(capture));
        foreach (Diagnostic diagnostic in generation.Diagnostics)
        {
            FileLinePositionSpan place = diagnostic.Location.GetLineSpan();
            string[] lines = capture.Split('\n');
            Assert.Equal("/p/test.tools.json", place.Path);
            Assert.InRange(place.StartLinePosition.Line, 0, lines.Length);
            Assert.InRange(place.StartLinePosition.Character, 0, capture.Length);
        }

        if (generation.Files.Count == 0)
        {
            Assert.Contains(generation.Diagnostics, static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
            return false;
        }

        SmallStack.RunInTime(() => generation.AssertCompiles());
        foreach (string source in generation.Files.Values)
        {
            IEnumerable<SyntaxToken> escaped = CSharpSyntaxTree.ParseText(source).GetRoot().DescendantTokens()
                .Where(static token => token.IsKind(SyntaxKind.IdentifierToken) && token.Text == CaptureMutator.Marker && token.Parent is TypeDeclarationSyntax);
            Assert.Empty(escaped);
        }

        // A break of the text can take the last tool's braces away; a change of another tool cannot.
        bool isWhole = capture.EndsWith(CaptureMutator.UntouchedTool + "]}", StringComparison.Ordinal);
        if (isWhole)
            Assert.Contains(generation.Files.Keys, static file => file.Contains("Untouched", StringComparison.Ordinal));
        return true;
    }
}
