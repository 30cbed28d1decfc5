namespace AgentBay.Typed.Analyzers.Tests;

/// <summary>Which catalogs a call by name is judged by.</summary>
public sealed class CatalogChoiceTests
{
    [Fact]
    public async Task A_session_is_not_judged_by_the_catalog_of_a_server() => Assert.Equal(
        ["ABT1001 \"list\": 'list' is Sandbox.List: the compiler checks a call of that"],
        await Editor.ImageAndServer.AnalyzeAsync("""var r = await plain.CallToolAsync("list");"""));

    [Fact]
    public async Task A_tool_of_several_images_is_told_with_all_of_them() => Assert.Equal(
        ["ABT1001 \"shell\": 'shell' is Desktop.Shell or Sandbox.Shell: the compiler checks a call of that"],
        await Editor.TwoImages.AnalyzeAsync("""var r = await plain.CallToolAsync("shell");""", "ABT1001"));

    [Theory]
    [InlineData("""["command"] = "ls" """)]
    [InlineData("""["script"] = "dir" """)]
    [InlineData("""["timeout_ms"] = "5", ["command"] = "ls" """)]
    public async Task What_one_image_of_several_takes_is_right(string arguments) => Assert.Empty(await Editor.TwoImages.AnalyzeAsync(
        $$"""var r = await plain.CallToolAsync("shell", new Dictionary<string, object?> { {{arguments}} });""", "ABT1003", "ABT1004", "ABT1008"));

    [Fact]
    public async Task What_no_image_takes_is_told() => Assert.Equal(
        ["ABT1003 \"commend\": The tool 'shell' has no argument 'commend'", "ABT1004 true: The argument 'timeout_ms' of the tool 'shell' is true or false, not text"],
        await Editor.TwoImages.AnalyzeAsync(
            """var r = await plain.CallToolAsync("shell", new Dictionary<string, object?> { ["commend"] = "ls", ["timeout_ms"] = true });""", "ABT1003", "ABT1004"));

    [Theory]
    [InlineData("plain.CallToolAsync(\"tap\")")]
    [InlineData("mcp.CallToolAsync(\"tap\")")]
    [InlineData("mcp.CallToolAsync(\"shell\")")]
    [InlineData("invoker.InvokeAsync(new ToolDescriptor(\"tap\"), default)")]
    public async Task A_tool_that_only_others_may_have_is_left_alone(string call) =>
        Assert.Empty(await Editor.ImageAndServer.AnalyzeAsync($"var r = await {call};"));

    [Fact]
    public async Task A_tool_that_the_session_s_own_image_lacks_is_told_without_a_near_name() => Assert.Equal(
        ["ABT1002 \"tap\": Sandbox has no tool 'tap'"], await Editor.TwoImages.AnalyzeAsync("""var r = await session.CallToolAsync("tap");"""));

    [Theory]
    [InlineData("drag-to")]
    [InlineData("drag_to")]
    public async Task A_tool_whose_method_is_not_named_like_others_is_found(string tool) => Assert.StartsWith(
        $"ABT1001 \"{tool}\": '{tool}' is Desktop.drag_",
        Assert.Single(await Editor.TwoImages.AnalyzeAsync($"""var r = await plain.CallToolAsync("{tool}");""")),
        StringComparison.Ordinal);

    [Fact]
    public async Task A_slip_in_a_session_without_an_image_is_told() => Assert.Equal(
        ["ABT1002 \"clik\": No catalog here has a tool 'clik'; did you mean 'click'?"],
        await Editor.TwoImages.AnalyzeAsync("""var r = await plain.CallToolAsync("clik");"""));

    [Fact]
    public async Task A_call_of_an_mcp_client_is_judged_by_the_catalogs_of_servers() => Assert.Equal(
        [
            "ABT1001 \"list\": 'list' is Everything.List: the compiler checks a call of that",
            "ABT1004 \"1\": The argument 'page' of the tool 'list' is text, not a number",
        ],
        await Editor.ImageAndServer.AnalyzeAsync("""var r = await mcp.CallToolAsync("list", new Dictionary<string, object?> { ["page"] = "1" });"""));

    [Fact]
    public async Task A_slip_in_a_call_of_an_mcp_client_is_told() => Assert.Equal(
        ["ABT1002 \"ecko\": Everything has no tool 'ecko'; did you mean 'echo'?"],
        await Editor.ImageAndServer.AnalyzeAsync("""var r = await mcp.CallToolAsync("ecko");"""));

    [Fact]
    public async Task A_call_of_an_mcp_client_is_not_rewritten_because_its_answer_is_of_another_type()
    {
        const string Body = """var r = await mcp.CallToolAsync("list", new Dictionary<string, object?> { ["page"] = 1 });""";
        Assert.Equal(Body, await Editor.ImageAndServer.FixAsync(Body));
    }

    [Fact]
    public async Task A_call_of_any_invoker_is_judged_by_all_catalogs() => Assert.Equal(
        ["ABT1003 messag: The tool 'echo' has no argument 'messag'; did you mean 'message'?"],
        await Editor.ImageAndServer.AnalyzeAsync(
            """var r = await invoker.InvokeAsync(new ToolDescriptor("echo"), JsonSerializer.SerializeToUtf8Bytes(new { messag = "a" }));""", "ABT1003"));

    [Fact]
    public async Task A_descriptor_that_says_more_is_judged_and_not_rewritten()
    {
        const string Body = """var r = await session.InvokeAsync(new ToolDescriptor("list") { Server = "other" }, JsonSerializer.SerializeToUtf8Bytes(new { }));""";
        Assert.Equal(["ABT1001 \"list\": 'list' is Sandbox.List: the compiler checks a call of that"], await Editor.OneImage.AnalyzeAsync(Body));
        Assert.Equal(Body, await Editor.OneImage.FixAsync(Body));
    }
}
