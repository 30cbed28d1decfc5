using System.Net;
using AgentBay.Typed.Local.Tests.Support;

namespace AgentBay.Typed.Local.Tests;

/// <summary>Sessions that nobody uses.</summary>
public sealed class IdleTests(ClockedBay fixture) : IClassFixture<ClockedBay>
{
    private readonly ManualClock _clock = fixture.Clock;
    private readonly Wire _wire = fixture.Wire;

    [Fact]
    public async Task A_session_that_nobody_uses_for_its_time_is_deleted()
    {
        var session = await CreateAsync("60");

        _clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal("RUNNING", await StatusAsync(session));
        _clock.Advance(TimeSpan.FromSeconds(1));

        while (await StatusAsync(session) == "DELETING") await Task.Delay(10);
        Assert.Equal("InvalidMcpSession.NotFound", await StatusAsync(session));
    }

    [Theory]
    [InlineData("RefreshSessionIdleTime")]
    [InlineData("CallMcpTool")]
    public async Task What_uses_it_lets_its_time_run_anew(string action)
    {
        var session = await CreateAsync("60");
        _clock.Advance(TimeSpan.FromSeconds(59));

        await session.CallAsync(action, ("Name", "list_directory"), ("Args", """{"path":"."}"""));
        _clock.Advance(TimeSpan.FromSeconds(59));

        Assert.Equal("RUNNING", await StatusAsync(session));
    }

    [Fact]
    public async Task Looking_at_it_does_not_keep_it()
    {
        var session = await CreateAsync("60");
        _clock.Advance(TimeSpan.FromSeconds(59));

        await session.CallAsync("GetSession");
        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.NotEqual("RUNNING", await StatusAsync(session));
    }

    [Fact]
    public async Task A_call_under_way_and_a_pause_keep_it()
    {
        var session = await CreateAsync("60");
        var call = session.OutputAsync("touch begun; until [ -e end ]; do sleep 0.02; done");
        while ((await session.ShellAsync("ls begun")).IsError) await Task.Delay(10);

        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal("RUNNING", await StatusAsync(session));
        await session.OutputAsync("touch end");
        await call;

        await session.CallAsync("PauseSessionAsync");
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal("PAUSED", await StatusAsync(session));
        await session.CallAsync("ResumeSessionAsync");
        _clock.Advance(TimeSpan.FromSeconds(60));
        Assert.NotEqual("RUNNING", await StatusAsync(session));
    }

    [Fact]
    public async Task Without_a_time_it_stays()
    {
        var session = await _wire.CreateSessionAsync();

        _clock.Advance(TimeSpan.FromDays(365));

        Assert.Equal("RUNNING", await StatusAsync(session));
    }

    [Theory]
    [InlineData("4294968")]
    [InlineData("2147483647")]
    public async Task A_time_longer_than_a_timer_takes_is_for_ever(string seconds)
    {
        await using var bay = await LocalBay.StartAsync(new LocalBayOptions { UseBubblewrap = false });
        using var wire = new Wire(bay);

        var answer = await wire.CallAsync("CreateMcpSession", ("Timeout", seconds));

        Assert.Equal("ok", answer.Code);
        var session = new WireSession(wire, answer.Data.GetProperty("SessionId").GetString()!);
        Assert.Equal("ok", (await session.CallAsync("RefreshSessionIdleTime")).Code);
        Assert.Equal("RUNNING", await StatusAsync(session));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-5")]
    [InlineData("soon")]
    public async Task A_time_that_is_none_is_refused(string seconds)
    {
        var answer = await _wire.CallAsync("CreateMcpSession", ("Timeout", seconds));

        Assert.Equal((HttpStatusCode.BadRequest, "InvalidParameter"), (answer.Status, answer.Code));
        Assert.StartsWith("The parameter Timeout ", answer.Message, StringComparison.Ordinal);
    }

    private async Task<WireSession> CreateAsync(string timeout) =>
        new(_wire, (await _wire.CallAsync("CreateMcpSession", ("Timeout", timeout))).Data.GetProperty("SessionId").GetString()!);

    private static async Task<string> StatusAsync(WireSession session)
    {
        var answer = await session.CallAsync("GetSession");
        return answer.Status == HttpStatusCode.OK ? answer.Data.GetProperty("Status").GetString()! : answer.Code;
    }
}
