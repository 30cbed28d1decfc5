using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AgentBay.Typed.Documentation;

/// <summary>
/// C# of a page in a project as a reader has it: the usings that its SDK and its test framework bring, those that the page
/// has named by then, catalogs from the captures of schemas/, and the variables that the pages introduce.
/// </summary>
internal static partial class Snippet
{
    // What a page's other snippets have, as far as this one does not declare it.
    private static readonly (string Type, string Name)[] Known =
    [
        ("AgentBayClient", "bay"), ("AgentBay.Typed.Local.LocalBay", "local"), ("Session<LinuxLatest>", "session"), ("AgentBayContext", "project"),
        ("IServiceCollection", "services"), ("IConfiguration", "configuration"), ("ModelContextProtocol.Client.McpClient", "client"), ("Everything", "tools"),
        ("Demo", "demo"), ("IReadOnlyList<string>", "paths"),
        ("string", "password"), ("Func<LinuxLatest, Task>", "CodeUnderTest"),
    ];

    private const string Usings = """
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Net.Http;
        global using System.Threading; global using System.Threading.Tasks; global using AgentBay.Typed; global using AgentBay.Typed.Documentation.Catalogs;
        global using Microsoft.Extensions.Configuration; global using Microsoft.Extensions.DependencyInjection; global using Xunit;
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

    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(static path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>The last of the snippets, with each of its lines where the page has it; of those before it, the usings.</summary>
    public static CSharpCompilation Compile(string page, IReadOnlyList<string> snippets)
    {
        string[] lines = snippets[^1].Split('\n');
        string usings = string.Join('\n', snippets.SelectMany(static snippet => snippet.Split('\n')).Where(IsUsing)
            .Select(static line => OfReader().Replace(UsingDirective().Match(line).Value, "using AgentBay.Typed.Documentation.")).Distinct());
        string body = string.Join('\n', lines.Select(static line => IsUsing(line) ? "" : line));
        string parameters = string.Join(", ", Known.Where(known => !Declares(body, known.Name)).Select(static known => $"{known.Type} {known.Name}"));
        string source = $"{usings}\ninternal static class Page\n{{\n    internal static async Task Snippet({parameters})\n    {{\n#line 1 \"{page}\"\n{body}\n    }}\n}}\n";
        return CSharpCompilation.Create(
            "Snippet",
            [Parse(Usings), Parse(Stand), Parse(source)],
            References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
    }

    private static SyntaxTree Parse(string source) => CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.Latest));

    private static bool IsUsing(string line) => UsingDirective().IsMatch(line);

    private static bool Declares(string body, string name) => CSharpSyntaxTree.ParseText($"async Task M() {{ {body}\n }}").GetRoot()
        .DescendantNodes().Any(node => node is VariableDeclaratorSyntax variable && variable.Identifier.ValueText == name);

    [GeneratedRegex("^using [A-Za-z][A-Za-z.]*;")]
    private static partial Regex UsingDirective();

    // The root namespaces of the projects that the pages speak of.
    [GeneratedRegex("""^using (MyApp|Quickstart|Demo)\.""")]
    private static partial Regex OfReader();
}
