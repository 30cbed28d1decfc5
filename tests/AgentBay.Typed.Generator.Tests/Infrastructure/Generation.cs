using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Completion;
using Microsoft.CodeAnalysis.CSharp;
using Xunit.Sdk;

namespace AgentBay.Typed.Generator.Tests.Infrastructure;

/// <summary>
/// One run of the generator. Every run is repeated on a changed compilation, and every step must come from the cache
/// then: so each test that generates is a test of incrementality too.
/// </summary>
internal sealed class Generation
{
    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Latest, DocumentationMode.Diagnose);

    private static readonly CSharpCompilationOptions CompilationOptions = new(
        OutputKind.DynamicallyLinkedLibrary,
        nullableContextOptions: NullableContextOptions.Enable,
        generalDiagnosticOption: ReportDiagnostic.Error,
        warningLevel: 9999,
        specificDiagnosticOptions:
        [
            // The runtime's own assemblies stand in for reference assemblies here; their versions differ by nothing.
            new("CS1701", ReportDiagnostic.Suppress),
            new("CS1702", ReportDiagnostic.Suppress),

            // Hidden: a global using that the file does not need.
            new("CS8019", ReportDiagnostic.Suppress),
        ]);

    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(static path => Path.GetFileName(path) is "AgentBay.Typed.dll" || Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal)
                || Path.GetFileName(path) is "netstandard.dll" or "mscorlib.dll")
            .Select(static path => MetadataReference.CreateFromFile(path)),
    ];

    private readonly CSharpCompilation _input;
    private readonly Compilation _output;

    private Generation(CSharpCompilation input, GeneratorDriver driver, Compilation output, GeneratorDriverRunResult result)
    {
        _input = input;
        Driver = driver;
        _output = output;
        Result = result;
    }

    public GeneratorDriver Driver { get; }

    public GeneratorDriverRunResult Result { get; }

    public IReadOnlyList<Diagnostic> Diagnostics => Result.Diagnostics;

    /// <summary>The generated files by name.</summary>
    public IReadOnlyDictionary<string, string> Files => Result.Results.Single().GeneratedSources
        .ToDictionary(static file => file.HintName, static file => file.SourceText.ToString());

    public static Generation Of(string capture, string? overlay = null) =>
        Of(overlay is null ? [new TestFile("/p/test.tools.json", capture)] : [new TestFile("/p/test.tools.json", capture), new TestFile("/p/test.overlay.json", overlay)]);

    public static Generation Of(params TestFile[] files) => Of(files, new Dictionary<string, string>());

    public static Generation Of(TestFile[] files, IReadOnlyDictionary<string, string> properties, string source = "")
    {
        Dictionary<string, string> all = new(properties);
        all.TryAdd("RootNamespace", "Test");
        CSharpCompilation input = CSharpCompilation.Create(
            "Generated", source.Length == 0 ? [] : [CSharpSyntaxTree.ParseText(source, ParseOptions)], References, CompilationOptions);
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new ToolCatalogGenerator().AsSourceGenerator()],
            files,
            ParseOptions,
            new TestOptions(all),
            new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        driver = driver.RunGeneratorsAndUpdateCompilation(input, out Compilation output, out _);
        Generation generation = new(input, driver, output, driver.GetRunResult());
        if (generation.Result.Results.Single().Exception is { } exception)
            throw new XunitException($"The generator threw: {exception}");
        generation.AssertCached();
        return generation;
    }

    /// <summary>The run after a file was edited; its steps tell what that cost.</summary>
    public GeneratorRunResult After(TestFile before, TestFile after) =>
        Driver.ReplaceAdditionalText(before, after).RunGenerators(_input).GetRunResult().Results.Single();

    /// <summary>Compiles what was generated, warnings as errors, documentation checked.</summary>
    public Generation AssertCompiles()
    {
        Diagnostic[] problems = [.. _output.GetDiagnostics().Where(static diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)];
        if (problems.Length > 0)
        {
            throw new XunitException(
                string.Join('\n', problems.Take(10)) + "\n" + string.Join('\n', problems.Take(3).Select(static p => p.Location.SourceTree?.ToString())));
        }

        return this;
    }

    /// <summary>
    /// What Roslyn's completion offers at <c>$$</c> in a source: each name, with what is shown beside it. The editor asks
    /// the same.
    /// </summary>
    public async Task<IReadOnlyDictionary<string, string>> CompletionsAsync(string source)
    {
        int position = source.IndexOf("$$", StringComparison.Ordinal);
        using AdhocWorkspace workspace = new();
        Project project = workspace.AddProject("Editor", LanguageNames.CSharp)
            .WithCompilationOptions(CompilationOptions).WithParseOptions(ParseOptions).WithMetadataReferences(References);
        foreach ((string name, string generated) in Files)
            project = project.AddDocument(name, generated).Project;
        Document document = project.AddDocument("Program.cs", source.Remove(position, 2));
        CompletionService service = CompletionService.GetService(document)!;
        CompletionList list = await service.GetCompletionsAsync(document, position);
        Dictionary<string, string> shown = [];
        foreach (CompletionItem item in list.ItemsList)
            shown[item.DisplayText] = (await service.GetDescriptionAsync(document, item))!.Text;
        return shown;
    }

    /// <summary>The compiler's errors in code that uses what was generated.</summary>
    public IReadOnlyList<Diagnostic> ErrorsIn(string source) =>
    [
        .. _output.AddSyntaxTrees(CSharpSyntaxTree.ParseText(source, ParseOptions)).GetDiagnostics()
            .Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error),
    ];

    public INamedTypeSymbol Type(string name) =>
        _output.GetTypeByMetadataName(name) ?? throw new XunitException($"There is no type {name}.");

    /// <summary>The generated method of a tool, as it is seen in IntelliSense.</summary>
    public IMethodSymbol Method(string name, string type = "Test.Catalogs.Test") =>
        Type(type).GetMembers(name).OfType<IMethodSymbol>().Single();

    /// <summary>
    /// Compiles the body of <c>async Task&lt;object?&gt; Run(IToolInvoker invoker)</c> together with what was generated, and runs it.
    /// </summary>
    public async Task<object?> RunAsync(IToolInvoker invoker, string body)
    {
        string program = $$"""
            using System;
            using System.Collections.Generic;
            using System.Linq;
            using System.Threading;
            using System.Threading.Tasks;
            using System.Text.Json;
            using AgentBay.Typed;
            using Test.Catalogs;

            internal static class Program
            {
                public static async Task<object?> Run(IToolInvoker invoker)
                {
                    {{body}}
                }
            }
            """;
        Compilation compilation = _output.AddSyntaxTrees(CSharpSyntaxTree.ParseText(program, ParseOptions));
        using MemoryStream assembly = new();
        var emitted = compilation.Emit(assembly);
        if (!emitted.Success)
            throw new XunitException(string.Join('\n', emitted.Diagnostics.Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)));
        assembly.Position = 0;
        AssemblyLoadContext context = new("generated", isCollectible: true);
        context.Resolving += static (_, name) => name.Name == "AgentBay.Typed" ? typeof(IToolInvoker).Assembly : null;
        MethodInfo run = context.LoadFromStream(assembly).GetType("Program")!.GetMethod("Run")!;
        return await (Task<object?>)run.Invoke(null, [invoker])!;
    }

    private void AssertCached()
    {
        CSharpCompilation edited = _input.AddSyntaxTrees(CSharpSyntaxTree.ParseText("class Unrelated;", ParseOptions));
        GeneratorRunResult again = Driver.RunGenerators(edited).GetRunResult().Results.Single();
        foreach ((string name, ImmutableArray<IncrementalGeneratorRunStep> steps) in again.TrackedSteps.Concat(again.TrackedOutputSteps))
        {
            foreach (IncrementalStepRunReason reason in steps.SelectMany(static step => step.Outputs).Select(static output => output.Reason))
                Assert.True(reason is IncrementalStepRunReason.Cached, $"After an unrelated edit the step {name} is {reason}.");
        }
    }
}
