using System.Collections.Immutable;
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
internal sealed class Editor
{
    private readonly AdditionalText[] _captures;
    private readonly bool _isCompiled;

    private Editor(AdditionalText[] captures, bool isCompiled = false)
    {
        _captures = captures;
        _isCompiled = isCompiled;
    }

    public static Editor OneImage { get; } = new([Captures.Sandbox]);

    public static Editor TwoImages { get; } = new([Captures.Sandbox, Captures.Desktop]);

    public static Editor ImageAndServer { get; } = new([Captures.Sandbox, Captures.Everything]);

    public static Editor Forger { get; } = new([Captures.Forger]);

    /// <summary>The catalog is in an assembly, not in the project.</summary>
    public static Editor OneCompiledImage { get; } = new([Captures.Sandbox], isCompiled: true);

    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(static path => Path.GetFileName(path) is "AgentBay.Typed.dll" or "AgentBay.Typed.Mcp.dll" or "ModelContextProtocol.Core.dll" or "netstandard.dll" or "mscorlib.dll"
                || Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
            .Select(static path => MetadataReference.CreateFromFile(path)),
    ];

    private static readonly ImmutableArray<DiagnosticAnalyzer> Analyzers =
        [new UntypedCallAnalyzer(), new ToolCallAnalyzer(), new SessionLifetimeAnalyzer(), new DestructiveCallAnalyzer()];

    /// <summary>What the analyzers say of a body, as <c>id 'marked text': message</c>, in the order of the text.</summary>
    public async Task<IReadOnlyList<string>> AnalyzeAsync(string body, params string[] ids)
    {
        Document document = await OpenAsync(body);
        return [.. (await DiagnosticsAsync(document)).Where(one => ids.Length == 0 || ids.Contains(one.Id)).Select(Text)];
    }

    /// <summary>The body after each of its untyped calls was fixed.</summary>
    public Task<string> FixAsync(string body) => FixAsync(body, new TypedCallCodeFix());

    /// <summary>The body after a fix was applied wherever it is offered: its first action, or the one of a title.</summary>
    public async Task<string> FixAsync(string body, CodeFixProvider fix, string? title = null)
    {
        Document document = await OpenAsync(body);
        while (await FirstActionAsync(document, fix, title) is { } action)
            document = await ApplyAsync(document, action);
        return await BodyAsync(document);
    }

    /// <summary>The body after a fix was applied to the whole document at once.</summary>
    public async Task<string> FixAllAsync(string body, CodeFixProvider fix)
    {
        Document document = await OpenAsync(body);
        CodeAction first = await FirstActionAsync(document, fix, null) ?? throw new InvalidOperationException("No fix is offered.");
        FixAllContext context = new(
            document, fix, FixAllScope.Document, first.EquivalenceKey!, fix.FixableDiagnosticIds, new AllDiagnostics(), CancellationToken.None);
        return await BodyAsync(await ApplyAsync(document, (await fix.GetFixAllProvider()!.GetFixAsync(context))!));
    }

    private static async Task<CodeAction?> FirstActionAsync(Document document, CodeFixProvider fix, string? title)
    {
        CodeAction? action = null;
        foreach (Diagnostic diagnostic in (await DiagnosticsAsync(document)).Where(one => fix.FixableDiagnosticIds.Contains(one.Id)))
            await fix.RegisterCodeFixesAsync(new CodeFixContext(
                document, diagnostic, (one, _) => action ??= title is null || one.Title == title ? one : null, CancellationToken.None));
        return action;
    }

    private static async Task<Document> ApplyAsync(Document document, CodeAction action)
    {
        ApplyChangesOperation change = (await action.GetOperationsAsync(CancellationToken.None)).OfType<ApplyChangesOperation>().Single();
        return await Microsoft.CodeAnalysis.Simplification.Simplifier.ReduceAsync(change.ChangedSolution.GetDocument(document.Id)!);
    }

    private static async Task<string> BodyAsync(Document document)
    {
        Assert.Empty((await document.Project.GetCompilationAsync())!.GetDiagnostics().Where(static one => one.Severity == DiagnosticSeverity.Error));
        string text = (await document.GetTextAsync()).ToString();
        int start = text.IndexOf("/*begin*/", StringComparison.Ordinal) + "/*begin*/".Length;
        return text[start..text.IndexOf("/*end*/", StringComparison.Ordinal)].Trim();
    }

    private async Task<Document> OpenAsync(string body)
    {
        string source = $$"""
            using System; using System.Collections.Generic; using System.Linq; using System.Text.Json; using System.Threading; using System.Threading.Tasks;
            using AgentBay.Typed; using Test.Catalogs;
            internal class Outer { internal enum Kind { One } }
            internal class Program
            {
                private readonly List<Session> kept = new();
                private Session? owned;
                private static void Use(Session session) { }
                private static async Task<ToolResult> Checked(Session session) => (await session.CallToolAsync(session.SessionId)).EnsureSuccess();
                internal async Task<object?> Run(
                    AgentBayClient bay, Session<Sandbox> session, Session plain, Sandbox.IShellTools shell, IToolInvoker invoker,
                    ModelContextProtocol.Client.McpClient mcp, CancellationToken stop)
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
        CSharpGeneratorDriver
            .Create([new ToolCatalogGenerator().AsSourceGenerator()], _captures, new CSharpParseOptions(LanguageVersion.Latest), new Options())
            .RunGeneratorsAndUpdateCompilation((await project.GetCompilationAsync())!.WithAssemblyName("Catalogs"), out Compilation whole, out _);
        if (_isCompiled)
            return project.AddMetadataReference(Compile(whole)).AddDocument("Program.cs", SourceText.From(source));
        foreach (SyntaxTree file in whole.SyntaxTrees)
            project = project.AddDocument(file.FilePath, await file.GetTextAsync(), filePath: "/gen/" + file.FilePath).Project;
        return project.AddDocument("Program.cs", SourceText.From(source));
    }

    private static PortableExecutableReference Compile(Compilation compilation)
    {
        using MemoryStream image = new();
        Assert.True(compilation.Emit(image).Success);
        return MetadataReference.CreateFromImage(image.ToArray());
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

    private sealed class AllDiagnostics : FixAllContext.DiagnosticProvider
    {
        public override async Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) => await GetProjectDiagnosticsAsync(project, cancellationToken);

        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) => await DiagnosticsAsync(document);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>([]);
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
