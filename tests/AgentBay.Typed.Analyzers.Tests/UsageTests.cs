using AgentBay.Typed.CodeFixes;
using AgentBay.Typed.Generator.Analyzers;

namespace AgentBay.Typed.Analyzers.Tests;

public sealed class UsageTests
{
    [Theory]
    [InlineData("await bay.CreateSessionAsync<Sandbox>();")]
    [InlineData("var s = await bay.CreateSessionAsync<Sandbox>(); await s.GetLabelsAsync();")]
    [InlineData("Session s; s = await bay.CreateSessionAsync(); Console.WriteLine(s.SessionId);")]
    [InlineData("var s = await bay.CreateSessionAsync<Sandbox>().ConfigureAwait(false); var t = s.Tools;")]
    public async Task A_session_that_nobody_deletes_is_told(string body) =>
        Assert.StartsWith("ABT1005 bay.CreateSessionAsync", Assert.Single(await Editor.AnalyzeAsync(body, "ABT1005")), StringComparison.Ordinal);

    [Theory]
    [InlineData("await using var s = await bay.CreateSessionAsync<Sandbox>();")]
    [InlineData("await using (var s = await bay.CreateSessionAsync<Sandbox>()) { }")]
    [InlineData("await using var s = (await bay.CreateSessionAsync<Sandbox>().ConfigureAwait(false));")]
    [InlineData("var s = await bay.CreateSessionAsync<Sandbox>(); try { } finally { await s.DeleteAsync(); }")]
    [InlineData("Session? s = null; s = await bay.CreateSessionAsync(); await s.DisposeAsync();")]
    [InlineData("var s = await bay.CreateSessionAsync(); Use(s);")]
    [InlineData("var s = await bay.CreateSessionAsync(); kept.Add(s);")]
    [InlineData("return await bay.CreateSessionAsync();")]
    [InlineData("var s = await bay.CreateSessionAsync(); Func<Task> later = async () => await s.DeleteAsync();")]
    public async Task A_session_that_is_deleted_or_handed_on_is_left_alone(string body) =>
        Assert.Empty(await Editor.AnalyzeAsync(body, "ABT1005"));

    [Theory]
    [InlineData("""await session.Tools.Shell("ls");""", "shell")]
    [InlineData("""await shell.Shell("ls").ConfigureAwait(false);""", "shell")]
    [InlineData("""await plain.CallToolAsync("list");""", "list")]
    public async Task A_result_that_nobody_looks_at_is_told(string body, string tool) => Assert.EndsWith(
        $"A failure of the tool '{tool}' would go unseen here: call EnsureSuccess, look at IsError, or assign the result to a discard",
        Assert.Single(await Editor.AnalyzeAsync(body, "ABT1006")),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("""_ = await session.Tools.Shell("ls");""")]
    [InlineData("""(await session.Tools.Shell("ls")).EnsureSuccess();""")]
    [InlineData("""if ((await session.Tools.Shell("ls")).IsError) return 1;""")]
    [InlineData("""await session.GetLabelsAsync();""")]
    public async Task A_result_that_is_looked_at_or_discarded_is_left_alone(string body) =>
        Assert.Empty(await Editor.AnalyzeAsync(body, "ABT1006"));

    [Theory]
    [InlineData("""await session.Tools.Shell("ls");""", """(await session.Tools.Shell("ls")).EnsureSuccess();""")]
    [InlineData(
        """await shell.Shell("ls").ConfigureAwait(false);""",
        """(await shell.Shell("ls").ConfigureAwait(false)).EnsureSuccess();""")]
    [InlineData(
        """Func<Task> later = async () => await shell.Shell("ls");""",
        """Func<Task> later = async () => (await shell.Shell("ls")).EnsureSuccess();""")]
    public async Task The_fix_makes_a_failure_throw(string before, string after) =>
        Assert.Equal(after, await Editor.FixAsync(before, new IgnoredResultCodeFix(), "Throw if the tool fails"));

    [Fact]
    public async Task The_other_fix_says_that_a_failure_does_not_matter() => Assert.Equal(
        """_ = await session.Tools.Shell("ls");""",
        await Editor.FixAsync("""await session.Tools.Shell("ls");""", new IgnoredResultCodeFix(), "Ignore a failure of the tool"));

    [Fact]
    public async Task A_discard_is_not_offered_where_its_name_is_taken()
    {
        string body = """Func<int, Task> later = async _ => { await session.Tools.Shell("ls"); };""";
        Assert.Equal(body, await Editor.FixAsync(body, new IgnoredResultCodeFix(), "Ignore a failure of the tool"));
    }

    [Theory]
    [InlineData("""_ = await session.Tools.Shell("rm -r /");""", 1)]
    [InlineData("""_ = await shell.Shell("rm -r /");""", 1)]
    [InlineData("""_ = await session.Tools.List();""", 0)]
    public async Task A_call_that_may_destroy_is_told_where_the_project_asks(string body, int count) =>
        Assert.Equal(count, (await Editor.AnalyzeAsync(body, "ABT1007")).Count);

    [Fact]
    public void Only_what_a_project_must_ask_for_is_off() => Assert.Equal(
        ["ABT1007"], UsageDescriptors.Everything.Where(static one => !one.IsEnabledByDefault).Select(static one => one.Id));
}
