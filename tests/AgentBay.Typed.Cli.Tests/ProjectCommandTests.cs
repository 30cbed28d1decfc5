using System.Text.Json;
using AgentBay.Typed.Cli.Tests.Support;

namespace AgentBay.Typed.Cli.Tests;

/// <summary><c>agentbay-typed refresh</c> and <c>check</c>: all captures of a project.</summary>
public sealed class ProjectCommandTests : IDisposable
{
    private const string Gone = """<AgentBaySchema Include="schemas/gone.tools.json" Url="http://127.0.0.1:1/mcp" />""";

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_refresh_writes_what_it_can_and_leaves_the_rest_as_it_is()
    {
        string kept = _folder.Write("schemas/gone.tools.json", "[]");
        _folder.Project(Gone, _folder.CapturedItem("a.tools.json", """[{"name":"x"}]"""));

        CliRun run = await Terminal.RunAsync("refresh", _folder.Path);

        Assert.Equal(ExitCodes.Unreachable, run.ExitCode);
        Assert.Equal("schemas/a.tools.json: captured 1 tool", run.Output.Trim());
        Assert.StartsWith("schemas/gone.tools.json: The tools could not be captured: http://127.0.0.1:1/mcp: ", run.Error, StringComparison.Ordinal);
        Assert.Equal("[]", File.ReadAllText(kept));
        Assert.Contains("\"x\"", _folder.Read("schemas/a.tools.json"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refresh_tells_a_program_what_was_found_and_a_script_that_it_is_done()
    {
        _folder.Write("schemas/a.tools.json", """[{"name":"x"}]""");
        _folder.Project(_folder.CapturedItem("a.tools.json", """[{"name":"y"}]"""));

        CliRun run = await Terminal.RunAsync("refresh", _folder.Path, "--json");

        Assert.Equal(ExitCodes.Success, run.ExitCode);
        using JsonDocument document = JsonDocument.Parse(run.Output);
        Assert.Equal("breaking", document.RootElement.GetProperty("result").GetString());
        JsonElement catalog = document.RootElement.GetProperty("catalogs")[0];
        Assert.Equal("breaking", catalog.GetProperty("result").GetString());
        Assert.True(catalog.GetProperty("written").GetBoolean());
    }

    [Theory]
    [InlineData("""[{"name":"x"}]""", ExitCodes.Success, "same")]
    [InlineData("""[{"name":"x"},{"name":"y"}]""", ExitCodes.Compatible, "1 compatible")]
    [InlineData("""[{"name":"y"}]""", ExitCodes.Breaking, "1 breaking, 1 compatible")]
    public async Task A_check_ends_with_a_verdict_and_a_code_for_it_and_writes_nothing(string tools, int exitCode, string verdict)
    {
        _folder.Write("schemas/a.tools.json", """[{"name":"x"}]""");
        _folder.Project(_folder.CapturedItem("a.tools.json", tools));

        CliRun run = await Terminal.RunAsync("check", _folder.Path);

        Assert.Equal((exitCode, ""), (run.ExitCode, run.Error));
        Assert.Equal(verdict, run.Output.TrimEnd().Split('\n')[^1]);
        Assert.Equal("""[{"name":"x"}]""", _folder.Read("schemas/a.tools.json"));
    }

    [Theory]
    [InlineData("""[{"name":"y"}]""", ExitCodes.Breaking, "1 breaking, 1 compatible, 1 of 2 not checked")]
    [InlineData("""[{"name":"x"},{"name":"y"}]""", ExitCodes.Unreachable, "1 compatible, 1 of 2 not checked")]
    public async Task A_source_that_is_not_there_hides_no_breaking_difference_for_people_or_for_MSBuild(string tools, int exitCode, string verdict)
    {
        _folder.Write("schemas/a.tools.json", """[{"name":"x"}]""");
        _folder.Write("schemas/gone.tools.json", "[]");
        _folder.Project(_folder.CapturedItem("a.tools.json", tools), Gone);

        CliRun run = await Terminal.RunAsync("check", _folder.Path);
        Assert.Equal((exitCode, verdict), (run.ExitCode, run.Output.TrimEnd().Split('\n')[^1]));

        string items = MsBuildItems.Of(
            new() { ["FullPath"] = _folder["schemas/a.tools.json"], ["Command"] = _folder.Command(tools) },
            new() { ["FullPath"] = _folder["schemas/gone.tools.json"], ["Url"] = "http://127.0.0.1:1/mcp" });
        Assert.Equal(exitCode, (await MsBuildItems.RunAsync(items, "check", "--project-folder", _folder.Path)).ExitCode);
    }

    [Fact]
    public async Task A_mistake_that_somebody_has_to_mend_is_told_from_a_source_that_is_not_there()
    {
        _folder.Write("schemas/broken.tools.json", "{\n  nonsense");
        _folder.Project(_folder.CapturedItem("missing.tools.json", "[]"), _folder.CapturedItem("broken.tools.json", "[]"), Gone);

        CliRun run = await Terminal.RunAsync("check", _folder.Path);

        Assert.Equal(ExitCodes.Failure, run.ExitCode);
        Assert.Contains("schemas/missing.tools.json: The file cannot be read: there is no such file; a refresh captures it first\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("schemas/broken.tools.json: This is not JSON: ", run.Output, StringComparison.Ordinal);
        Assert.EndsWith("3 of 3 not checked\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refresh_check_and_diff_agree_about_what_the_overlay_keeps_from_the_code()
    {
        string before = _folder.Write("schemas/a.tools.json", """[{"name":"x"},{"name":"y"}]""");
        string after = _folder.Write("after.json", """[{"name":"z"}]""");
        _folder.Write("schemas/a.overlay.json", """{"exclude":["x"]}""");
        _folder.Project(_folder.CapturedItem("a.tools.json", """[{"name":"z"}]"""));
        const string Expected = "x: the tool is gone (the overlay leaves the tool out)";

        Assert.Contains($"compatible  {Expected}", (await Terminal.RunAsync("diff", before, after)).Output, StringComparison.Ordinal);
        Assert.Contains($"compatible  {Expected}", (await Terminal.RunAsync("check", _folder.Path)).Output, StringComparison.Ordinal);
        CliRun refresh = await Terminal.RunAsync("refresh", _folder.Path);
        Assert.Contains("(3 differences, 1 breaking)", refresh.Output, StringComparison.Ordinal);
        Assert.Contains($"compatible  {Expected}", refresh.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("check")]
    [InlineData("refresh")]
    public async Task A_broken_overlay_is_an_error_at_its_place_and_the_capture_stays(string command)
    {
        _folder.Write("schemas/a.tools.json", "[]");
        _folder.Write("schemas/a.overlay.json", "{\n  \"exclude\": [");
        _folder.Project(_folder.CapturedItem("a.tools.json", """[{"name":"x"}]"""));

        CliRun run = await Terminal.RunAsync(command, _folder.Path);

        Assert.Equal(ExitCodes.Failure, run.ExitCode);
        Assert.Matches("schemas/a.tools.json: This is not JSON: .* \\(a.overlay.json, line 2\\)", run.Output + run.Error);
        Assert.Equal("[]", _folder.Read("schemas/a.tools.json"));
    }

    [Fact]
    public async Task An_item_that_makes_no_sense_is_named_and_the_others_are_captured()
    {
        _folder.Project(
            _folder.CapturedItem("a.tools.json", """[{"name":"x"}]""", "Timeout=\"abc\""),
            """<AgentBaySchema Include="schemas/b.tools.json" Url="http://example.test" ImageId="i" />""",
            _folder.CapturedItem("c.tools.json", """[{"name":"x"}]"""));

        CliRun run = await Terminal.RunAsync("refresh", _folder.Path);

        Assert.Equal(ExitCodes.Failure, run.ExitCode);
        Assert.Equal(
            """
            schemas/a.tools.json: The item's source cannot be used: Timeout is a number of seconds from 1 to 86400, not 'abc'
            schemas/b.tools.json: The item's source cannot be used: give one of ImageId and Url, not both

            """,
            run.Error);
        Assert.Equal("schemas/c.tools.json: captured 1 tool", run.Output.Trim());
    }

    [Fact]
    public async Task A_header_of_an_item_takes_a_value_with_a_semicolon_from_a_variable()
    {
        await using HttpServer server = new HttpServer(Script.Of("""[{"name":"x"}]"""));
        _folder.Project($$"""<AgentBaySchema Include="schemas/a.tools.json" Url="{{server.Url}}" Headers="X-First: 1; Authorization: Basic ${TOKEN}" />""");

        CliRun run = await Terminal.RunProcessAsync(new Dictionary<string, string> { ["TOKEN"] = "a;b: c" }, "", "refresh", _folder.Path);

        Assert.Equal(("", ExitCodes.Success), (run.Error, run.ExitCode));
        Assert.All(server.Authorizations, static authorization => Assert.Equal("Basic a;b: c", authorization));
    }

    [Fact]
    public async Task A_program_learns_place_and_part_of_each_difference()
    {
        _folder.Write("schemas/a.tools.json", "[\n{\"name\":\"x\",\"outputSchema\":{\"properties\":{\n\"o\":{\"type\":\"string\"}}}}]");
        _folder.Project(_folder.CapturedItem("a.tools.json", """[{"name":"x","outputSchema":{"properties":{"o":{"type":"integer"}}}}]"""), Gone);
        _folder.Write("schemas/gone.tools.json", "[]");

        using JsonDocument document = JsonDocument.Parse((await Terminal.RunAsync("check", _folder.Path, "--format", "json")).Output);

        Assert.Equal("breaking", document.RootElement.GetProperty("result").GetString());
        JsonElement catalog = document.RootElement.GetProperty("catalogs")[0];
        Assert.Equal(("A", "breaking", 1, false), (
            catalog.GetProperty("catalog").GetString(), catalog.GetProperty("result").GetString(), catalog.GetProperty("toolCount").GetInt32(), catalog.GetProperty("written").GetBoolean()));
        Assert.Equal(
            """{"kind":"typeChanged","breaking":true,"tool":"x","part":"output","path":"o","message":"the output \u0027o\u0027 was string and is integer","line":3,"column":13}""",
            JsonSerializer.Serialize(catalog.GetProperty("differences")[0]));
        JsonElement failed = document.RootElement.GetProperty("catalogs")[1];
        Assert.Equal("failed", failed.GetProperty("result").GetString());
        Assert.Equal(("ABT0403", ExitCodes.Unreachable), (failed.GetProperty("error").GetProperty("id").GetString(), failed.GetProperty("error").GetProperty("exitCode").GetInt32()));
    }

    [Fact]
    public async Task A_pull_request_gets_the_verdict_a_table_per_capture_and_a_legend()
    {
        _folder.Write("schemas/a.tools.json", "[\n{\"name\":\"x_y\",\"description\":\"Says *it*.\"},\n{\"name\":\"z\"}]");
        _folder.Write("schemas/same.tools.json", """[{"name":"s"}]""");
        _folder.Project(
            _folder.CapturedItem("a.tools.json", """[{"name":"x_y","description":"Says <b>it</b>_."}]"""),
            _folder.CapturedItem("same.tools.json", """[{"name":"s"}]"""));

        Assert.Equal(
            """
            **Tool schemas: 1 breaking, 1 compatible**

            ### `schemas/a.tools.json`

            1 tool gone (z), 1 tool changed (x_y) (2 differences, 1 breaking)

            | Kind | Tool | Difference | Line |
            | --- | --- | --- | --- |
            | **breaking** | `z` | The tool is gone | 3 |
            | compatible | `x_y` | 'description' was "Says \*it\*." and is "Says &lt;b&gt;it&lt;/b&gt;\_." | 2 |

            ### `schemas/same.tools.json`

            No difference in 1 tool

            Breaking: code that was compiled against the capture may fail. Compatible: it goes on working. Lines are those of the capture.

            """,
            (await Terminal.RunAsync("check", _folder.Path, "--format", "markdown")).Output);
    }

    [Fact]
    public async Task What_came_with_a_package_is_not_refreshed()
    {
        _folder.Project("""<AgentBaySchema Include="schemas/a.tools.json" ImageId="linux_latest" AgentBayIsShipped="true" />""");
        CliRun run = await Terminal.RunAsync("refresh", _folder.Path);
        Assert.Equal(
            (ExitCodes.Failure, "agentbay-typed refresh: no AgentBaySchema item of the project has a source: give it ImageId, Command or Url"),
            (run.ExitCode, run.Error.Trim()));
    }

    [Fact]
    public async Task A_folder_without_a_project_is_one_line()
    {
        CliRun run = await Terminal.RunAsync("check", _folder.Path);
        Assert.Equal(
            (ExitCodes.Failure, $"agentbay-typed check: {_folder.Path}: there is no project in this folder; name one"), (run.ExitCode, run.Error.Trim()));
    }

    [Fact]
    public async Task Without_dotnet_a_project_cannot_be_evaluated()
    {
        _folder.Project();
        CliRun run = await Terminal.RunProcessAsync(new Dictionary<string, string> { ["DOTNET_HOST_PATH"] = _folder["none"] }, "", "check", _folder.Path);
        Assert.Equal(ExitCodes.Failure, run.ExitCode);
        Assert.StartsWith($"agentbay-typed check: {_folder["App.csproj"]}: the project cannot be evaluated: {_folder["none"]} does not start: ", run.Error, StringComparison.Ordinal);
    }
}
