using System.Buffers;
using System.Globalization;
using System.Text.Json;
using AgentBay.Typed.Generator.Models;
using AgentBay.Typed.Generator.Pipeline;
using AgentBay.Typed.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace AgentBay.Typed.Generator.Tests.Fuzzing;

/// <summary>
/// Whatever is done to the text of a capture or an overlay, the generator neither throws nor hangs, says where the fault
/// is, writes code that compiles, and leaves the other tools as they were. Many cases are compiled at once; a failure is
/// narrowed down to its case. AGENTBAY_FUZZ_CASES and AGENTBAY_FUZZ_SEED ask for more, or for one again.
/// </summary>
public sealed class TextFuzzTests(ITestOutputHelper output)
{
    private const int UsualCases = 300;
    private const int UsualSeed = 20260301;
    private const int BatchSize = 40;

    private static readonly Dictionary<string, ToolModel> Unbroken =
        ToolsOf(Generation.Of(Files(0, new FuzzCase(TextMutator.Capture, TextMutator.Overlay, [], false)))).ToDictionary(static tool => tool.WireName);

    // What ends a line, or hides text, for a compiler or a person.
    private static readonly SearchValues<char> Hidden = SearchValues.Create("\0\r\f\u000B\u0085\u2028\u2029\u202E\u202D\u2066\u2069\u200B\uFEFF");

    // Directives of our own that begin each file.
    private static readonly HashSet<string> OwnDirectives =
    [
        .. Generation.Of(TextMutator.Capture, TextMutator.Overlay).Result.GeneratedTrees.SelectMany(DirectivesOf),
    ];

    [Fact]
    public void Broken_texts_give_code_that_compiles_or_a_diagnostic_and_leave_the_other_tools_alone()
    {
        int cases = FuzzSettings.Cases(UsualCases);
        int seed = FuzzSettings.Seed(UsualSeed);
        int refused = 0;
        int kept = 0;
        for (int first = 0; first < cases; first += BatchSize)
        {
            int[] batch = [.. Enumerable.Range(first, Math.Min(BatchSize, cases - first)).Select(i => seed + i)];
            foreach (int one in batch)
            {
                (bool isRefused, int untouched) = InTime(one);
                refused += isRefused ? 1 : 0;
                kept += untouched;
            }

            AssertCompiles(batch);
        }

        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{cases} texts from seed {seed}; {refused} were refused whole; {kept} tools beside broken ones stayed as they were."));
        Assert.InRange(refused, 0, cases / 3);
    }

    private static (bool IsRefused, int Kept) InTime(int seed)
    {
        TextMutator mutator = new(new Random(seed));
        FuzzCase one = mutator.Next();
        try
        {
            return Check(seed, one);
        }
        catch (Exception e)
        {
            throw Failure(seed, mutator, one, e);
        }
    }

