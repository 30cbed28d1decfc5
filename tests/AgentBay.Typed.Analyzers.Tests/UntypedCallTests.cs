namespace AgentBay.Typed.Analyzers.Tests;

public sealed class UntypedCallTests
{
    [Fact]
    public async Task A_tool_that_the_catalog_has_is_led_to_its_method() => Assert.Equal(
        ["ABT1001 \"list\": 'list' is Sandbox.List: the compiler checks a call of that"],
        await Editor.OneImage.AnalyzeAsync("""var r = await session.CallToolAsync("list");"""));

    [Fact]
    public async Task A_session_without_an_image_is_led_to_any_catalog_that_has_the_tool() => Assert.Equal(
        ["ABT1001 \"list\": 'list' is Sandbox.List: the compiler checks a call of that"],
        await Editor.OneImage.AnalyzeAsync("""var r = await plain.CallToolAsync("list");"""));

    [Fact]
    public async Task A_tool_that_no_catalog_has_is_told_with_the_nearest_name() => Assert.Equal(
        ["ABT1002 \"shel\": Sandbox has no tool 'shel'; did you mean 'shell'?"],
        await Editor.OneImage.AnalyzeAsync("""var r = await session.CallToolAsync("shel");"""));

    [Fact]
    public async Task A_name_that_is_not_constant_is_not_judged() =>
        Assert.Empty(await Editor.OneImage.AnalyzeAsync("""var r = await session.CallToolAsync(stop.ToString()!);"""));

    [Theory]
    [InlineData("""new Dictionary<string, object?> { ["comand"] = "ls" }""")]
    [InlineData("""new() { ["comand"] = "ls" }""")]
    [InlineData("""new Dictionary<string, object?> { { "comand", "ls" } }""")]
    public async Task An_argument_that_the_tool_does_not_have_is_told_with_the_nearest_name(string arguments) => Assert.Equal(
        ["ABT1003 \"comand\": The tool 'shell' has no argument 'comand'; did you mean 'command'?"],
        await Editor.OneImage.AnalyzeAsync(
            $"""Dictionary<string, object?> x; var r = await session.CallToolAsync("shell", {arguments.Replace("new()", "new Dictionary<string, object?>()", StringComparison.Ordinal)});""", "ABT1003"));

    [Fact]
    public async Task A_tool_that_takes_any_arguments_takes_any_name() => Assert.Empty(await Editor.OneImage.AnalyzeAsync(
        """var r = await session.CallToolAsync("open", new Dictionary<string, object?> { ["whatever"] = "x" });""", "ABT1003"));

    [Theory]
    [InlineData("\"command\"", "5", "'command' of the tool 'shell' is a number, not text")]
    [InlineData("\"timeout_ms\"", "\"5\"", "'timeout_ms' of the tool 'shell' is text, not a number")]
    [InlineData("\"wait\"", "1", "'wait' of the tool 'shell' is a number, not true or false")]
    [InlineData("\"args\"", "\"-l\"", "'args' of the tool 'shell' is text, not a list")]
    public async Task An_argument_of_another_type_is_told(string name, string value, string message) => Assert.Equal(
        [$"ABT1004 {value}: The argument {message}"],
        await Editor.OneImage.AnalyzeAsync($$"""var r = await session.CallToolAsync("shell", new Dictionary<string, object?> { [{{name}}] = {{value}} });""", "ABT1004"));

    [Theory]
    [InlineData("""["command"] = "ls" """)]
    [InlineData("""["timeout_ms"] = 5L""")]
    [InlineData("""["timeout_ms"] = null""")]
    [InlineData("""["args"] = new[] { "-l" }""")]
    [InlineData("""["command"] = (object)stop""")]
    public async Task An_argument_of_the_right_or_an_unknown_type_is_left_alone(string argument) => Assert.Empty(await Editor.OneImage.AnalyzeAsync(
        $$"""var r = await session.CallToolAsync("shell", new Dictionary<string, object?> { {{argument}} });""", "ABT1003", "ABT1004"));

    [Fact]
    public async Task An_anonymous_object_that_is_serialized_for_a_tool_is_judged_like_a_dictionary() => Assert.Equal(
        [
            "ABT1001 \"shell\": 'shell' is Sandbox.Shell: the compiler checks a call of that",
            "ABT1003 comand: The tool 'shell' has no argument 'comand'; did you mean 'command'?",
            "ABT1004 \"5\": The argument 'timeout_ms' of the tool 'shell' is text, not a number",
        ],
        await Editor.OneImage.AnalyzeAsync(
            """var r = await session.InvokeAsync(new ToolDescriptor("shell"), JsonSerializer.SerializeToUtf8Bytes(new { comand = "ls", timeout_ms = "5" }));""", "ABT1001", "ABT1003", "ABT1004"));

    [Fact]
    public async Task Names_that_serializer_options_may_change_are_not_judged() => Assert.Empty(await Editor.OneImage.AnalyzeAsync(
        """var r = await session.InvokeAsync(new ToolDescriptor("shell"), JsonSerializer.SerializeToUtf8Bytes(new { Command = "ls" }, JsonSerializerOptions.Web));""",
        "ABT1003"));
}
