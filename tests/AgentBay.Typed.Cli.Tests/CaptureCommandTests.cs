using System.Text.Json;
using AgentBay.Typed.Cli.Tests.Support;

namespace AgentBay.Typed.Cli.Tests;

/// <summary><c>agentbay-typed capture</c>: from a server to a file.</summary>
public sealed class CaptureCommandTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task All_pages_of_a_list_are_captured()
    {
        CliRun run = await CaptureAsync(Script.Of("""[{"name":"b"}]""", """[{"name":"a"}]"""));

        Assert.Equal(("", ExitCodes.Success), (run.Error, run.ExitCode));
        Assert.Equal($"{_folder["demo.tools.json"]}: captured 2 tools", run.Output.Trim());
        Assert.Equal(
            """
            {
              "catalog": "Demo",
              "source": {
                "kind": "mcp",
                "server": "scripted"
              },
              "tools": [
                {
                  "name": "a"
                },
                {
                  "name": "b"
                }
              ]
            }

            """,
            _folder.Read("demo.tools.json"));
    }

    [Fact]
    public async Task A_list_that_goes_in_a_circle_is_given_up()
    {
        CliRun run = await CaptureAsync(new Script { Pages = ["""[{"name":"a"}]""", """[{"name":"b"}]"""], IsCircle = true });

        Assert.Equal(ExitCodes.Unreachable, run.ExitCode);
        Assert.Contains("its list of tools does not end", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["demo.tools.json"]));
    }

    [Fact]
    public async Task What_did_not_change_is_not_written_and_what_changed_is_told_without_the_places_of_the_old_file()
    {
        await CaptureAsync(Script.Of("""[{"name":"a"}]"""));
        DateTime written = File.GetLastWriteTimeUtc(_folder["demo.tools.json"]);

        CliRun same = await CaptureAsync(Script.Of("""[{"name":"a"}]"""));
        Assert.Equal((ExitCodes.Success, $"{_folder["demo.tools.json"]}: no difference in 1 tool"), (same.ExitCode, same.Output.Trim()));
        Assert.Equal(written, File.GetLastWriteTimeUtc(_folder["demo.tools.json"]));

        CliRun changed = await CaptureAsync(Script.Of("""[{"name":"b"}]"""));
        Assert.Equal(ExitCodes.Success, changed.ExitCode);
        Assert.Contains("\n  breaking    a: the tool is gone\n", changed.Output, StringComparison.Ordinal);
        Assert.Contains("\"b\"", _folder.Read("demo.tools.json"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task For_a_program_the_whole_is_what_its_part_is()
    {
        using JsonDocument first = JsonDocument.Parse((await CaptureAsync(Script.Of("""[{"name":"a"}]"""), "--json")).Output);
        Assert.Equal("new", first.RootElement.GetProperty("result").GetString());
        Assert.Equal("new", first.RootElement.GetProperty("catalogs")[0].GetProperty("result").GetString());

        using JsonDocument second = JsonDocument.Parse((await CaptureAsync(Script.Of("""[{"name":"b"}]"""), "--json")).Output);
        Assert.Equal("breaking", second.RootElement.GetProperty("result").GetString());
        Assert.Equal("breaking", second.RootElement.GetProperty("catalogs")[0].GetProperty("result").GetString());
        Assert.False(second.RootElement.GetProperty("catalogs")[0].GetProperty("differences")[0].TryGetProperty("line", out _));
    }

    [Fact]
    public async Task Standard_output_takes_the_capture_alone()
    {
        CliRun run = await Terminal.RunAsync("capture", "-", "--command", _folder.Command("""[{"name":"a"}]"""), "--class-name", "my box");
        Assert.StartsWith("{\n  \"catalog\": \"MyBox\",", run.Output, StringComparison.Ordinal);
        using JsonDocument parsed = JsonDocument.Parse(run.Output);
    }

    [Fact]
    public async Task A_command_gets_what_it_is_given_and_nothing_of_ours()
    {
        Script script = Script.Of("""[{"name":"a"}]""") with { EnvironmentFile = _folder["environment"] };
        Dictionary<string, string> ours = new()
        {
            ["AGENTBAY_API_KEY"] = "key",
            ["AGENTBAY_TYPED_ITEMS"] = "Authorization: Bearer of another item",
            ["PLAIN"] = "plain",
        };
        CliRun run = await Terminal.RunProcessAsync(
            ours, "", "capture", _folder["demo.tools.json"], "--command", StdioServer.Command(script.Write(_folder["server.json"])),
            "--env", "GIVEN=${PLAIN};more", "--env", "AGENTBAY_SESSION=wanted");

        Assert.Equal(("", ExitCodes.Success), (run.Error, run.ExitCode));
        string[] environment = _folder.Read("environment").Split('\n');
        Assert.Equal(["AGENTBAY_SESSION=wanted"], environment.Where(static line => line.StartsWith("AGENTBAY_", StringComparison.Ordinal)));
        Assert.Contains("GIVEN=plain;more", environment);
        Assert.Contains("PLAIN=plain", environment);
    }

    [Fact]
    public async Task A_header_takes_a_user_secret_and_an_address_a_variable()
    {
        await using HttpServer server = new HttpServer(Script.Of("""[{"name":"a"}]"""));
        string folder = OperatingSystem.IsWindows() ? "Microsoft/UserSecrets" : ".microsoft/usersecrets";
        _folder.Write($"{folder}/my-id/secrets.json", """{ "Tokens": { "Demo": "one;two" } }""");
        Dictionary<string, string> environment = new() { ["HOME"] = _folder.Path, ["APPDATA"] = _folder.Path, ["SERVER"] = server.Url };

        CliRun run = await Terminal.RunProcessAsync(
            environment, "", "capture", _folder["demo.tools.json"], "--url", "${SERVER}", "--header", "Authorization: Bearer ${Tokens:Demo}", "--user-secrets-id", "my-id");

        Assert.Equal(("", ExitCodes.Success), (run.Error, run.ExitCode));
        Assert.NotEmpty(server.Authorizations);
        Assert.All(server.Authorizations, static authorization => Assert.Equal("Bearer one;two", authorization));
        Assert.DoesNotContain("two", _folder.Read("demo.tools.json"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(404, ExitCodes.Failure, "it answered HTTP 404 (NotFound)")]
    [InlineData(401, ExitCodes.Failure, "it answered HTTP 401 (Unauthorized)")]
    [InlineData(503, ExitCodes.Unreachable, "it answered HTTP 503 (ServiceUnavailable)")]
    public async Task A_refusal_is_told_by_its_number_and_not_by_its_page(int status, int exitCode, string message)
    {
        await using HttpServer server = new HttpServer(Script.Of("[]"), status);
        CliRun run = await Terminal.RunAsync("capture", _folder["demo.tools.json"], "--url", server.Url);

        Assert.Equal($"agentbay-typed capture: {server.Url}: {message}", run.Error.Trim());
        Assert.Equal(exitCode, run.ExitCode);
    }

    [Theory]
    [InlineData("the command is empty", "--command", " ")]
    [InlineData("${NO_SUCH_NAME} is neither an environment variable nor a user secret; no UserSecretsId is given", "--command", "x ${NO_SUCH_NAME}")]
    [InlineData("entry 2 of Headers is not of the form 'Name: value'", "--url", "http://127.0.0.1:1/", "--header", "A: b", "--header", "secret")]
    [InlineData("entry 1 of Environment is not of the form 'NAME=value'", "--command", "x", "--env", "secret")]
    [InlineData("Url is not an http or https address (--image, --command, --url)", "--url", "ftp://example.test")]
    [InlineData("give one of Command and Url, not both (--image, --command, --url)", "--url", "http://example.test", "--command", "x")]
    [InlineData("name a source with --image, --command or --url")]
    [InlineData("--timeout takes a number from 1 to 86400, not 'soon'", "--command", "x", "--timeout", "soon")]
    [InlineData("--timeout takes a number from 1 to 86400, not '4294968'", "--command", "x", "--timeout", "4294968")]
    public async Task A_mistake_of_the_caller_is_told_from_a_source_that_is_not_there(string message, params string[] options)
    {
        CliRun run = await Terminal.RunAsync(["capture", _folder["demo.tools.json"], .. options]);
        Assert.Equal((ExitCodes.Failure, $"agentbay-typed capture: {message}", ""), (run.ExitCode, run.Error.Trim(), run.Output));
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_told_with_its_last_words_and_without_its_arguments()
    {
        CliRun run = await CaptureAsync(Script.Of() with { LastWords = "No \u001b[31mlicence." });

        Assert.Equal(ExitCodes.Unreachable, run.ExitCode);
        Assert.StartsWith("agentbay-typed capture: command dotnet: ", run.Error, StringComparison.Ordinal);
        Assert.Contains("it wrote: No \\u001b[31mlicence.", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("server.json", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_reason_is_told_where_a_stack_stands_below_it()
    {
        string[] stack = [.. Enumerable.Range(1, 15).Select(static frame => $"    at frame {frame}")];
        CliRun run = await CaptureAsync(Script.Of() with { LastWords = string.Join('\n', ["Error: Cannot find module 'server.js'", .. stack, "", "Node.js v20"]) });
        Assert.Contains("it wrote: Error: Cannot find module 'server.js' | at frame 1 | ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_given_up()
    {
        CliRun run = await CaptureAsync(Script.Of() with { IsSilent = true }, "--timeout", "3");
        Assert.Equal((ExitCodes.Unreachable, "agentbay-typed capture: command dotnet: no answer within 3 seconds"), (run.ExitCode, run.Error.Trim()));
    }

    [Fact]
    public async Task Without_a_key_nobody_is_asked()
    {
        CliRun run = await Terminal.RunProcessAsync(
            new Dictionary<string, string> { ["AGENTBAY_API_KEY"] = "" }, "", "capture", _folder["demo.tools.json"], "--image", "linux_latest");
        Assert.Equal(
            (ExitCodes.Failure, "agentbay-typed capture: there is no API key: set the environment variable or the user secret AGENTBAY_API_KEY"),
            (run.ExitCode, run.Error.Trim()));
    }

    [Fact]
    public async Task With_json_an_error_is_json_too()
    {
        CliRun run = await Terminal.RunAsync("capture", "x", "--json");
        Assert.Equal("", run.Error);
        using JsonDocument document = JsonDocument.Parse(run.Output);
        JsonElement error = document.RootElement.GetProperty("error");
        Assert.Equal("name a source with --image, --command or --url", error.GetProperty("message").GetString());
        Assert.Equal(ExitCodes.Failure, error.GetProperty("exitCode").GetInt32());
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_is_one_line()
    {
        _folder.Write("file", "");
        CliRun run = await Terminal.RunAsync("capture", _folder["file/demo.tools.json"], "--command", _folder.Command("""[{"name":"a"}]"""));
        Assert.Equal(ExitCodes.Failure, run.ExitCode);
        Assert.Matches("^agentbay-typed capture: .*demo.tools.json\\(1,1\\): error ABT0406: The file cannot be written: [^\n]*\n$", run.Error);
    }

    [Fact]
    public async Task A_link_stays_one_and_what_it_leads_to_is_written()
    {
        _folder.Write("real.json", "[]");
        File.CreateSymbolicLink(_folder["demo.tools.json"], "real.json");

        await CaptureAsync(Script.Of("""[{"name":"a"}]"""));

        Assert.Equal("real.json", new FileInfo(_folder["demo.tools.json"]).LinkTarget);
        Assert.Contains("\"a\"", _folder.Read("real.json"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_capture_that_was_killed_left_behind_goes_with_the_next_one()
    {
        await CaptureAsync(Script.Of("""[{"name":"a"}]"""));
        string leftover = _folder.Write("demo.tools.json.agentbay-typed.tmp", "half");

        await CaptureAsync(Script.Of("""[{"name":"a"}]"""));
        Assert.False(File.Exists(leftover));

        _folder.Write("demo.tools.json.agentbay-typed.tmp", "half");
        await CaptureAsync(Script.Of("""[{"name":"b"}]"""));
        Assert.False(File.Exists(leftover));
    }

    private Task<CliRun> CaptureAsync(Script script, params string[] options) => Terminal.RunAsync(
        ["capture", _folder["demo.tools.json"], "--command", StdioServer.Command(script.Write(_folder["server.json"])), .. options]);
}
