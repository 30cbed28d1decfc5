namespace AgentBay.Typed.Analyzers.Tests;

/// <summary>What is said of the arguments of a call by name.</summary>
public sealed class ArgumentTests
{
    [Theory]
    [InlineData("write_file", """["path"] = "/f", ["mode"] = "sideways" """, "\"sideways\"", "'mode' of the tool 'write_file' is 'sideways', not 'overwrite' or 'append-to'")]
    [InlineData("write_file", """["path"] = "/f", ["mode"] = "append_to" """, "\"append_to\"", "'mode' of the tool 'write_file' is 'append_to', not 'overwrite' or 'append-to'")]
    [InlineData("write_file", """["path"] = null""", "null", "'path' of the tool 'write_file' is null, not text")]
    [InlineData("shell", """["command"] = "ls", ["timeout_ms"] = 1.5""", "1.5", "'timeout_ms' of the tool 'shell' is a number with a fraction, not a whole number")]
    [InlineData("shell", """["command"] = "ls", ["args"] = new[] { 1, 2 }""", "new[] { 1, 2 }", "'args' of the tool 'shell' is a list of numbers, not a list of text")]
    [InlineData("run_code", """["language"] = "c", ["env"] = "A=1" """, "\"A=1\"", "'env' of the tool 'run_code' is text, not an object")]
    [InlineData("run_code", """["language"] = "c", ["env"] = new[] { "A=1" }""", "new[] { \"A=1\" }", "'env' of the tool 'run_code' is a list, not an object")]
    [InlineData("run_code", """["language"] = "c", ["limits"] = 4""", "4", "'limits' of the tool 'run_code' is a number, not an object")]
    [InlineData("shell", """["command"] = new Dictionary<string, string>()""", "new Dictionary<string, string>()", "'command' of the tool 'shell' is an object, not text")]
    public async Task A_value_that_does_not_fit_is_told(string tool, string arguments, string marked, string message) => Assert.Equal(
        [$"ABT1004 {marked}: The argument {message}"],
        await Editor.OneImage.AnalyzeAsync($$"""var r = await session.CallToolAsync("{{tool}}", new Dictionary<string, object?> { {{arguments}} });""", "ABT1004", "ABT1008"));

    [Theory]
    [InlineData("shell", """["command"] = "ls", ["timeout_ms"] = 5.0""")]
    [InlineData("shell", """["command"] = "ls", ["timeout_ms"] = Math.Round(1.5)""")]
    [InlineData("shell", """["command"] = "ls", ["args"] = new object[] { 1 }""")]
    [InlineData("shell", """["command"] = "ls", ["args"] = new List<string> { "-l" }""")]
    [InlineData("run_code", """["language"] = "c++", ["env"] = new Dictionary<string, string>()""")]
    [InlineData("run_code", """["language"] = "c++", ["limits"] = new Dictionary<string, object?> { ["cpus"] = 1 }""")]
    [InlineData("run_code", """["language"] = session.SessionId""")]
    [InlineData("shell", """["command"] = Outer.Kind.One""")]
    public async Task A_value_that_fits_or_may_fit_is_left_alone(string tool, string arguments) => Assert.Empty(await Editor.OneImage.AnalyzeAsync(
        $$"""var r = await session.CallToolAsync("{{tool}}", new Dictionary<string, object?> { {{arguments}} });""", "ABT1003", "ABT1004", "ABT1008"));

    [Theory]
    [InlineData("""session.CallToolAsync("shell")""")]
    [InlineData("""session.CallToolAsync("shell", null)""")]
    [InlineData("""session.CallToolAsync("shell", new Dictionary<string, object?> { ["wait"] = true })""")]
    [InlineData("""session.InvokeAsync(new ToolDescriptor("shell"), JsonSerializer.SerializeToUtf8Bytes(new { wait = true }))""")]
    public async Task A_required_argument_that_is_missing_is_told(string call) => Assert.Equal(
        ["ABT1008 \"shell\": The tool 'shell' needs the argument 'command'"], await Editor.OneImage.AnalyzeAsync($"var r = await {call};", "ABT1008"));

    [Fact]
    public async Task A_name_of_a_server_begins_no_line_of_a_build_log() => Assert.Equal(
        ["""ABT1008 "shell": The tool 'shell' needs the argument 'x\nfoo(1,1): error ABT0401: forged'"""],
        await Editor.Forger.AnalyzeAsync("""var r = await session.CallToolAsync("shell");""", "ABT1008"));

    [Theory]
    [InlineData("""session.CallToolAsync("list")""")]
    [InlineData("""session.CallToolAsync("shell", new Dictionary<string, object?> { ["command"] = "ls" })""")]
    [InlineData("""session.CallToolAsync("shell", new Dictionary<string, object?>(JsonSerializer.Deserialize<Dictionary<string, object?>>("{}")!) { ["wait"] = true })""")]
    [InlineData("""session.InvokeAsync(new ToolDescriptor("shell"), "{}"u8.ToArray())""")]
    public async Task Nothing_is_missing_where_nothing_is_required_or_the_arguments_are_not_known(string call) =>
        Assert.Empty(await Editor.OneImage.AnalyzeAsync($"var r = await {call};", "ABT1008"));

    [Theory]
    [InlineData("""new Dictionary<string, object?>(StringComparer.Ordinal) { ["comand"] = "ls" }""")]
    [InlineData("""new Dictionary<string, object?>(4) { ["comand"] = "ls" }""")]
    public async Task A_dictionary_with_a_comparer_or_a_capacity_is_judged(string arguments) =>
        Assert.Single(await Editor.OneImage.AnalyzeAsync($"""var r = await session.CallToolAsync("shell", {arguments});""", "ABT1003"));

    [Fact]
    public async Task A_dictionary_in_a_local_that_nothing_changes_is_judged() => Assert.Equal(
        [
            "ABT1003 \"folder\": The tool 'shell' has no argument 'folder'",
            "ABT1008 \"shell\": The tool 'shell' needs the argument 'command'",
        ],
        await Editor.OneImage.AnalyzeAsync(
            """var a = new Dictionary<string, object?> { ["folder"] = "/" }; var r = await session.CallToolAsync("shell", a);""", "ABT1003", "ABT1008"));

    [Fact]
    public async Task A_required_argument_that_was_misspelt_is_told_once() => Assert.Single(await Editor.OneImage.AnalyzeAsync(
        """var r = await session.CallToolAsync("shell", new Dictionary<string, object?> { ["comand"] = "ls" });""", "ABT1003", "ABT1008"));

    [Theory]
    [InlineData("""a["command"] = "ls";""")]
    [InlineData("""a.Remove("comand");""")]
    [InlineData("""a = new();""")]
    [InlineData("""Change(a); static void Change(Dictionary<string, object?> it) { }""")]
    public async Task A_dictionary_that_may_have_changed_is_not_judged(string change) => Assert.Empty(await Editor.OneImage.AnalyzeAsync(
        $$"""var a = new Dictionary<string, object?> { ["comand"] = "ls" }; {{change}} var r = await session.CallToolAsync("shell", a);""", "ABT1003", "ABT1008"));
}
