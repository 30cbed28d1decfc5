using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace AgentBay.Typed.Documentation;

/// <summary>The code that the page of the mapping shows is what is generated for the tool above it.</summary>
public sealed partial class GeneratedCodeTests
{
    private const string Mapping = "docs/schema-mapping.md";

    /// <summary>Generated code begins with the documentation of a member; a reader's does not.</summary>
    public static bool IsGenerated(string snippet) => snippet.StartsWith("/// <summary>", StringComparison.Ordinal);

    [Fact]
    public void The_mapping_shows_what_is_generated()
    {
        string tool = Page.Blocks(Mapping, "json").Single(static block => block.Contains("\"edit_file\"", StringComparison.Ordinal));
        string shown = Page.Blocks(Mapping, "csharp").Single(IsGenerated);
        string generated = Generate($"[{tool}]");
        Assert.All(shown.TrimEnd().Split("\n\n"), part => Assert.Contains(part, generated, StringComparison.Ordinal));
    }

    /// <summary>The code for the tools of a capture, as the page writes it: as it stands in its class, types by their names alone.</summary>
    private static string Generate(string tools)
    {
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            GeneratorAssembly.Create<IIncrementalGenerator>().Select(GeneratorExtensions.AsSourceGenerator),
            [new Capture("demo.tools.json", SourceText.From(tools))]);
        GeneratorDriverRunResult result = driver.RunGenerators(Snippet.Compile(Mapping, [""])).GetRunResult();
        string code = string.Join('\n', result.GeneratedTrees.Select(static tree => tree.ToString()));
        return Indentation().Replace(Qualification().Replace(code, ""), "");
    }

    [GeneratedRegex("""global::(\w+\.)+""")]
    private static partial Regex Qualification();

    [GeneratedRegex("^    ", RegexOptions.Multiline)]
    private static partial Regex Indentation();

    private sealed class Capture(string path, SourceText text) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => text;
    }
}
