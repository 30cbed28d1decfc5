using System.Diagnostics;
using System.Text.Json;
using AgentBay.Typed.Cli.Tests.Support;
using AgentBay.Typed.Local;

namespace AgentBay.Typed.Cli.Tests;

/// <summary><c>agentbay-typed call</c>: one tool, once.</summary>
public sealed class CallCommandTests : IDisposable
{
    private const string Tools = """
        [
          { "name": "echo", "inputSchema": { "type": "object", "properties": { "text": { "type": "string" }, "count": { "type": "integer" } } } },
          { "name": "fail" }, { "name": "picture" }
        ]
        """;

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Arguments_are_texts_where_the_schema_says_so_and_JSON_elsewhere()
    {
        CliRun run = await CallAsync("echo", "--arguments", """{"more":[1]}""", "--arg", "text=1", "--arg", "count=2");
        Assert.Equal((ExitCodes.Success, """echo {"more":[1],"text":"1","count":2}"""), (run.ExitCode, run.Output.Trim()));
    }

    [Fact]
    public async Task Arguments_come_from_standard_input()
    {
        CliRun run = await Terminal.RunProcessAsync(
            new Dictionary<string, string>(), """{"text":"from a pipe"}""", "call", "echo", "--command", _folder.Command(Tools), "--arguments", "-");
        Assert.Equal((ExitCodes.Success, """echo {"text":"from a pipe"}"""), (run.ExitCode, run.Output.Trim()));
    }

    [Fact]
    public async Task Ctrl_C_does_not_wait_for_standard_input()
    {
        using Process process = Terminal.Start(new Dictionary<string, string>(), "call", "echo", "--command", _folder.Command(Tools), "--arguments", "-");
        await Task.Delay(TimeSpan.FromSeconds(3));
        Assert.Equal(ExitCodes.Cancelled, (await Terminal.InterruptAsync(process)).ExitCode);
    }

    [Theory]
    [InlineData("--arguments is not a JSON object", "echo", "--arguments", "[]")]
    [InlineData("--arguments cannot be read as JSON: ", "echo", "--arguments", "{")]
    [InlineData("'text' is not of the form name=value", "echo", "--arg", "text")]
    [InlineData("--session goes with --image", "echo", "--session", "s-1")]
    [InlineData("there is no tool 'ecko'; did you mean 'echo'?", "ecko")]
    [InlineData("there is no tool 'click_mouse'; 'agentbay-typed list' shows those that there are", "click_mouse")]
    [InlineData("'text' is given twice; a list is one value, in JSON", "echo", "--arg", "text=a", "--arg", "text=b")]
    public async Task A_mistake_of_the_caller_is_one_line(string message, params string[] arguments)
    {
        CliRun run = await CallAsync(arguments);
        Assert.StartsWith($"agentbay-typed call: {message}", run.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Failure, run.ExitCode);
    }

    [Fact]
    public async Task A_server_that_stops_answering_is_given_up()
    {
        CliRun run = await CallAsync(Script.Of() with { IsSilent = true }, "--timeout", "3");
        Assert.Equal((ExitCodes.Unreachable, "agentbay-typed call: command dotnet: no answer within 3 seconds"), (run.ExitCode, run.Error.Trim()));
    }

    [Fact]
    public async Task A_server_that_ends_is_one_line()
    {
        CliRun run = await CallAsync(Script.Of());
        Assert.Matches("^agentbay-typed call: command dotnet: [^\n]*\n$", run.Error);
        Assert.Equal(ExitCodes.Unreachable, run.ExitCode);
    }

    [Fact]
    public async Task A_list_that_goes_on_at_what_is_no_text_is_one_line()
    {
        CliRun run = await CallAsync(Script.Of(Tools) with { Cursor = "7" });
        Assert.Equal(
            (ExitCodes.Unreachable, "agentbay-typed call: its list of tools cannot be read: 'nextCursor' is no text"), (run.ExitCode, run.Error.Trim()));
    }

    [Fact]
    public async Task A_tool_that_reports_an_error_has_a_code_of_its_own()
    {
        CliRun run = await CallAsync("fail");
        Assert.Equal((ExitCodes.ToolFailed, "", "fail {}"), (run.ExitCode, run.Output, run.Error.Trim()));
    }

    [Fact]
    public async Task A_program_gets_all_that_the_tool_answered()
    {
        using JsonDocument document = JsonDocument.Parse((await CallAsync("fail", "--json")).Output);
        Assert.Equal(
            """{"isError":true,"requestId":null,"content":[{"type":"text","text":"fail {}"}],"structuredContent":null}""",
            JsonSerializer.Serialize(document.RootElement));
    }

    [Fact]
    public async Task An_image_is_saved_under_a_name_that_is_free()
    {
        CliRun first = await CallAsync("picture", "--save", _folder["pictures"]);
        CliRun second = await CallAsync("picture", "--save", _folder["pictures"]);
        Assert.Equal((ExitCodes.Success, _folder["pictures/picture-1.png"]), (first.ExitCode, first.Output.Trim()));
        Assert.Equal(_folder["pictures/picture-2.png"], second.Output.Trim());
        Assert.Equal([1, 2, 3], File.ReadAllBytes(_folder["pictures/picture-1.png"]));
    }

