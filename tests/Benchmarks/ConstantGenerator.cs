using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace AgentBay.Typed.Benchmarks;

/// <summary>Adds files that are ready: what Roslyn itself costs for as many files, and nothing of ours.</summary>
internal sealed class ConstantGenerator(ImmutableArray<(string HintName, string Source)> files) : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context) => context.RegisterSourceOutput(
        context.AdditionalTextsProvider.SelectMany((_, _) => files),
        static (output, file) => output.AddSource(file.HintName, file.Source));
}
