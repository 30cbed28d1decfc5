using System.Net;
using AgentBay.Typed.Tests.Infrastructure;

namespace AgentBay.Typed.Tests;

/// <summary>A session's state, and what changes it (agentbay-wire 3.4, 3.10 and 4.9).</summary>
public sealed class StatusTests
{
    [Fact]
    public async Task A_pause_is_over_when_the_session_is_paused()
    {
        FakeService service = new FakeService().Answer("PauseSessionAsync", "null")
            .AnswerInTurn("GetSession", Status("RUNNING"), Status("PAUSING"), Status("PAUSED"));
        QuickTime time = new();
        Session session = await service.CreateSessionAsync(options => options.TimeProvider = time);
        Assert.Equal("r-PauseSessionAsync", (await session.PauseAsync()).RequestId);
        Assert.Equal((3, TimeSpan.FromSeconds(4)), (service.Count("GetSession"), time.Waited));
    }

    [Fact]
    public async Task A_session_is_resumed_when_it_runs()
    {
        FakeService service = new FakeService().Answer("ResumeSessionAsync", "null").AnswerInTurn("GetSession", Status("RESUMING"), Status("RUNNING"));
        Session session = await service.CreateSessionAsync(static options => options.TimeProvider = new QuickTime());
        await session.ResumeAsync();
        Assert.Equal(2, service.Count("GetSession"));
    }

    [Fact]
    public async Task A_pause_that_takes_too_long_says_what_the_session_is_doing()
    {
        FakeService service = new FakeService().Answer("PauseSessionAsync", "null").Answer("GetSession", Status("PAUSING"));
        Session session = await service.CreateSessionAsync(static options => options.TimeProvider = new QuickTime());
        AgentBayException exception = await Assert.ThrowsAsync<AgentBayException>(() => session.PauseAsync(TimeSpan.FromSeconds(20)));
        Assert.Equal(("Timeout", true, "r-PauseSessionAsync"), (exception.Code, exception.IsTransient, exception.RequestId));
        Assert.Contains("PAUSING", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("FAILED")]
    [InlineData("DELETED")]
    [InlineData("FINISH")]
    public async Task A_session_that_ends_meanwhile_is_not_waited_for(string status)
    {
        FakeService service = new FakeService().Answer("PauseSessionAsync", "null").Answer("GetSession", Status(status));
        Session session = await service.CreateSessionAsync();
        AgentBayException exception = await Assert.ThrowsAsync<AgentBayException>(() => session.PauseAsync());
        Assert.Equal("UnexpectedStatus", exception.Code);
        Assert.Contains(status, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_poll_that_fails_for_a_moment_is_repeated()
    {
        int polls = 0;
        FakeService service = new FakeService().Answer("PauseSessionAsync", "null").On("GetSession", (_, _) => Task.FromResult(
            ++polls == 1 ? FakeService.Json("""{"Code":"Busy"}""", HttpStatusCode.ServiceUnavailable) : FakeService.Json($$"""{"Success":true,"Data":{{Status("PAUSED")}}}""")));
        Session session = await service.CreateSessionAsync(static options => (options.TimeProvider, options.MaxRetries) = (new QuickTime(), 0));
        await session.PauseAsync();
        Assert.Equal(2, polls);
    }

    [Fact]
    public async Task A_time_limit_must_be_positive()
    {
        FakeService service = new();
        Session session = await service.CreateSessionAsync();
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => session.PauseAsync(TimeSpan.Zero));
        Assert.Equal(0, service.Count("PauseSessionAsync"));
    }

    [Fact]
    public async Task The_state_keeps_the_services_word()
    {
        FakeService service = new FakeService().AnswerInTurn("GetSessionDetail", Status("running"), Status("HIBERNATING"), "{}");
        Session session = await service.CreateSessionAsync();
        Assert.Equal(SessionStatus.Running, (await session.GetStatusAsync()).Value);
        Assert.Equal("HIBERNATING", (await session.GetStatusAsync()).Value.ToString());
        Assert.Equal(SessionStatus.Unknown, (await session.GetStatusAsync()).Value);
        Assert.Contains("&SessionId=s-1", service.Last("GetSessionDetail").Message.RequestUri!.Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_can_be_kept_alive()
    {
        FakeService service = new FakeService().Answer("RefreshSessionIdleTime", "null");
        Session session = await service.CreateSessionAsync();
        Assert.Equal("r-RefreshSessionIdleTime", (await session.KeepAliveAsync()).RequestId);
    }

    [Fact]
    public async Task Metrics_are_read_under_each_of_their_names()
    {
        FakeService service = new FakeService().Say("""{"cpu_count":4,"cpu_used_pct":1.5,"mem_total":100,"mem_used":50,"disk_total":10,"disk_used":5,"rx_rate_kbps":2.5,"tx_used_KB":7,"timestamp":"2026-01-20T08:00:00+08:00","new":1}""");
        Session session = await service.CreateSessionAsync();
        SessionMetrics metrics = await session.GetMetricsAsync();
        Assert.Equal((4, 1.5, 100L, 50L, 10L, 5L), (metrics.CpuCount, metrics.CpuUsedPercent, metrics.MemoryTotal, metrics.MemoryUsed, metrics.DiskTotal, metrics.DiskUsed));
        Assert.Equal((2.5, 0d, 0d, 7d), (metrics.ReceivedRate, metrics.SentRate, metrics.Received, metrics.Sent));
        Assert.Equal(new DateTimeOffset(2026, 1, 20, 0, 0, 0, TimeSpan.Zero), metrics.Timestamp!.Value.ToUniversalTime());
        Assert.Equal(1, metrics.Raw.GetProperty("new").GetInt32());
        Assert.Equal("get_metrics", service.Last("CallMcpTool").Fields["Name"]);
    }

    [Fact]
    public async Task Metrics_that_are_none_say_so()
    {
        Session session = await new FakeService().Say("[]").CreateSessionAsync();
        await Assert.ThrowsAsync<ToolOutputException>(() => session.GetMetricsAsync());
        session = await new FakeService().Say("no such tool", isError: true).CreateSessionAsync();
        await Assert.ThrowsAsync<ToolCallException>(() => session.GetMetricsAsync());
    }

    private static string Status(string status) => $$"""{"SessionId":"s-1","Status":"{{status}}"}""";
}
