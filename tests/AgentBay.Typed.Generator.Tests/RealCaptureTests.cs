using AgentBay.Typed.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;

namespace AgentBay.Typed.Generator.Tests;

/// <summary>The captures of the repository, and those of real MCP servers where the corpus is there.</summary>
public sealed class RealCaptureTests
{
    public static TheoryData<string> Captures =>
        [.. RepositoryFiles.Schemas.Concat(RepositoryFiles.Corpus).Select(static path => Path.GetFileName(path)!)];

    [Theory]
    [MemberData(nameof(Captures))]
    public void Every_capture_compiles_without_a_warning(string name)
    {
        string path = RepositoryFiles.Schemas.Concat(RepositoryFiles.Corpus).Single(path => Path.GetFileName(path) == name);
        string overlay = path.Replace(".tools.json", ".overlay.json", StringComparison.Ordinal);
        TestFile capture = new(path, File.ReadAllText(path)) { Metadata = { ["AgentBaySchema"] = "true" } };
        Generation generation = overlay != path && File.Exists(overlay)
            ? Generation.Of(capture, new TestFile(overlay, File.ReadAllText(overlay)))
            : Generation.Of(capture);
        generation.AssertCompiles();
        Assert.DoesNotContain(generation.Diagnostics, static diagnostic => diagnostic.Severity > DiagnosticSeverity.Info);
    }
}
