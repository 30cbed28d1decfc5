using AgentBay.Typed.CodeFixes;

namespace AgentBay.Typed.Analyzers.Tests;

/// <summary>Sessions that are created and never deleted.</summary>
public sealed class SessionLifetimeTests
{
    [Theory]
    [InlineData("await bay.CreateSessionAsync<Sandbox>();")]
    [InlineData("var s = await bay.CreateSessionAsync<Sandbox>(); await s.GetLabelsAsync();")]
    [InlineData("Session s; s = await bay.CreateSessionAsync(); Console.WriteLine(s.SessionId);")]
    [InlineData("var s = await bay.CreateSessionAsync<Sandbox>().ConfigureAwait(false); var t = s.Tools;")]
    [InlineData("var tools = (await bay.CreateSessionAsync<Sandbox>()).Tools;")]
    [InlineData("_ = await bay.CreateSessionAsync();")]
    [InlineData("var s = bay.CreateSessionAsync().Result; Console.WriteLine(s.SessionId);")]
    [InlineData("var s = bay.CreateSessionAsync().GetAwaiter().GetResult(); Console.WriteLine(s.SessionId);")]
    [InlineData("var s = await bay.CreateSessionAsync().WaitAsync(stop); Console.WriteLine(s.SessionId);")]
    [InlineData("var s = await bay.CreateSessionAsync(); if (s is null) return null;")]
    [InlineData("var s = await bay.CreateSessionAsync(); if (s == null) return null;")]
    [InlineData("var s = await bay.CreateSessionAsync(); var text = $\"{s}\";")]
    [InlineData("var s = await bay.CreateSessionAsync(); var t = s; Console.WriteLine(t.SessionId);")]
    [InlineData("var t = bay.CreateSessionAsync(); await t;")]
    [InlineData("var s = await bay.CreateSessionAsync(); Func<string> id = () => s.SessionId;")]
    [InlineData("var s = await bay.CreateSessionAsync(); s = await bay.GetSessionAsync(\"x\"); await s.DeleteAsync();")]
    public async Task A_session_that_nobody_deletes_is_told(string body) =>
        Assert.StartsWith("ABT1005 bay.CreateSessionAsync", Assert.Single(await Editor.OneImage.AnalyzeAsync(body, "ABT1005")), StringComparison.Ordinal);

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
    [InlineData("var s = await bay.CreateSessionAsync(); var cleanup = new List<Func<ValueTask>>(); cleanup.Add(s.DisposeAsync);")]
    [InlineData("var s = await bay.CreateSessionAsync(); await using (s) { }")]
    [InlineData("var s = await bay.CreateSessionAsync(); await using var t = s;")]
    [InlineData("var t = bay.CreateSessionAsync(); await using var s = await t;")]
    [InlineData("var a = bay.CreateSessionAsync(); var b = bay.CreateSessionAsync(); kept.AddRange(await Task.WhenAll(a, b));")]
    [InlineData("owned = await bay.CreateSessionAsync();")]
    [InlineData("owned ??= await bay.CreateSessionAsync();")]
    [InlineData("var s = await bay.CreateSessionAsync(); if (s is { } some) kept.Add(s);")]
    [InlineData("var s = stop.CanBeCanceled ? await bay.CreateSessionAsync() : plain; await s.DeleteAsync();")]
    [InlineData("var s = await bay.CreateSessionAsync(); await s.DeleteAsync(); s = await bay.CreateSessionAsync(); await s.DeleteAsync();")]
    [InlineData("await (await bay.CreateSessionAsync()).DeleteAsync();")]
    public async Task A_session_that_is_deleted_or_handed_on_is_left_alone(string body) =>
        Assert.Empty(await Editor.OneImage.AnalyzeAsync(body, "ABT1005"));

    [Theory]
    [InlineData("var s = await bay.CreateSessionAsync<Sandbox>();", "await using var s = await bay.CreateSessionAsync<Sandbox>();")]
    [InlineData("Session s = (await bay.CreateSessionAsync());", "await using Session s = (await bay.CreateSessionAsync());")]
    [InlineData("if (stop.CanBeCanceled) { /* one */ var s = await bay.CreateSessionAsync(); }", "if (stop.CanBeCanceled) { /* one */ await using var s = await bay.CreateSessionAsync(); }")]
    public async Task The_fix_declares_the_session_with_await_using(string before, string after) =>
        Assert.Equal(after, await Editor.OneImage.FixAsync(before, new SessionLifetimeCodeFix()));

    [Theory]
    [InlineData("_ = await bay.CreateSessionAsync();")]
    [InlineData("var t = bay.CreateSessionAsync(); await t;")]
    [InlineData("var s = await bay.CreateSessionAsync(); s = await bay.GetSessionAsync(\"x\");")]
    [InlineData("Action later = () => { var s = bay.CreateSessionAsync().Result; };")]
    public async Task Where_await_using_would_not_compile_nothing_is_offered(string body) =>
        Assert.Equal(body, await Editor.OneImage.FixAsync(body, new SessionLifetimeCodeFix()));

    [Fact]
    public async Task The_fix_goes_through_a_whole_file() => Assert.Equal(
        "await using var s = await bay.CreateSessionAsync();\nawait using var t = await bay.CreateSessionAsync();",
        (await Editor.OneImage.FixAllAsync("var s = await bay.CreateSessionAsync();\nvar t = await bay.CreateSessionAsync();", new SessionLifetimeCodeFix())).ReplaceLineEndings("\n"));
}
