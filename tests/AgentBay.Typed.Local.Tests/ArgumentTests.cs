using System.Net;
using AgentBay.Typed.Local.Tests.Support;

namespace AgentBay.Typed.Local.Tests;

/// <summary>Arguments are checked against the tool's schema before anything runs.</summary>
public sealed class ArgumentTests(BestBay fixture) : IClassFixture<BestBay>
{
    [Theory]
    [InlineData("shell", """{"comand":"ls"}""", "unknown argument 'comand'; did you mean 'command'?")]
    [InlineData("shell", """{"command":"ls","colour":1}""", "unknown argument 'colour'")]
    [InlineData("shell", "{}", "'command' is required")]
    [InlineData("shell", """{"command":null}""", "'command' is required")]
    [InlineData("shell", """{"command":5}""", "'command' must be a string, but is a number")]
    [InlineData("shell", """{"command":"ls","timeout_ms":"fast"}""", "'timeout_ms' must be an integer, but is a string")]
    [InlineData("shell", """{"command":"ls","timeout_ms":1.5}""", "'timeout_ms' must be an integer, but is 1.5")]
    [InlineData("shell", """{"command":"ls","timeout_ms":1e300}""", "'timeout_ms' must be an integer, but is 1e300")]
    [InlineData("shell", """{"command":"ls","envs":{"A":1}}""", "'envs.A' must be a string, but is a number")]
    [InlineData("shell", """{"command":"ls","envs":["A"]}""", "'envs' must be an object, but is an array")]
    [InlineData("shell", """{"command":"\ud800"}""", "'command' is not valid Unicode text")]
    [InlineData("read_file", """{"path":"f","offset":-1}""", "'offset' must be at least 0, but is -1")]
    [InlineData("read_file", """{"path":"f","format":"hex"}""", "'format' must be one of 'text', 'binary', but is 'hex'")]
    [InlineData("write_file", """{"path":"f","content":"","create_parent_dir":"yes"}""", "'create_parent_dir' must be a boolean, but is a string")]
    [InlineData("edit_file", """{"path":"f","edits":[{"oldText":"a"}]}""", "'edits[0].newText' is required")]
    [InlineData("edit_file", """{"path":"f","edits":[{"oldText":"a","newText":"b","old":1}]}""", "unknown argument 'edits[0].old'")]
    [InlineData("edit_file", """{"path":"f","edits":[1]}""", "'edits[0]' must be an object, but is a number")]
    [InlineData("edit_file", """{"path":"f","edits":[{"oldText":"","newText":"b"}]}""", "")]
    [InlineData("read_multiple_files", """{"paths":"f"}""", "'paths' must be an array, but is a string")]
    [InlineData("search_files", """{"path":".","pattern":"*","excludePatterns":5}""", "'excludePatterns' must be an array or a string")]
    [InlineData("search_files", """{"path":".","pattern":"*","excludePatterns":[5]}""", "'excludePatterns[0]' must be a string")]
    [InlineData("run_code", """{"code":"1","language":"python","timeout_s":0}""", "'timeout_s' must be at least 1, but is 0")]
    public async Task What_does_not_fit_is_a_tool_error_that_says_why(string tool, string arguments, string expected)
    {
        var session = await fixture.Wire.CreateSessionAsync();
        await session.TextAsync("write_file", new { path = "f", content = "text" });

        var error = await session.ErrorAsync(tool, arguments);

        Assert.StartsWith($"Invalid arguments for {tool}: ", error, StringComparison.Ordinal);
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"command":"echo ok","cwd":null,"envs":null,"timeout_ms":null}""")]
    [InlineData("""{"command":"echo ok","timeout_ms":5000.0}""")]
    [InlineData("""{"command":"echo ok","envs":{"A":null}}""")]
    [InlineData("""{"command":"echo ok","cwd":""}""")]
    public async Task What_fits_or_is_null_runs(string arguments)
    {
        var session = await fixture.Wire.CreateSessionAsync();

        Assert.Equal("ok\n", (await session.ToolAsync("shell", arguments)).Stdout);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("\"ls\"")]
    [InlineData("null")]
    [InlineData("{oops")]
    public async Task Arguments_that_are_no_object_are_a_400(string arguments)
    {
        var session = await fixture.Wire.CreateSessionAsync();

        var answer = await session.CallAsync("CallMcpTool", ("Name", "shell"), ("Args", arguments));

        Assert.Equal((HttpStatusCode.BadRequest, "The parameter Args must be a JSON object."), (answer.Status, answer.Message));
    }

    [Theory]
    [InlineData("shel", "Tool 'shel' not found in image linux_latest; did you mean 'shell'?")]
    [InlineData("read_files", "Tool 'read_files' not found in image linux_latest; did you mean 'read_file'")]
    [InlineData("click_mouse", "Tool 'click_mouse' not found in image linux_latest; LocalBay does not run it here")]
    [InlineData("x", "Tool 'x' not found in image linux_latest")]
    public async Task A_tool_that_is_not_there_is_a_tool_error_with_near_names(string tool, string expected)
    {
        var session = await fixture.Wire.CreateSessionAsync();

        Assert.StartsWith(expected, await session.ErrorAsync(tool, "{}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tool_of_another_image_is_not_there()
    {
        var session = await fixture.Wire.CreateSessionAsync("browser_latest");

        Assert.StartsWith("Tool 'get_metrics' not found in image browser_latest", await session.ErrorAsync("get_metrics", "{}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_without_a_tool_name_or_arguments()
    {
        var session = await fixture.Wire.CreateSessionAsync();

        Assert.Equal("The parameter Name is required.", (await session.CallAsync("CallMcpTool", ("Args", "{}"))).Message);
        Assert.False((await session.CallAsync("CallMcpTool", ("Name", "get_metrics"))).Data.GetProperty("isError").GetBoolean());
    }
}
