using System.Text.Json;
using AgentBay.Typed.Cli.Tests.Support;

namespace AgentBay.Typed.Cli.Tests;

/// <summary><c>agentbay-typed list</c> and <c>show</c>: what there is, without a terminal.</summary>
public sealed class LookCommandTests : IDisposable
{
    private const string Tools = """
        [
          { "name": "read_file", "server": "wuying_filesystem", "description": "Reads.\nAll of it.",
            "inputSchema": { "type": "object", "properties": { "path": { "type": "string" }, "max": { "type": "integer" } }, "required": ["path"] } },
          { "name": "shell", "description": "Runs." }
        ]
        """;

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_pipe_gets_a_tool_per_line()
    {
        CliRun run = await Terminal.RunAsync("list", _folder.Write("a.tools.json", Tools));
        Assert.Equal((ExitCodes.Success, "read_file\tfilesystem\tpath, [max]\nshell\t\t\n"), (run.ExitCode, run.Output));
    }

    [Theory]
    [InlineData("RUNS", "shell")]
    [InlineData("filesystem", "read_file")]
    [InlineData("nothing", "")]
    public async Task A_search_looks_into_names_groups_and_descriptions(string text, string tool) => Assert.Equal(
        tool, (await Terminal.RunAsync("list", _folder.Write("a.tools.json", Tools), "--search", text)).Output.Split('\t')[0]);

    [Fact]
    public async Task A_program_gets_tools_with_methods_and_parameters()
    {
        using JsonDocument document = JsonDocument.Parse((await Terminal.RunAsync("list", _folder.Write("a.tools.json", Tools), "--json")).Output);
        Assert.Equal(
            """{"name":"read_file","group":"filesystem","server":"wuying_filesystem","method":"ReadFile","description":"Reads.\nAll of it.","parameters":[{"name":"path","required":true},{"name":"max","required":false}]}""",
            JsonSerializer.Serialize(document.RootElement[0]));
    }

    [Theory]
    [InlineData(90, ExitCodes.Success)]
    [InlineData(300, ExitCodes.Failure)]
    public async Task A_program_gets_a_tool_that_is_nested_deeply_or_one_line(int depth, int exitCode)
    {
        string nested = new string('[', depth) + new string(']', depth);
        CliRun run = await Terminal.RunAsync("show", "a", _folder.Write("a.tools.json", $$"""[{"name":"a","_meta":{{nested}}}]"""), "--json");
        using JsonDocument document = JsonDocument.Parse(run.Output, new JsonDocumentOptions { MaxDepth = 100 });
        Assert.Equal((exitCode, exitCode != ExitCodes.Success), (run.ExitCode, document.RootElement.TryGetProperty("error", out _)));
    }

    [Fact]
    public async Task A_source_is_listed_like_a_file() => Assert.Equal(
        "a\t\t\n", (await Terminal.RunAsync("list", "--command", _folder.Command("""[{"name":"a"}]"""))).Output);

