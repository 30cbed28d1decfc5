using AgentBay.Typed.Benchmarks;
using BenchmarkDotNet.Running;

// dotnet run -c Release --project tests/Benchmarks -- --filter '*Generator*'
// dotnet run -c Release --project tests/Benchmarks -- size
// dotnet run -c Release --project tests/Benchmarks -- analyzers
if (args is ["size"])
    EmittedSize.Print();
else if (args is ["analyzers"])
    AnalyzerCost.Print();
else
    BenchmarkSwitcher.FromAssembly(typeof(GeneratorBenchmarks).Assembly).Run(args);
