using System.CommandLine;
using AgentBay.Typed.Cli.Captures;
using AgentBay.Typed.Cli.Commands;
using AgentBay.Typed.Cli.Sources;

namespace AgentBay.Typed.Cli.Tests;

/// <summary>Comparing captures, and what a script learns from it.</summary>
public sealed class CompareCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("agentbay-typed-cli-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("""[{"name":"a"}]""", ExitCodes.Success)]
    [InlineData("""[{"name":"a"},{"name":"b"}]""", ExitCodes.Compatible)]
    [InlineData("""[{"name":"b"}]""", ExitCodes.Breaking)]
    [InlineData("nonsense", ExitCodes.Failure)]
    public async Task A_diff_ends_with_a_code_for_each_outcome(string after, int exitCode) =>
        Assert.Equal(exitCode, (await DiffAsync("""[{"name":"a"}]""", after)).ExitCode);

    [Fact]
    public async Task A_diff_says_line_kind_and_tool() => Assert.Contains(
        "(2,12)     breaking    a: the tool is gone",
        (await DiffAsync("[\n  {\"name\": \"a\"}]", """[{"name":"b"}]""")).Output,
        StringComparison.Ordinal);

    [Fact]
    public async Task Markdown_takes_names_of_a_server_as_text()
    {
        (_, string output) = await DiffAsync("[]", """[{"name":"<b>|`@x"}]""", "--format", "markdown");
        Assert.Contains("| compatible | `` <b>\\|`@x `` | The tool is new | 1 |", output, StringComparison.Ordinal);
        Assert.DoesNotContain("(<b>", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Markdown_makes_no_link_of_a_description()
    {
        (_, string output) = await DiffAsync("""[{"name":"a","description":"Old."}]""", """[{"name":"a","description":"See https://a.test/x, www.a.test > $1."}]""", "--format", "markdown");
        Assert.Contains("""| 'description' was "Old." and is "See `https://a.test/x,` `www.a.test` &gt; \$1." |""", output, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_placeholder_stands_for_an_environment_variable_and_an_unknown_one_is_named()
    {
        Secrets secrets = new(null);
        Assert.Equal($"a {Environment.GetEnvironmentVariable("PATH")} b", secrets.Expand("a ${PATH} b"));
        Assert.Contains(
            "${NO_SUCH_NAME} is neither",
            Assert.Throws<CliException>(() => secrets.Expand("${NO_SUCH_NAME}")).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_source_says_what_it_is_without_what_may_be_secret()
    {
        Assert.Equal("command npx", new SourceSpec { Command = "npx --token secret" }.ToString());
        Assert.Equal("https://example.test/mcp", new SourceSpec { Url = "https://user:secret@example.test/mcp?key=secret" }.ToString());
        Assert.Equal("${SERVER}/mcp", new SourceSpec { Url = "${SERVER}/mcp?key=secret" }.ToString());
        Assert.Equal("URL", new SourceSpec { Url = "secret@${SERVER}" }.ToString());
    }

    [Fact]
    public void A_file_is_written_whole_and_nothing_is_left_beside_it()
    {
        string path = Path.Combine(_folder, "new/a.tools.json");
        DiskFile.Write(path, "[]");
        DiskFile.Write(path, "[1]");
        Assert.Equal("[1]", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(Path.GetDirectoryName(path)!));
    }

    private async Task<(int ExitCode, string Output)> DiffAsync(string before, string after, params string[] options)
    {
        string older = Path.Combine(_folder, "older.tools.json");
        string newer = Path.Combine(_folder, "newer.tools.json");
        await File.WriteAllTextAsync(older, before);
        await File.WriteAllTextAsync(newer, after);
        using StringWriter output = new();
        int exitCode = await DiffCommand.Create().Parse([older, newer, .. options])
            .InvokeAsync(new InvocationConfiguration { Output = output, Error = output });
        return (exitCode, output.ToString());
    }
}
