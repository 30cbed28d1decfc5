using System.Collections.Immutable;
using AgentBay.Typed.Generator;
using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AgentBay.Typed.Benchmarks;

/// <summary>
/// How long the compiler takes for the code of AgentBay's 90 Linux tools: ours, with methods, readers and writers, and
/// quicktype's, with types and attributes. quicktype.sh makes the latter and runs this.
/// </summary>
[MemoryDiagnoser]
public class CompileBenchmarks
{
    private const int LinuxTools = 90;

    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(static path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal) || Path.GetFileName(path) is "AgentBay.Typed.dll")
            .Select(static path => MetadataReference.CreateFromFile(path)),
    ];

    private string[] _ours = [];
    private string _quicktype = "";

    [GlobalSetup]
    public void Setup()
    {
        _ours =
        [
            .. CSharpGeneratorDriver
                .Create([new ToolCatalogGenerator().AsSourceGenerator()], [new CaptureText(SyntheticCapture.Make(LinuxTools))])
                .RunGenerators(CSharpCompilation.Create("Ours"))
                .GetRunResult().GeneratedTrees.Select(static tree => tree.ToString()),
        ];
        string path = Environment.GetEnvironmentVariable("QUICKTYPE_OUTPUT")
            ?? throw new InvalidOperationException("QUICKTYPE_OUTPUT must name the file that quicktype wrote; see quicktype.sh.");
        _quicktype = File.ReadAllText(path);
    }

    [Benchmark(Baseline = true, Description = "quicktype")]
    public long Quicktype() => Compile(_quicktype);

    [Benchmark(Description = "AgentBay.Typed")]
    public long Ours() => Compile(_ours);

    private static long Compile(params string[] sources)
    {
        using MemoryStream assembly = new();
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Compiled",
            sources.Select(static source => CSharpSyntaxTree.ParseText(source)),
            References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        Microsoft.CodeAnalysis.Emit.EmitResult result = compilation.Emit(assembly);
        return result.Success
            ? assembly.Length
            : throw new InvalidOperationException(string.Join('\n', result.Diagnostics.Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)));
    }
}