    [Fact]
    public async Task A_tool_is_shown_as_its_server_and_as_CSharp_has_it()
    {
        CliRun run = await Terminal.RunAsync("show", "read_file", _folder.Write("a.tools.json", Tools));
        Assert.StartsWith("read_file (filesystem)\n\nReads.\nAll of it.\n\nC#\nTask<ToolResult> ReadFile(string path, ", run.Output, StringComparison.Ordinal);
        Assert.Contains("\nInput schema\n{\n  \"type\": \"object\",", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_overlay_counts_and_one_that_is_broken_is_told()
    {
        string capture = _folder.Write("a.json", Tools);
        _folder.Write("a.overlay.json", """{"exclude":["read_*"],"tools":{"shell":{"name":"Run"}}}""");
        Assert.Equal("shell\t\t\n", (await Terminal.RunAsync("list", capture)).Output);
        Assert.Contains("Task<ToolResult> Run(", (await Terminal.RunAsync("show", "Run", capture)).Output, StringComparison.Ordinal);

        _folder.Write("a.overlay.json", "{");
        CliRun run = await Terminal.RunAsync("list", capture);
        Assert.Equal(ExitCodes.Failure, run.ExitCode);
        Assert.StartsWith($"agentbay-typed list: {_folder["a.overlay.json"]}(1,2): error ABT0001: ", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("there is no tool 'read_fil'; did you mean 'read_file'?", "show", "read_fil", "FILE")]
    [InlineData("name either a capture or a source (--image, --command, --url)", "list")]
    [InlineData("'lst' is not known here; did you mean 'list'?", "lst")]
    [InlineData("'--serch' is not known here; did you mean '--search'?", "list", "FILE", "--serch")]
    [InlineData("name a command; --help lists them")]
    [InlineData("agentbay-typed capture: <file> is missing; --help says what it is", "capture", "--command", "x")]
    [InlineData("agentbay-typed diff: <after> is missing; --help says what it is", "diff", "FILE")]
    [InlineData("Required argument missing for option: '--search'", "list", "FILE", "--search")]
    [InlineData("--format takes text, json or markdown, not 'xml'", "diff", "FILE", "FILE", "--format", "xml")]
    [InlineData("--json and --format markdown contradict each other", "diff", "FILE", "FILE", "--format", "markdown", "--json")]
    public async Task A_slip_of_the_pen_is_one_line(string message, params string[] arguments)
    {
        string capture = _folder.Write("a.tools.json", Tools);
        CliRun run = await Terminal.RunAsync([.. arguments.Select(argument => argument == "FILE" ? capture : argument)]);
        Assert.Equal(ExitCodes.Failure, run.ExitCode);
        string line = Assert.Single((run.Error + run.Output).Split('\n', StringSplitOptions.RemoveEmptyEntries), line => line.Contains(message, StringComparison.Ordinal));
        if (!run.Output.StartsWith('{'))
            Assert.Equal(line, (run.Error + run.Output).Trim());
    }

    [Theory]
    [InlineData("check", "One of text, json or markdown; default: text.")]
    [InlineData("serve", "One of own or shared; default: own.")]
    public async Task Help_tells_a_default_once_and_as_it_is_written(string command, string expected)
    {
        string help = (await Terminal.RunAsync(command, "--help")).Output;
        string line = Assert.Single(help.Split('\n'), line => line.Contains(expected, StringComparison.Ordinal));
        Assert.EndsWith(expected, line.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Formats_may_be_written_in_any_case_and_json_may_be_said_twice()
    {
        string capture = _folder.Write("a.tools.json", Tools);
        Assert.StartsWith("**Tool schemas: same**", (await Terminal.RunAsync("diff", capture, capture, "--format", "Markdown")).Output, StringComparison.Ordinal);
        Assert.StartsWith("{", (await Terminal.RunAsync("diff", capture, capture, "--format", "json", "--json")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_disk_that_is_full_is_one_line()
    {
        if (!File.Exists("/dev/full"))
            return;
        using System.Diagnostics.Process process = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo(
            "sh", ["-c", $"dotnet '{Path.Combine(AppContext.BaseDirectory, "agentbay-typed.dll")}' list '{_folder.Write("a.tools.json", Tools)}' > /dev/full"])
        {
            RedirectStandardError = true,
        })!;
        string error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Matches("^agentbay-typed list: No space left on device[^\n]*\n$", error);
        Assert.Equal(ExitCodes.Failure, process.ExitCode);
    }

    [Theory]
    [InlineData("bash", "complete -o default -F _agentbay_typed agentbay-typed")]
    [InlineData("zsh", "compdef")]
    [InlineData("fish", "complete")]
    [InlineData("pwsh", "Register-ArgumentCompleter")]
    public async Task Each_shell_gets_a_script(string shell, string line) =>
        Assert.Contains(line, (await Terminal.RunAsync("completion", shell)).Output, StringComparison.Ordinal);

    [Fact]
    public async Task A_shell_is_told_what_may_come_next() => Assert.Equal(
        ["json", "markdown", "text"],
        (await Terminal.RunProcessAsync(new Dictionary<string, string>(), "", "[suggest:33]", "agentbay-typed diff a b --format ")).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Order());
}
