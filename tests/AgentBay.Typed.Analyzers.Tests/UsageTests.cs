using AgentBay.Typed.CodeFixes;
using AgentBay.Typed.Generator.Analyzers;

namespace AgentBay.Typed.Analyzers.Tests;

public sealed class UsageTests
{
    [Theory]
    [InlineData("""await session.Tools.Shell("ls");""", "shell")]
    [InlineData("""await shell.Shell("ls").ConfigureAwait(false);""", "shell")]
    [InlineData("""await plain.CallToolAsync("list");""", "list")]
    [InlineData("""await session.Tools.List().WaitAsync(stop);""", "list")]
    [InlineData("""session.Tools.List().GetAwaiter().GetResult();""", "list")]
    [InlineData("""await Task.WhenAll(session.Tools.List(), session.GetLabelsAsync(stop));""", "list")]
    public async Task A_result_that_nobody_looks_at_is_told(string body, string tool) => Assert.EndsWith(
        $"A failure of the tool '{tool}' would go unseen here: call EnsureSuccess, look at IsError, or assign the result to a discard",
        Assert.Single(await Editor.OneImage.AnalyzeAsync(body, "ABT1006")),
        StringComparison.Ordinal);

    [Fact]
    public async Task Each_tool_that_is_waited_for_with_others_is_told() => Assert.Equal(
        ["session.Tools.List()", "shell.Shell(\"ls\")"],
        (await Editor.OneImage.AnalyzeAsync("""await Task.WhenAll(session.Tools.List(), shell.Shell("ls"));""", "ABT1006"))
            .Select(static one => one[8..one.IndexOf(": A", StringComparison.Ordinal)]));

    [Fact]
    public async Task A_tool_whose_name_is_not_constant_is_told_without_it() => Assert.StartsWith(
        "ABT1006 await plain.CallToolAsync(plain.SessionId): A failure of the tool would go unseen here",
        Assert.Single(await Editor.OneImage.AnalyzeAsync("await plain.CallToolAsync(plain.SessionId);", "ABT1006")),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("""await Checked(plain);""")]
    [InlineData("""await session.Tools.List().ContinueWith(one => one.Result.EnsureSuccess());""")]
    [InlineData("""var all = await Task.WhenAll(session.Tools.List(), session.Tools.List());""")]
    [InlineData("""_ = await session.Tools.Shell("ls");""")]
    [InlineData("""(await session.Tools.Shell("ls")).EnsureSuccess();""")]
    [InlineData("""if ((await session.Tools.Shell("ls")).IsError) return 1;""")]
    [InlineData("""await session.GetLabelsAsync();""")]
    public async Task A_result_that_is_looked_at_or_discarded_is_left_alone(string body) =>
        Assert.Empty(await Editor.OneImage.AnalyzeAsync(body, "ABT1006"));

    [Theory]
    [InlineData("""await session.Tools.Shell("ls");""", """(await session.Tools.Shell("ls")).EnsureSuccess();""")]
    [InlineData(
        """await shell.Shell("ls").ConfigureAwait(false);""",
        """(await shell.Shell("ls").ConfigureAwait(false)).EnsureSuccess();""")]
    [InlineData(
        """Func<Task> later = async () => await shell.Shell("ls");""",
        """Func<Task> later = async () => (await shell.Shell("ls")).EnsureSuccess();""")]
    public async Task The_fix_makes_a_failure_throw(string before, string after) =>
        Assert.Equal(after, await Editor.OneImage.FixAsync(before, new IgnoredResultCodeFix(), "Throw if the tool fails"));

    [Fact]
    public async Task The_fix_makes_a_failure_throw_where_the_thread_waits() => Assert.Equal(
        "session.Tools.List().GetAwaiter().GetResult().EnsureSuccess();",
        await Editor.OneImage.FixAsync("session.Tools.List().GetAwaiter().GetResult();", new IgnoredResultCodeFix(), "Throw if the tool fails"));

    [Fact]
    public async Task No_fix_is_offered_where_several_are_waited_for()
    {
        const string Body = "await Task.WhenAll(session.Tools.List(), session.Tools.List());";
        Assert.Equal(Body, await Editor.OneImage.FixAsync(Body, new IgnoredResultCodeFix()));
    }

    [Fact]
    public async Task The_other_fix_says_that_a_failure_does_not_matter() => Assert.Equal(
        """_ = await session.Tools.Shell("ls");""",
        await Editor.OneImage.FixAsync("""await session.Tools.Shell("ls");""", new IgnoredResultCodeFix(), "Ignore a failure of the tool"));

    [Fact]
    public async Task A_discard_is_not_offered_where_its_name_is_taken()
    {
        string body = """Func<int, Task> later = async _ => { await session.Tools.Shell("ls"); };""";
        Assert.Equal(body, await Editor.OneImage.FixAsync(body, new IgnoredResultCodeFix(), "Ignore a failure of the tool"));
    }

    [Theory]
    [InlineData("""_ = await session.Tools.Shell("rm -r /");""", 1)]
    [InlineData("""_ = await shell.Shell("rm -r /");""", 1)]
    [InlineData("""_ = await plain.CallToolAsync("shell");""", 1)]
    [InlineData("""_ = await session.InvokeAsync(new ToolDescriptor("shell"), default);""", 1)]
    [InlineData("""var run = session.Tools.Shell;""", 1)]
    [InlineData("""_ = await plain.CallToolAsync("list");""", 0)]
    [InlineData("""var run = session.Tools.List;""", 0)]
    [InlineData("""_ = await session.Tools.List();""", 0)]
    public async Task A_call_that_may_destroy_is_told_where_the_project_asks(string body, int count) =>
        Assert.Equal(count, (await Editor.OneImage.AnalyzeAsync(body, "ABT1007")).Count);

    [Fact]
    public void Only_what_a_project_must_ask_for_is_off() => Assert.Equal(
        ["ABT1007"], UsageDescriptors.Everything.Where(static one => !one.IsEnabledByDefault).Select(static one => one.Id));
}
