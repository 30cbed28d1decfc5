using System.Collections.Immutable;
using System.Text;
using AgentBay.Typed.CodeFixes;
using AgentBay.Typed.Generator;
using AgentBay.Typed.Generator.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace AgentBay.Typed.Analyzers.Tests;

/// <summary>What an editor does with a method's body: compiles it with the catalog, asks the analyzers, applies the fix.</summary>
internal static class Editor
{
    private const string Capture = """
        { "source": { "imageId": "linux_latest" }, "tools": [
          { "name": "list", "server": "files", "inputSchema": { "type": "object", "properties": {} }, "annotations": { "readOnlyHint": true } },
          { "name": "open", "server": "files", "inputSchema": { "type": "object", "additionalProperties": { "type": "string" }, "properties": { "path": { "type": "string" } } } },
          { "name": "shell", "server": "shell", "annotations": { "destructiveHint": true },
            "inputSchema": { "type": "object", "required": ["command"], "properties": {
              "command": { "type": "string" }, "timeout_ms": { "type": "integer" }, "wait": { "type": "boolean" },
              "args": { "type": "array", "items": { "type": "string" } } } },
            "outputSchema": { "type": "object", "properties": { "stdout": { "type": "string" } } } },
          { "name": "write_file", "server": "files", "inputSchema": { "type": "object", "required": ["path"], "properties": {
              "path": { "type": "string" }, "mode": { "enum": ["overwrite", "append-to"] } } } }
        ] }
        """;

    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(static path => Path.GetFileName(path) is "AgentBay.Typed.dll" or "netstandard.dll" or "mscorlib.dll"
                || Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
            .Select(static path => MetadataReference.CreateFromFile(path)),
    ];

    private static readonly ImmutableArray<DiagnosticAnalyzer> Analyzers =
        [new UntypedCallAnalyzer(), new ToolCallAnalyzer(), new SessionLifetimeAnalyzer()];

    /// <summary>What the analyzers say of a body, as <c>id 'marked text': message</c>, in the order of the text.</summary>
    public static async Task<IReadOnlyList<string>> AnalyzeAsync(string body, params string[] ids)
    {
        Document document = Open(body);
        return [.. (await DiagnosticsAsync(document)).Where(one => ids.Length == 0 || ids.Contains(one.Id)).Select(Text)];
    }

    /// <summary>The body after each of its untyped calls was fixed.</summary>
    public static Task<string> FixAsync(string body) => FixAsync(body, new TypedCallCodeFix());

    /// <summary>The body after a fix was applied wherever it is offered: its first action, or the one of a title.</summary>
    public static async Task<string> FixAsync(string body, CodeFixProvider fix, string? title = null)
    {
        Document document = Open(body);
        while (true)
        {
            CodeAction? action = null;
            foreach (Diagnostic diagnostic in (await DiagnosticsAsync(document)).Where(one => fix.FixableDiagnosticIds.Contains(one.Id)))
                await fix.RegisterCodeFixesAsync(new CodeFixContext(
                    document, diagnostic, (one, _) => action ??= title is null || one.Title == title ? one : null, CancellationToken.None));
            if (action is null)
                break;
            ApplyChangesOperation change = (await action.GetOperationsAsync(CancellationToken.None)).OfType<ApplyChangesOperation>().Single();
            document = change.ChangedSolution.GetDocument(document.Id)!;
            document = await Microsoft.CodeAnalysis.Simplification.Simplifier.ReduceAsync(document);
        }

        Assert.Empty((await document.Project.GetCompilationAsync())!.GetDiagnostics().Where(static one => one.Severity == DiagnosticSeverity.Error));
        string text = (await document.GetTextAsync()).ToString();
        int start = text.IndexOf("/*begin*/", StringComparison.Ordinal) + "/*begin*/".Length;
        return text[start..text.IndexOf("/*end*/", StringComparison.Ordinal)].Trim();
    }

    private static Document Open(string body)
    {
        string source = $$"""
            using System; using System.Collections.Generic; using System.Text.Json; using System.Threading; using System.Threading.Tasks;
            using AgentBay.Typed; using Test.Catalogs;
            internal class Program
            {
                private readonly List<Session> kept = new();
                private static void Use(Session session) { }
                internal async Task<object?> Run(AgentBayClient bay, Session<Sandbox> session, Session plain, Sandbox.IShellTools shell, CancellationToken stop)
                {
                    await Task.Yield();
                    /*begin*/
                    {{body}}
                    /*end*/
                    return null;
                }
            }
            """;
        CSharpCompilationOptions options = new(
            OutputKind.DynamicallyLinkedLibrary,
            nullableContextOptions: NullableContextOptions.Enable,
            specificDiagnosticOptions: [new(UsageDescriptors.DestructiveCall.Id, ReportDiagnostic.Warn)]);
        Project project = new AdhocWorkspace().AddProject(ProjectInfo.Create(
            ProjectId.CreateNewId(), VersionStamp.Default, "Test", "Test", LanguageNames.CSharp,
            compilationOptions: options, parseOptions: new CSharpParseOptions(LanguageVersion.Latest), metadataReferences: References));
        GeneratorDriverRunResult generated = CSharpGeneratorDriver.Create(
                [new ToolCatalogGenerator().AsSourceGenerator()], [new CaptureText()], new CSharpParseOptions(LanguageVersion.Latest), new Options())
            .RunGenerators(project.GetCompilationAsync().Result!).GetRunResult();
        foreach (GeneratedSourceResult file in generated.Results.Single().GeneratedSources)
            project = project.AddDocument(file.HintName, file.SourceText, filePath: "/gen/" + file.HintName).Project;
        return project.AddDocument("Program.cs", SourceText.From(source));
    }

    private static async Task<IReadOnlyList<Diagnostic>> DiagnosticsAsync(Document document)
    {
        Compilation compilation = (await document.Project.GetCompilationAsync())!;
        Assert.Empty(compilation.GetDiagnostics().Where(static one => one.Severity == DiagnosticSeverity.Error));
        CompilationWithAnalyzers analysis = compilation.WithAnalyzers(
            Analyzers, new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), (failure, analyzer, _) => throw new InvalidOperationException($"{analyzer}", failure), true, false));
        return [.. (await analysis.GetAnalyzerDiagnosticsAsync()).OrderBy(static one => one.Location.SourceSpan.Start).ThenBy(static one => one.Id, StringComparer.Ordinal)];
    }

    private static string Text(Diagnostic diagnostic)
    {
        string marked = diagnostic.Location.SourceTree!.GetText().ToString(diagnostic.Location.SourceSpan);
        return $"{diagnostic.Id} {marked}: {diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}";
    }

    private sealed class CaptureText : AdditionalText
    {
        public override string Path => "/p/sandbox.tools.json";

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(Capture, Encoding.UTF8);
    }

    private sealed class Options : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new RootNamespace();

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;
    }

    private sealed class RootNamespace : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? value)
        {
            value = key == "build_property.RootNamespace" ? "Test" : null;
            return value is not null;
        }
    }
}
