using System.Collections.Immutable;
using AgentBay.Typed.Generator;
using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AgentBay.Typed.Benchmarks;

/// <summary>
/// What the generator costs an editor, by the size of the catalog. The baseline adds the same files from constants: what
/// is left when a generator does nothing.
/// </summary>
[MemoryDiagnoser]
public class GeneratorBenchmarks
{
    private CSharpCompilation _before = null!;
    private CSharpCompilation _after = null!;
    private CaptureText _capture = null!;
    private CaptureText _edited = null!;
    private GeneratorDriver _fresh = null!;
    private GeneratorDriver _warm = null!;
    private GeneratorDriver _freshConstant = null!;
    private GeneratorDriver _warmConstant = null!;

    [Params(10, 60, 100, 1_000, 10_000)]
    public int Tools { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _before = CSharpCompilation.Create("Benchmark", [CSharpSyntaxTree.ParseText("class A { void M() { } }")]);
        _after = CSharpCompilation.Create("Benchmark", [CSharpSyntaxTree.ParseText("class A { void M() { ; } }")]);
        _capture = new CaptureText(SyntheticCapture.Make(Tools));
        _edited = new CaptureText(SyntheticCapture.Make(Tools, edited: Tools / 2));
        _fresh = CSharpGeneratorDriver.Create([new ToolCatalogGenerator().AsSourceGenerator()], [_capture]);
        _warm = _fresh.RunGenerators(_before);
        ImmutableArray<(string, string)> files =
            [.. _warm.GetRunResult().Results.Single().GeneratedSources.Select(static file => (file.HintName, file.SourceText.ToString()))];
        _freshConstant = CSharpGeneratorDriver.Create([new ConstantGenerator(files).AsSourceGenerator()], [_capture]);
        _warmConstant = _freshConstant.RunGenerators(_before);
    }

    [Benchmark(Description = "cold")]
    public GeneratorDriver Cold() => _fresh.RunGenerators(_before);

    [Benchmark(Description = "cold, constants")]
    public GeneratorDriver ColdConstants() => _freshConstant.RunGenerators(_before);

    [Benchmark(Description = "unrelated edit")]
    public GeneratorDriver UnrelatedEdit() => _warm.RunGenerators(_after);

    [Benchmark(Description = "unrelated edit, constants")]
    public GeneratorDriver UnrelatedEditConstants() => _warmConstant.RunGenerators(_after);

    [Benchmark(Description = "edit of one tool")]
    public GeneratorDriver EditOneTool() => _warm.ReplaceAdditionalText(_capture, _edited).RunGenerators(_before);
}
