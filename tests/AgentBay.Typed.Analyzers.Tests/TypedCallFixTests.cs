using AgentBay.Typed.CodeFixes;

namespace AgentBay.Typed.Analyzers.Tests;

/// <summary>The typed call that is written for one by name.</summary>
public sealed class TypedCallFixTests
{
    [Theory]
    [InlineData("""session.CallToolAsync("list")""", "session.Tools.List()")]
    [InlineData("""session.CallToolAsync("list", null, stop)""", "session.Tools.List(cancellationToken: stop)")]
    [InlineData(
        """session.CallToolAsync("shell", new Dictionary<string, object?> { ["timeout_ms"] = 5, ["command"] = "ls" })""",
        """session.Tools.Shell("ls", 5)""")]
    [InlineData(
        """session.CallToolAsync("shell", new Dictionary<string, object?> { ["command"] = "ls " + stop, ["args"] = new[] { "-l" } }, stop)""",
        """session.Tools.Shell("ls " + stop, args: new[] { "-l" }, cancellationToken: stop)""")]
    [InlineData(
        """session.CallToolAsync("write_file", new Dictionary<string, object?> { ["path"] = "/f", ["mode"] = "append-to" })""",
        """session.Tools.WriteFile("/f", Sandbox.WriteFileMode.AppendTo)""")]
    public async Task The_fix_writes_the_typed_call(string before, string after) =>
        Assert.Equal($"var r = await {after};", await Editor.OneImage.FixAsync($"var r = await {before};"));

    [Fact]
    public async Task The_fix_goes_through_a_whole_file() => Assert.Equal(
        "var a = await session.Tools.List();\nvar b = await session.Tools.Shell(\"ls\");",
        (await Editor.OneImage.FixAllAsync(
            "var a = await session.CallToolAsync(\"list\");\nvar b = await session.CallToolAsync(\"shell\", new Dictionary<string, object?> { [\"command\"] = \"ls\" });",
            new TypedCallCodeFix())).ReplaceLineEndings("\n"));

    [Theory]
    [InlineData("""plain.CallToolAsync("list")""", "Sandbox.Create(plain).List()")]
    [InlineData(
        """plain.CallToolAsync("shell", new Dictionary<string, object?> { ["command"] = "ls" }, stop)""",
        """Sandbox.Create(plain).Shell("ls", cancellationToken: stop)""")]
    public async Task The_fix_of_a_session_without_an_image_calls_through_the_catalog(string before, string after) =>
        Assert.Equal($"var r = await {after};", await Editor.OneImage.FixAsync($"var r = await {before};"));

    [Fact]
    public async Task The_fix_writes_the_typed_call_for_an_anonymous_object() => Assert.Equal(
        """var r = await session.Tools.Shell("ls", 5, cancellationToken: stop);""",
        await Editor.OneImage.FixAsync(
            """var r = await session.InvokeAsync(new ToolDescriptor("shell"), JsonSerializer.SerializeToUtf8Bytes(new { timeout_ms = 5, command = "ls" }), stop);"""));

    [Theory]
    [InlineData("""session.CallToolAsync("shell")""")]
    [InlineData("""session.CallToolAsync("shell", new Dictionary<string, object?> { ["command"] = 5 })""")]
    [InlineData("""session.CallToolAsync("shell", new Dictionary<string, object?> { ["command"] = "ls", ["other"] = 1 })""")]
    [InlineData("""session.CallToolAsync("write_file", new Dictionary<string, object?> { ["path"] = "/f", ["mode"] = "sideways" })""")]
    public async Task What_would_not_compile_or_mean_the_same_is_not_rewritten(string call) =>
        Assert.Equal($"var r = await {call};", await Editor.OneImage.FixAsync($"var r = await {call};"));

    [Theory]
    [InlineData("c", "c_")]
    [InlineData("c++", "c_x002B_x002B")]
    [InlineData("c#", "c_x0023")]
    public async Task A_text_becomes_the_value_that_is_it_on_the_wire(string text, string value) => Assert.Equal(
        $"var r = await session.Tools.RunCode(Sandbox.RunCodeLanguage.{value});",
        await Editor.OneImage.FixAsync($$"""var r = await session.CallToolAsync("run_code", new Dictionary<string, object?> { ["language"] = "{{text}}" });"""));

