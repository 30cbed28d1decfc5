using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AgentBay.Typed.Documentation;

/// <summary>
/// Every C# snippet of README.md and docs/ compiles, in a project as a reader has it: implicit usings, catalogs from the
/// captures of schemas/, and the variables that the pages introduce. Pages of diagnostics and of the mapping show
/// generated code and faulty code; their examples are tested where the diagnostics are.
/// </summary>
public sealed partial class SnippetTests
{
    // What a page's other snippets have, as far as this one does not declare it.
    private static readonly (string Type, string Name)[] Known =
    [
        ("AgentBayClient", "bay"), ("LocalBay", "local"), ("Session<LinuxLatest>", "session"), ("AgentBayContext", "project"),
        ("IServiceCollection", "services"), ("IConfiguration", "configuration"), ("McpClient", "client"), ("Everything", "tools"),
        ("string", "password"), ("Func<LinuxLatest, Task>", "CodeUnderTest"),
    ];

    private const string Usings = """
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Net.Http;
        global using System.Threading; global using System.Threading.Tasks; global using AgentBay.Typed; global using AgentBay.Typed.Documentation.Catalogs;
        global using AgentBay.Typed.Local; global using AgentBay.Typed.Mcp; global using AgentBay.Typed.Testing; global using Microsoft.Extensions.AI;
        global using Microsoft.Extensions.Configuration; global using Microsoft.Extensions.DependencyInjection; global using ModelContextProtocol;
        global using ModelContextProtocol.Client; global using Xunit;
        """;

    // What a page names and a reader has.
    private const string Stand = """
        internal sealed class AuditHandler : System.Net.Http.DelegatingHandler { }
        internal sealed class Release(LinuxLatest tools) { public Task RunAsync() => tools.Shell("true"); }
        internal sealed class OpenTelemetryBuilder
        {
            public OpenTelemetryBuilder WithTracing(Action<Sources> add) => this;
            public OpenTelemetryBuilder WithMetrics(Action<Sources> add) => this;
            public sealed class Sources { public Sources AddSource(string name) => this; public Sources AddMeter(string name) => this; }
        }
        internal static class OpenTelemetryExtensions { public static OpenTelemetryBuilder AddOpenTelemetry(this IServiceCollection services) => new(); }
        """;

    private static string RepositoryRoot { get; } = Path.GetFullPath(Path.Combine(ThisFolder(), "../.."));

    public static TheoryData<string, int> Snippets()
    {
        TheoryData<string, int> data = [];
        foreach (string page in Pages())
        {
            for (int i = 0; i < SnippetsOf(page).Count; i++)
                data.Add(page, i + 1);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Snippets))]
    public void A_snippet_compiles(string page, int number)
    {
        string snippet = SnippetsOf(page)[number - 1];
        string[] lines = snippet.Split('\n');
        string usings = string.Join('\n', lines.Where(IsUsing).Select(static line => line.Replace("MyApp.", "AgentBay.Typed.Documentation.", StringComparison.Ordinal)
            .Replace("Quickstart.", "AgentBay.Typed.Documentation.", StringComparison.Ordinal).Replace("Demo.", "AgentBay.Typed.Documentation.", StringComparison.Ordinal)));
        string body = string.Join('\n', lines.Where(static line => !IsUsing(line)));
        string parameters = string.Join(", ", Known.Where(known => !Declares(body, known.Name)).Select(static known => $"{known.Type} {known.Name}"));
        string source = $"{usings}\ninternal static class Page\n{{\n    internal static async Task Snippet({parameters})\n    {{\n#line 1 \"{page}\"\n{body}\n    }}\n}}\n";
        IEnumerable<Diagnostic> faults = Compile(source).GetDiagnostics()
            .Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        Assert.True(!faults.Any(), string.Join('\n', faults) + "\n" + source);
    }

    private static string ThisFolder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;

    private static IEnumerable<string> Pages() => Directory.EnumerateFiles(Path.Combine(RepositoryRoot, "docs"), "*.md")
        .Where(static page => Path.GetFileName(page) is not "schema-mapping.md").Append(Path.Combine(RepositoryRoot, "README.md"))
        .Select(static page => Path.GetRelativePath(RepositoryRoot, page)).Order(StringComparer.Ordinal);

    private static List<string> SnippetsOf(string page) =>
    [
        .. Fence().Matches(File.ReadAllText(Path.Combine(RepositoryRoot, page))).Select(static match => match.Groups[1].Value),
    ];

    private static bool IsUsing(string line) => UsingDirective().IsMatch(line);

    private static bool Declares(string body, string name) => CSharpSyntaxTree.ParseText($"async Task M() {{ {body}\n }}").GetRoot()
        .DescendantNodes().Any(node => node is VariableDeclaratorSyntax variable && variable.Identifier.ValueText == name);

    private static CSharpCompilation Compile(string source)
    {
        CSharpParseOptions options = new(LanguageVersion.Latest);
        string trusted = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        return CSharpCompilation.Create(
            "Snippet",
            [CSharpSyntaxTree.ParseText(Usings, options), CSharpSyntaxTree.ParseText(Stand, options), CSharpSyntaxTree.ParseText(source, options)],
            trusted.Split(Path.PathSeparator).Select(static path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
    }

    [GeneratedRegex(@"```csharp\r?\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"^using [A-Za-z][A-Za-z.]*;")]
    private static partial Regex UsingDirective();
}
