using AgentBay.Typed.Generator.Tests.Infrastructure;

namespace AgentBay.Typed.Generator.Tests;

/// <summary>What used to fail at run time, in production, does not compile.</summary>
public sealed class MisuseTests
{
    private static readonly Lazy<Generation> Linux = new(static () =>
    {
        string path = RepositoryFiles.Schemas.Single(static path => path.EndsWith("linux_latest.tools.json", StringComparison.Ordinal));
        string overlay = path.Replace(".tools.json", ".overlay.json", StringComparison.Ordinal);
        return Generation.Of(new TestFile(path, File.ReadAllText(path)), new TestFile(overlay, File.ReadAllText(overlay)));
    });

    [Theory]
    [InlineData("tools.Shell(\"ls\")", "")]
    [InlineData("tools.Shell(5)", "CS1503")]
    [InlineData("tools.Shell()", "CS7036")]
    [InlineData("tools.Shell(\"ls\", timeoutMs: \"1000\")", "CS1503")]
    [InlineData("tools.Shell(\"ls\", timeout: 1000)", "CS1739")]
    [InlineData("tools.Shel(\"ls\")", "CS1061")]
    [InlineData("tools.Tap(1, 2)", "CS1061")]
    [InlineData("tools.RunCode(\"1\", \"python\")", "CS1503")]
    [InlineData("tools.WriteFile(\"/a\", \"b\", LinuxLatest.WriteFileMode.Replace)", "CS0117")]
    [InlineData("tools.EditFile(\"/a\", new LinuxLatest.EditFileEdit[] { new() { OldText = \"a\" } })", "CS9035")]
    public void A_call_compiles_only_when_it_is_right(string call, string error)
    {
        string[] errors = [.. Linux.Value.ErrorsIn(
            $"using Test.Catalogs; class User {{ void Use(LinuxLatest tools) {{ _ = {call}; }} }}").Select(static diagnostic => diagnostic.Id)];
        Assert.Equal(error.Length == 0 ? [] : [error], errors);
    }

    [Fact]
    public void A_session_needs_an_image() => Assert.Contains(
        "CS0311",
        Generation.Of(Captures.OfTools("a")).ErrorsIn(
            "using Test.Catalogs; class User { void Use(AgentBay.Typed.AgentBayClient bay) { _ = bay.CreateSessionAsync<Test.Catalogs.Test>(); } }")
            .Select(static diagnostic => diagnostic.Id));
}
