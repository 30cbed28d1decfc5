using System.Globalization;
using System.Text;
using AgentBay.Typed.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AgentBay.Typed.Benchmarks;

/// <summary>Prints how much source the generator writes, by the size of the catalog.</summary>
internal static class EmittedSize
{
    public static void Print()
    {
        Console.WriteLine("| tools | files | emitted bytes | bytes per tool |");
        Console.WriteLine("| ---: | ---: | ---: | ---: |");
        foreach (int tools in new[] { 10, 100, 1_000, 10_000 })
        {
            GeneratorDriverRunResult result = CSharpGeneratorDriver
                .Create([new ToolCatalogGenerator().AsSourceGenerator()], [new CaptureText(SyntheticCapture.Make(tools))])
                .RunGenerators(CSharpCompilation.Create("Size"))
                .GetRunResult();
            long bytes = result.GeneratedTrees.Sum(static tree => (long)Encoding.UTF8.GetByteCount(tree.ToString()));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"| {tools} | {result.GeneratedTrees.Length} | {bytes} | {bytes / tools} |"));
        }
    }
}