    private static (bool IsRefused, int Kept) Check(int seed, FuzzCase one)
    {
        Generation generation = SmallStack.Run(() => Generation.Of(Files(seed, one)));
        foreach (Diagnostic diagnostic in generation.Diagnostics)
            AssertPlace(diagnostic, seed, one);

        ToolModel[] tools = ToolsOf(generation);
        bool isJson = IsJson(one.Capture);
        if (generation.Files.Count == 0 || !isJson)
        {
            Assert.Empty(tools);
            Assert.Contains(generation.Diagnostics, static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
            return (true, 0);
        }

        foreach (SyntaxTree tree in generation.Result.GeneratedTrees)
            AssertHarmless(tree);
        foreach (string name in one.Untouched)
            AssertKept(name, tools, one, generation.Diagnostics);
        return (false, one.Untouched.Count);
    }

    private static void AssertPlace(Diagnostic diagnostic, int seed, FuzzCase one)
    {
        FileLinePositionSpan place = diagnostic.Location.GetLineSpan();
        Assert.Contains(place.Path, Files(seed, one).Select(static file => file.Path));
        SourceText text = SourceText.From(place.Path.EndsWith(".overlay.json", StringComparison.Ordinal) ? one.Overlay : one.Capture);
        Assert.InRange(place.StartLinePosition.Line, 0, text.Lines.Count - 1);
        Assert.InRange(place.StartLinePosition.Character, 0, text.Lines[place.StartLinePosition.Line].SpanIncludingLineBreak.Length);
        Assert.InRange(diagnostic.Location.SourceSpan.End, 0, text.Length);
    }

    private static void AssertHarmless(SyntaxTree tree)
    {
        foreach (SyntaxToken token in tree.GetRoot().DescendantTokens().Where(static token => token.IsKind(SyntaxKind.IdentifierToken)))
        {
            if (token.ValueText == TextMutator.Marker)
                throw new XunitException($"{tree.FilePath} has {TextMutator.Marker} as an identifier of its own: {token.Parent}");
        }

        Assert.Empty(DirectivesOf(tree).Except(OwnDirectives));
        string source = tree.ToString();
        int hidden = source.AsSpan().IndexOfAny(Hidden);
        if (hidden >= 0)
            throw new XunitException($"{tree.FilePath} has U+{(int)source[hidden]:X4} at {hidden}.");
    }

    private static void AssertKept(string name, ToolModel[] tools, FuzzCase one, IReadOnlyList<Diagnostic> diagnostics)
    {
        ToolModel now = tools.SingleOrDefault(tool => tool.WireName == name) ?? throw new XunitException($"The untouched tool '{name}' is gone.");
        ToolModel before = Unbroken[name];
        bool isSame = now.MethodName == before.MethodName && now.Parameters.Equals(before.Parameters) && now.Types.Equals(before.Types)
            && now.Output == before.Output && now.GroupInterface == before.GroupInterface;
        bool isSaid = diagnostics.Any(diagnostic => diagnostic.Id is "ABT0004" or "ABT0102" or "ABT0103"
            && diagnostic.GetMessage(CultureInfo.InvariantCulture).Contains($"'{name}'", StringComparison.Ordinal));
        if (!one.IsOverlayChanged && !isSame && !isSaid)
            throw new XunitException($"The untouched tool '{name}' changed, and nothing says so:\n{Describe(before)}\n{Describe(now)}");
    }

    private static string Describe(ToolModel tool) =>
        $"{tool.GroupInterface}.{tool.MethodName}({string.Join(", ", tool.Parameters)}): {tool.Output}; {string.Join(", ", tool.Types)}";

    private static void AssertCompiles(int[] batch)
    {
        if (Compiles(batch, out _))
            return;
        int[] left = batch;
        while (left.Length > 1)
        {
            int[] half = left[..(left.Length / 2)];
            left = Compiles(half, out _) ? left[half.Length..] : half;
        }

        Compiles(left, out Exception? why);
        if (why is null)
            throw new XunitException($"{left[0]} compiles alone, but not with its batch, {batch[0]} to {batch[^1]}.");
        TextMutator mutator = new(new Random(left[0]));
        throw Failure(left[0], mutator, mutator.Next(), why);
    }

    private static bool Compiles(int[] seeds, out Exception? why)
    {
        try
        {
            SmallStack.RunInTime(() => Generation.Of([.. seeds.SelectMany(static seed => Files(seed, new TextMutator(new Random(seed)).Next()))]).AssertCompiles());
            why = null;
            return true;
        }
        catch (XunitException e)
        {
            why = e;
            return false;
        }
    }

    private static XunitException Failure(int seed, TextMutator mutator, FuzzCase one, Exception why) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"AGENTBAY_FUZZ_SEED={seed} AGENTBAY_FUZZ_CASES=1: {Cut(why.Message)}\n{string.Join('\n', mutator.Edits)}\n{Cut(one.Capture)}\n{Cut(one.Overlay)}"), why);

    private static string Cut(string text) => text.Length <= 8_000 ? text : text[..8_000] + "…";

    // Each case is a class of its own, so that many of them compile side by side.
    private static TestFile[] Files(int seed, FuzzCase one)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"/p/case{seed}");
        return [new TestFile(name + ".tools.json", one.Capture), new TestFile(name + ".overlay.json", one.Overlay)];
    }

    private static ToolModel[] ToolsOf(Generation generation) =>
    [
        .. generation.Result.Results.Single().TrackedSteps[StepNames.Catalogs]
            .SelectMany(static step => step.Outputs)
            .SelectMany(static output => ((BoundCatalog)output.Value).Tools),
    ];

    private static IEnumerable<string> DirectivesOf(SyntaxTree tree) =>
        tree.GetRoot().DescendantTrivia().Where(static trivia => trivia.IsDirective).Select(static trivia => trivia.ToString().Trim());

    private static bool IsJson(string text)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text.TrimStart('\uFEFF'), new JsonDocumentOptions { MaxDepth = 100_000 });
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