    [Theory]
    [InlineData("write_file", """["path"] = "/f", ["mode"] = "append_to" """)]
    [InlineData("run_code", """["language"] = "C" """)]
    [InlineData("run_code", """["language"] = "c", ["flavour"] = "c" """)]
    public async Task A_text_that_only_looks_like_a_value_is_not_rewritten(string tool, string arguments) =>
        await AssertLeftAloneAsync(Editor.OneImage, $$"""var r = await session.CallToolAsync("{{tool}}", new Dictionary<string, object?> { {{arguments}} });""");

    [Fact]
    public async Task A_text_is_not_rewritten_where_the_catalog_is_compiled_and_does_not_tell_its_names() =>
        await AssertLeftAloneAsync(Editor.OneCompiledImage, """var r = await session.CallToolAsync("write_file", new Dictionary<string, object?> { ["path"] = "/f", ["mode"] = "overwrite" });""");

    [Fact]
    public async Task A_call_of_a_compiled_catalog_is_rewritten() => Assert.Equal(
        "var r = await session.Tools.List();", await Editor.OneCompiledImage.FixAsync("""var r = await session.CallToolAsync("list");"""));

    [Theory]
    [InlineData("""Task<ToolResult> t = Shell; await t;""")]
    [InlineData("""Func<Task<ToolResult>> f = () => Shell; await f();""")]
    [InlineData("""List<Task<ToolResult>> all = []; all.Add(Shell);""")]
    [InlineData("""var r = await Shell; r = await session.CallToolAsync(session.SessionId);""")]
    [InlineData("""var all = await Task.WhenAll(Shell, session.CallToolAsync(session.SessionId));""")]
    public async Task What_would_not_compile_is_not_offered(string body) => await AssertLeftAloneAsync(
        Editor.OneImage, body.Replace("Shell", """session.CallToolAsync("shell", new Dictionary<string, object?> { ["command"] = "ls" })""", StringComparison.Ordinal));

    [Fact]
    public async Task Two_calls_of_which_only_one_can_be_rewritten_still_compile_after_a_fix_of_all()
    {
        string all = await Editor.OneImage.FixAllAsync(
            """
            var both = new[]
            {
                await session.CallToolAsync("shell", new Dictionary<string, object?> { ["command"] = "ls" }),
                await session.CallToolAsync("list"),
            };
            """,
            new TypedCallCodeFix());
        Assert.Contains("session.Tools.", all, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""["command"] = null""")]
    [InlineData("""["command"] = Environment.GetEnvironmentVariable("A")""")]
    [InlineData("""["command"] = "ls", ["timeout_ms"] = null""")]
    public async Task A_null_is_not_rewritten_because_a_typed_one_is_refused_or_not_sent(string arguments) =>
        await AssertLeftAloneAsync(Editor.OneImage, $$"""var r = await session.CallToolAsync("shell", new Dictionary<string, object?> { {{arguments}} });""");

    [Fact]
    public async Task A_comment_among_the_arguments_is_not_lost() => await AssertLeftAloneAsync(
        Editor.OneImage, """var r = await session.CallToolAsync("shell", new Dictionary<string, object?> { /* why */ ["command"] = "ls" });""");

    [Fact]
    public async Task Values_are_computed_in_the_order_in_which_they_were() => Assert.Equal(
        """var r = await session.Tools.Shell(timeoutMs: Environment.ProcessId, command: Environment.CommandLine);""",
        await Editor.OneImage.FixAsync(
            """var r = await session.CallToolAsync("shell", new Dictionary<string, object?> { ["timeout_ms"] = Environment.ProcessId, ["command"] = Environment.CommandLine });"""));

    [Fact]
    public async Task Arguments_in_a_local_are_not_rewritten() => await AssertLeftAloneAsync(
        Editor.OneImage, """var a = new Dictionary<string, object?> { ["command"] = "ls" }; var r = await session.CallToolAsync("shell", a);""");

    private static async Task AssertLeftAloneAsync(Editor editor, string body) => Assert.Equal(body, await editor.FixAsync(body));
}
