using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AgentBay.Typed.Documentation;

/// <summary>
/// A page of a diagnostic that is about C# shows code, and under it what is said of that code. Which line it is depends on
/// the reader's file; all else is as the page says.
/// </summary>
public sealed partial class DiagnosticPageTests
{
    public static TheoryData<string> PagesWithCode() =>
        [.. Page.All().Where(static page => Path.GetFileName(page).StartsWith("ABT", StringComparison.Ordinal) && Said(page).Count > 0)];

    [Theory]
    [MemberData(nameof(PagesWithCode))]
    public async Task The_code_of_a_diagnostics_page_gives_the_diagnostic_that_the_page_shows(string page)
    {
        foreach ((string snippet, string said) in Said(page))
        {
            CompilationWithAnalyzers compilation = Snippet.Compile(page, [snippet]).WithAnalyzers([.. GeneratorAssembly.Create<DiagnosticAnalyzer>()]);
            IEnumerable<Diagnostic> diagnostics = await compilation.GetAnalyzerDiagnosticsAsync();
            Assert.Equal(
                [said],
                diagnostics.Where(one => one.Id == Path.GetFileNameWithoutExtension(page)).Select(Text));
        }
    }

    /// <summary>The C# of a page that has a diagnostic under it, and that diagnostic without its line.</summary>
    private static List<(string Snippet, string Said)> Said(string page)
    {
        IReadOnlyList<(string Language, string Text)> blocks = Page.Open(page).Blocks();
        return
        [
            .. blocks.Zip(blocks.Skip(1)).Where(static pair => pair.First.Language == "csharp" && Place().IsMatch(pair.Second.Text))
                .Select(static pair => (pair.First.Text, Place().Replace(pair.Second.Text, "").TrimEnd())),
        ];
    }

    private static string Text(Diagnostic diagnostic)
    {
        string severity = diagnostic.Severity.ToString().ToLowerInvariant();
        int column = diagnostic.Location.GetLineSpan().StartLinePosition.Character + 1;
        return $"{column}): {severity} {diagnostic.Id}: {diagnostic.GetMessage(CultureInfo.InvariantCulture)}";
    }

    [GeneratedRegex("""^Program\.cs\(\d+,""")]
    private static partial Regex Place();
}
