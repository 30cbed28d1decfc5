using AgentBay.Typed.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;

namespace AgentBay.Typed.Generator.Tests;

public sealed class RealCaptureTests
{
    public static TheoryData<string> Schemas => [.. RepositoryFiles.Schemas];

    public static TheoryData<string> Corpus => [.. RepositoryFiles.Corpus.Select(static path => Path.GetFileName(path)!)];

    [Theory]
    [MemberData(nameof(Corpus))]
    public void Every_capture_of_a_real_server_compiles_without_a_warning(string name)
    {
        string path = RepositoryFiles.Corpus.Single(path => Path.GetFileName(path) == name);
        TestFile file = new(path, File.ReadAllText(path)) { Metadata = { ["AgentBaySchema"] = "true" } };
        Generation generation = Generation.Of(file);
        generation.AssertCompiles();
        Assert.DoesNotContain(generation.Diagnostics, static diagnostic => diagnostic.Severity > DiagnosticSeverity.Info);
    }

    [Theory]
    [MemberData(nameof(Schemas))]
    public void Every_capture_of_the_repository_compiles_without_a_warning(string path)
    {
        string overlay = path.Replace(".tools.json", ".overlay.json", StringComparison.Ordinal);
        Generation generation = Generation.Of(new TestFile(path, File.ReadAllText(path)), new TestFile(overlay, File.ReadAllText(overlay)));
        generation.AssertCompiles();
        Assert.DoesNotContain(generation.Diagnostics, static diagnostic => diagnostic.Severity > DiagnosticSeverity.Info);
    }
}
