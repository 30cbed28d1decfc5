using AgentBay.Typed.Local.Tests.Support;

namespace AgentBay.Typed.Local.Tests;

/// <summary>Sessions that stand still, with bubblewrap and without.</summary>
public abstract class PauseTests(BayFixture fixture)
{
    [Fact]
    public async Task Every_process_of_a_paused_session_stands_still_and_goes_on_where_it_was()
    {
        var session = await fixture.Wire.CreateSessionAsync();
        await session.OutputAsync("(while :; do date +%N > ticks; sleep 0.02; done) > /dev/null 2>&1 & setsid sh -c 'while :; do date +%N > others; sleep 0.02; done' > /dev/null 2>&1 & sleep 0.1");

        Assert.True((await session.CallAsync("PauseSessionAsync")).Body.GetProperty("Success").GetBoolean());

        Assert.Equal("PAUSED", await StatusAsync(session));
        var loops = Loops(session);
        // D: waits for a child that it shares its memory with, and that is stopped itself.
        await Eventually.HoldsAsync(() => loops.All(process => Processes.State(process) is 'T' or 'D'));

        await session.CallAsync("ResumeSessionAsync");

        Assert.Equal("RUNNING", await StatusAsync(session));
        foreach (var file in new[] { "ticks", "others" })
        {
            var before = await session.OutputAsync($"cat {file}");
            await session.OutputAsync($"until [ \"$(cat {file})\" != \"{before}\" ]; do sleep 0.02; done");
        }
    }

    [Fact]
    public async Task A_call_under_way_waits_and_then_comes_to_its_end()
    {
        var session = await fixture.Wire.CreateSessionAsync();
        var call = session.ShellAsync("touch begun; sleep 1.5; echo done");
        while ((await session.ShellAsync("ls begun")).IsError) await Task.Delay(20);

        await session.CallAsync("PauseSessionAsync");
        await Task.Delay(2000); // longer than the command takes
        Assert.False(call.IsCompleted);
        await session.CallAsync("ResumeSessionAsync");

        Assert.Equal("done\n", (await call).Stdout);
    }

    [Fact]
    public async Task A_tool_call_to_a_paused_session_fails_and_says_why()
    {
        var session = await fixture.Wire.CreateSessionAsync();
        await session.CallAsync("PauseSessionAsync");

        var answer = await session.CallAsync("CallMcpTool", ("Name", "shell"), ("Args", """{"command":"echo hello"}"""));

        Assert.Equal("SessionPaused", answer.Code);
        Assert.False(answer.Body.GetProperty("Success").GetBoolean());
        Assert.Equal($"Session {session.Id} is paused. Resume it first.", answer.Message);
        Assert.True(answer.Data.GetProperty("isError").GetBoolean());
    }

    [Fact]
    public async Task Pausing_and_resuming_twice_changes_nothing()
    {
        var session = await fixture.Wire.CreateSessionAsync();

        foreach (var action in new[] { "ResumeSessionAsync", "PauseSessionAsync", "PauseSessionAsync", "ResumeSessionAsync", "ResumeSessionAsync" })
            Assert.Equal("ok", (await session.CallAsync(action)).Code);

        Assert.Equal("alive", await session.OutputAsync("echo alive"));
    }

    [Fact]
    public async Task A_paused_session_can_be_listed_and_deleted()
    {
        var labels = $$"""{"run":"{{Guid.NewGuid():N}}"}""";
        var session = await fixture.Wire.CreateSessionAsync(labels: labels);
        await session.OutputAsync("sleep 500 > /dev/null &");
        await session.CallAsync("PauseSessionAsync");

        var paused = await fixture.Wire.CallAsync("ListSession", ("Labels", labels), ("Status", "PAUSED"));
        await session.CallAsync("DeleteSessionAsync");

        Assert.Equal(session.Id, Assert.Single(paused.Data.EnumerateArray()).GetProperty("SessionId").GetString());
        Assert.Empty(session.LivingProcesses());
        Assert.Equal("InvalidMcpSession.NotFound", (await session.CallAsync("GetSession")).Code);
    }

    private static List<int> Loops(WireSession session)
    {
        var loops = session.LivingProcesses().Where(process => Processes.CommandLine(process).Contains("while :", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(loops);
        return loops;
    }

    private static async Task<string> StatusAsync(WireSession session) => (await session.CallAsync("GetSession")).Data.GetProperty("Status").GetString()!;
}

public sealed class PauseWithBestBayTests(BestBay fixture) : PauseTests(fixture), IClassFixture<BestBay>
{
    [BubblewrapFact]
    public async Task No_process_of_an_isolated_session_escapes_by_hiding_its_environment()
    {
        var session = await fixture.Wire.CreateSessionAsync();
        await session.OutputAsync("env -i setsid sh -c 'exec > /dev/null 2>&1; while :; do date +%N > ticks; sleep 0.02; done' & until [ -e ticks ]; do sleep 0.02; done");
        await session.CallAsync("PauseSessionAsync");

        await session.CallAsync("ResumeSessionAsync");
        await session.CallAsync("PauseSessionAsync");
        var file = Directory.EnumerateFiles(fixture.Root, "ticks", SearchOption.AllDirectories).Single();
        var ticks = await File.ReadAllTextAsync(file);
        await Task.Delay(300);

        Assert.Equal(ticks, await File.ReadAllTextAsync(file));
    }
}

public sealed class PauseWithPlainBayTests(PlainBay fixture) : PauseTests(fixture), IClassFixture<PlainBay>;