    [Fact]
    public async Task An_image_that_cannot_be_saved_there_is_saved_elsewhere()
    {
        _folder.Write("file", "");
        CliRun run = await CallAsync("picture", "--save", _folder["file/pictures"]);

        string saved = run.Output.Trim();
        Assert.Equal([1, 2, 3], File.ReadAllBytes(saved));
        File.Delete(saved);
        Assert.Matches($"^agentbay-typed call: [^\n]*; saved as {saved}\n$", run.Error);
        Assert.Equal(ExitCodes.Failure, run.ExitCode);
    }

    [SmallDiskFact]
    public async Task An_image_for_which_there_is_no_room_is_saved_elsewhere_and_leaves_nothing()
    {
        Directory.CreateDirectory(_folder["full"]);
        Directory.CreateDirectory(_folder["elsewhere"]);
        ProcessStartInfo start = new("bwrap")
        {
            ArgumentList =
            {
                "--dev-bind", "/", "/", "--size", "4096", "--tmpfs", _folder["full"], "--setenv", "TMPDIR", _folder["elsewhere"],
                "sh", "-c", """head -c 4096 /dev/zero > "$0/filler"; "$@"; code=$?; ls "$0"; exit $code""", _folder["full"],
                "dotnet", Path.Combine(AppContext.BaseDirectory, "agentbay-typed.dll"),
                "call", "picture", "--save", _folder["full"], "--command", _folder.Command(Tools),
            },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        CliRun run = await Terminal.EndAsync(process);

        string saved = _folder["elsewhere/picture-1.png"];
        Assert.Equal((ExitCodes.Failure, $"{saved}\nfiller\n"), (run.ExitCode, run.Output));
        Assert.Equal([1, 2, 3], File.ReadAllBytes(saved));
        Assert.Matches("^agentbay-typed call: [^\n]*No space left[^\n]*\n$", run.Error);
    }

    [Fact]
    public async Task A_call_in_an_image_leaves_no_session()
    {
        await using LocalBay bay = await LocalBay.StartAsync();
        CliRun run = await Terminal.RunProcessAsync(Environment(bay), "", "call", "shell", "--image", "linux_latest", "--arg", "command=echo from the sandbox");
        Assert.Contains("from the sandbox", run.Output, StringComparison.Ordinal);
        Assert.Equal((ExitCodes.Success, 0), (run.ExitCode, await CountSessionsAsync(bay)));
    }

    [Fact]
    public async Task An_image_is_shown_as_the_package_has_it()
    {
        await using LocalBay bay = await LocalBay.StartAsync();
        CliRun run = await Terminal.RunProcessAsync(Environment(bay), "", "show", "shell", "--image", "linux_latest");
        Assert.Contains("\nTask<ToolResult<ShellResult>> Shell(string command, ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ctrl_C_leaves_no_session()
    {
        await using LocalBay bay = await LocalBay.StartAsync();
        using Process process = Terminal.Start(Environment(bay), "call", "shell", "--image", "linux_latest", "--arg", "command=sleep 100", "--arg", "timeout_ms=100000");
        using CancellationTokenSource limit = new(TimeSpan.FromMinutes(2));
        while (await CountSessionsAsync(bay) == 0)
            await Task.Delay(50, limit.Token);

        CliRun run = await Terminal.InterruptAsync(process);

        Assert.Equal((ExitCodes.Cancelled, ""), (run.ExitCode, run.Error));
        Assert.Equal(0, await CountSessionsAsync(bay));
    }

    [Fact]
    public async Task A_session_that_is_not_there_is_a_mistake_of_the_caller()
    {
        await using LocalBay bay = await LocalBay.StartAsync();
        CliRun run = await Terminal.RunProcessAsync(Environment(bay), "", "call", "shell", "--image", "linux_latest", "--session", "no-such-session");
        Assert.Equal(ExitCodes.Failure, run.ExitCode);
        Assert.DoesNotContain("reach", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_is_not_there_is_told_apart()
    {
        Dictionary<string, string> environment = new() { ["AGENTBAY_API_KEY"] = "key", ["AGENTBAY_ENDPOINT"] = "http://127.0.0.1:1" };
        Assert.Equal(ExitCodes.Unreachable, (await Terminal.RunProcessAsync(environment, "", "list", "--image", "linux_latest")).ExitCode);
    }

    private Task<CliRun> CallAsync(Script script, params string[] options) =>
        Terminal.RunAsync(["call", "echo", "--command", StdioServer.Command(script.Write(_folder["server.json"])), .. options]);

    private Task<CliRun> CallAsync(params string[] arguments) => Terminal.RunAsync(["call", .. arguments, "--command", _folder.Command(Tools)]);

    private static Dictionary<string, string> Environment(LocalBay bay) => new()
    {
        ["AGENTBAY_API_KEY"] = bay.ApiKey,
        ["AGENTBAY_ENDPOINT"] = bay.Endpoint.ToString(),
    };

    private static async Task<int> CountSessionsAsync(LocalBay bay)
    {
        await using AgentBayClient client = bay.CreateClient();
        int count = 0;
        await foreach (SessionSummary _ in client.ListSessionsAsync())
            count++;
        return count;
    }
}
