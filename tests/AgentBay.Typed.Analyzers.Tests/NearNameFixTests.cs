using AgentBay.Typed.CodeFixes;

namespace AgentBay.Typed.Analyzers.Tests;

/// <summary>The name that was probably meant, written by a fix.</summary>
public sealed class NearNameFixTests
{
    [Theory]
    [InlineData("""session.CallToolAsync("lst")""", """session.CallToolAsync("list")""")]
    [InlineData(
        """session.CallToolAsync("shell", new Dictionary<string, object?> { ["comand"] = "ls" })""",
        """session.CallToolAsync("shell", new Dictionary<string, object?> { ["command"] = "ls" })""")]
    [InlineData(
        """session.InvokeAsync(new ToolDescriptor("shell"), JsonSerializer.SerializeToUtf8Bytes(new { comand = "ls" }))""",
        """session.InvokeAsync(new ToolDescriptor("shell"), JsonSerializer.SerializeToUtf8Bytes(new { command = "ls" }))""")]
    public async Task The_near_name_is_written(string before, string after) =>
        Assert.Equal($"var r = await {after};", await Editor.OneImage.FixAsync($"var r = await {before};", new NearNameCodeFix()));

    [Theory]
    [InlineData("""var r = await session.CallToolAsync("no_such_thing");""")]
    [InlineData("""const string Name = "lst"; var r = await session.CallToolAsync(Name);""")]
    [InlineData("""var comand = "ls"; var r = await session.InvokeAsync(new ToolDescriptor("shell"), JsonSerializer.SerializeToUtf8Bytes(new { comand }));""")]
    public async Task Nothing_is_offered_without_a_near_name_or_where_the_name_is_written_elsewhere(string body) =>
        Assert.Equal(body, await Editor.OneImage.FixAsync(body, new NearNameCodeFix()));

    [Fact]
    public async Task Slips_of_a_whole_file_are_mended_each_by_its_own_name() => Assert.Equal(
        """var a = await session.CallToolAsync("list"); var b = await session.CallToolAsync("shell", new Dictionary<string, object?> { ["command"] = "ls" });""",
        await Editor.OneImage.FixAllAsync(
            """var a = await session.CallToolAsync("lst"); var b = await session.CallToolAsync("shell", new Dictionary<string, object?> { ["comand"] = "ls" });""",
            new NearNameCodeFix()));
}
