using Microsoft.CodeAnalysis;

namespace AgentBay.Typed.Documentation;

/// <summary>Every C# snippet of the documentation compiles, apart from generated code, which is compared with what is generated.</summary>
public sealed class SnippetTests
{
    public static TheoryData<string, int> Snippets()
    {
        TheoryData<string, int> data = [];
        foreach (string page in Page.All())
        {
            for (int i = 0; i < SnippetsOf(page).Length; i++)
                data.Add(page, i + 1);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Snippets))]
    public void A_snippet_compiles(string page, int number)
    {
        IEnumerable<Diagnostic> faults = Snippet.Compile(page, SnippetsOf(page)[..number]).GetDiagnostics()
            .Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        Assert.Empty(faults);
    }

    private static string[] SnippetsOf(string page) => [.. Page.Blocks(page, "csharp").Where(static snippet => !GeneratedCodeTests.IsGenerated(snippet))];
}
