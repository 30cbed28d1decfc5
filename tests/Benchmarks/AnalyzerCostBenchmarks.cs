using System.Collections.Immutable;
using System.Globalization;
using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace AgentBay.Typed.Benchmarks;

/// <summary>
/// What an editor does with analyzers after each pause in typing: a new compilation with one file edited, and their
/// diagnostics of that file. The project has a catalog of 1,000 tools and 500 other files. The baseline's analyzers ask for
/// the same operations as ours and do nothing, so that it is the compiler's own work.
/// </summary>
[MemoryDiagnoser]
public class AnalyzerCostBenchmarks
{
    private const int Methods = 50;

    private static readonly ImmutableArray<DiagnosticAnalyzer> Idle = [new IdleAnalyzer(), new IdleAnalyzer(), new IdleAnalyzer()];

    private Compilation _project = CSharpCompilation.Create("Empty");
    private SyntaxTree _file = CSharpSyntaxTree.ParseText("");
    private int _edits;

    /// <summary>How many of the file's 50 methods call a tool by name.</summary>
    [Params(0, 1, 50)]
    public int UntypedCalls { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _file = CSharpSyntaxTree.ParseText(Source("Edited", UntypedCalls));
        _project = AnalyzerCost.Compile([_file, .. Enumerable.Range(0, 500).Select(static i => CSharpSyntaxTree.ParseText(Source($"File{i}", 0)))]);
        if (_project.GetDiagnostics().FirstOrDefault(static one => one.Severity == DiagnosticSeverity.Error) is { } error)
            throw new InvalidOperationException(error.ToString());
        int told = Analyze(AnalyzerCost.Analyzers).GetAwaiter().GetResult();
        if (told != UntypedCalls)
            throw new InvalidOperationException($"{told} diagnostics for {UntypedCalls} calls.");
    }

    [Benchmark(Baseline = true, Description = "idle analyzers")]
    public Task<int> IdleAnalyzers() => Analyze(Idle);

    [Benchmark(Description = "our analyzers")]
    public Task<int> OurAnalyzers() => Analyze(AnalyzerCost.Analyzers);

    private async Task<int> Analyze(ImmutableArray<DiagnosticAnalyzer> analyzers)
    {
        CompilationWithAnalyzers analysis = Edit().WithAnalyzers(analyzers, new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), null, true, false));
        SemanticModel model = analysis.Compilation.GetSemanticModel(analysis.Compilation.SyntaxTrees.First());
        return (await analysis.GetAnalyzerSemanticDiagnosticsAsync(model, null, CancellationToken.None)).Length;
    }

    private Compilation Edit()
    {
        string text = _file.ToString();
        int place = text.LastIndexOf('}');
        SourceText edited = SourceText.From(text).WithChanges(new TextChange(new TextSpan(place, 0), $"// {(_edits++).ToString(CultureInfo.InvariantCulture)}\n"));
        return _project.ReplaceSyntaxTree(_file, _file.WithChangedText(edited));
    }

    private static string Source(string name, int untypedCalls) =>
        $"using System; using System.Threading.Tasks; using AgentBay.Typed; using Catalogs;\nnamespace Project;\ninternal sealed class {name} : IDisposable\n{{\n    public void Dispose() {{ }}\n"
        + string.Concat(Enumerable.Range(0, Methods).Select(i =>
            $"    public static async Task Run{i}(Session<Synthetic> session) {{ await Task.Yield(); {Body(i < untypedCalls)} }}\n")) + "}\n";

    private static string Body(bool isUntyped) => isUntyped
        ? "_ = await session.CallToolAsync(\"get_metrics_00042\");"
        : "Console.WriteLine(string.Join(\", \", new[] { 1, 2, 3 }).Trim().Length);";

    [DiagnosticAnalyzer(LanguageNames.CSharp)]
    private sealed class IdleAnalyzer : DiagnosticAnalyzer
    {
        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
            [new DiagnosticDescriptor("IDLE", "Idle", "Idle", "Idle", DiagnosticSeverity.Info, true)];

        public override void Initialize(AnalysisContext context)
        {
            context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
            context.EnableConcurrentExecution();
            context.RegisterOperationAction(static _ => { }, OperationKind.Invocation);
        }
    }
}
