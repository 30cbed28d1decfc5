using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using AgentBay.Typed.Generator;
using AgentBay.Typed.Generator.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Diagnostics.Telemetry;

namespace AgentBay.Typed.Benchmarks;

/// <summary>Prints what the analyzers add to a compilation: a catalog, and methods that call nothing of ours or something each.</summary>
internal static class AnalyzerCost
{
    private const int Methods = 2_000;

    /// <summary>The analyzers that run where a project asks for nothing.</summary>
    public static ImmutableArray<DiagnosticAnalyzer> Analyzers { get; } = [new UntypedCallAnalyzer(), new ToolCallAnalyzer(), new SessionLifetimeAnalyzer()];

    /// <summary>A project of some files and a catalog of 1,000 tools.</summary>
    public static Compilation Compile(params SyntaxTree[] files)
    {
        CSharpCompilation compilation = CSharpCompilation.Create("Cost", files, References(), new(OutputKind.DynamicallyLinkedLibrary));
        CSharpGeneratorDriver
            .Create([new ToolCatalogGenerator().AsSourceGenerator()], [new CaptureText("{\"source\":{\"imageId\":\"synthetic\"}," + SyntheticCapture.Make(1_000)[1..])])
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation whole, out _);
        return whole;
    }

    public static void Print()
    {
        Console.WriteLine("| methods | compiler | untyped calls | tool calls | session lifetimes |");
        Console.WriteLine("| --- | ---: | ---: | ---: | ---: |");
        foreach ((string what, string body) in new[]
        {
            ("that call other things", "Console.WriteLine(string.Join(\", \", new[] { 1, 2, 3 }).Trim().Length);"),
            ("with a typed call each", "_ = await session.Tools.GetMetrics00042();"),
            ("with an untyped call each", "_ = await session.CallToolAsync(\"get_metrics_00042\");"),
        })
        {
            // The first time is the just-in-time compiler's.
            _ = Row(body);
            Console.WriteLine($"| {Methods} {what} | {Row(body)}");
        }
    }

    private static string Row(string body)
    {
        string source = "using System; using System.Threading.Tasks; using AgentBay.Typed; using Catalogs;\n" + string.Concat(Enumerable.Range(0, Methods)
            .Select(i => $"internal static class C{i} {{ public static async Task Run(Session<Synthetic> session) {{ await Task.Yield(); {body} }} }}\n"));
        Compilation whole = Compile(CSharpSyntaxTree.ParseText(source));
        long start = Stopwatch.GetTimestamp();
        Diagnostic? error = whole.GetDiagnostics().FirstOrDefault(static one => one.Severity == DiagnosticSeverity.Error);
        TimeSpan compiler = Stopwatch.GetElapsedTime(start);
        if (error is not null)
            throw new InvalidOperationException(error.ToString());

        CompilationWithAnalyzers analysis = whole.WithAnalyzers(Analyzers, new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), null, false, logAnalyzerExecutionTime: true));
        AnalysisResult result = analysis.GetAnalysisResultAsync(CancellationToken.None).GetAwaiter().GetResult();
        return string.Join(" | ", Analyzers.Select(one => Milliseconds(result.AnalyzerTelemetryInfo[one].ExecutionTime)).Prepend(Milliseconds(compiler))) + " |";
    }

    private static string Milliseconds(TimeSpan time) => time.TotalMilliseconds.ToString("N1", CultureInfo.InvariantCulture) + " ms";

    private static IEnumerable<MetadataReference> References() => ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
        .Where(static path => Path.GetFileName(path) is "AgentBay.Typed.dll" or "netstandard.dll" || Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
        .Select(static path => MetadataReference.CreateFromFile(path));
}
