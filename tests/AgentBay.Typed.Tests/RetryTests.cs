using System.Net;
using System.Net.Http.Headers;
using AgentBay.Typed.Tests.Infrastructure;

namespace AgentBay.Typed.Tests;

/// <summary>What is sent again, and what never is.</summary>
public sealed class RetryTests
{
    [Theory]
    [InlineData(HttpStatusCode.TooManyRequests, "Busy")]
    [InlineData(HttpStatusCode.BadRequest, "Throttling.User")]
    [InlineData(HttpStatusCode.OK, "Throttling.Api")]
    [InlineData(HttpStatusCode.InternalServerError, "Internal")]
    [InlineData(HttpStatusCode.ServiceUnavailable, "ServiceUnavailable")]
    public async Task A_read_that_the_service_turns_away_for_a_moment_is_sent_again(HttpStatusCode status, string code)
    {
        FakeService service = Failing("GetLabel", 2, status, code);
        Session session = await Quick(service);
        Assert.Empty((await session.GetLabelsAsync()).Value);
        Assert.Equal(3, service.Count("GetLabel"));
    }

    [Fact]
    public async Task A_read_whose_connection_is_lost_is_sent_again()
    {
        int attempts = 0;
        FakeService service = new FakeService().On("GetLabel", (_, _) =>
            ++attempts < 3 ? throw new HttpRequestException(HttpRequestError.ResponseEnded) : Task.FromResult(FakeService.Json("""{"Data":{}}""")));
        await (await Quick(service)).GetLabelsAsync();
        Assert.Equal(3, attempts);
    }

    [Fact]
    public async Task After_the_last_retry_the_failure_is_told()
    {
        FakeService service = Failing("GetLabel", 100, HttpStatusCode.ServiceUnavailable, "Down");
        Session session = await Quick(service);
        Assert.Equal("Down", (await Assert.ThrowsAsync<AgentBayException>(() => session.GetLabelsAsync())).Code);
        Assert.Equal(4, service.Count("GetLabel"));
    }

    [Theory]
    [InlineData(HttpStatusCode.BadRequest, "InvalidParameter")]
    [InlineData(HttpStatusCode.Unauthorized, "InvalidApiKey")]
    [InlineData(HttpStatusCode.Forbidden, "NoPermission")]
    [InlineData(HttpStatusCode.NotFound, "InvalidAction.NotFound")]
    public async Task What_will_fail_again_is_not_sent_again(HttpStatusCode status, string code)
    {
        FakeService service = Failing("GetLabel", 100, status, code);
        Session session = await Quick(service);
        await Assert.ThrowsAsync<AgentBayException>(() => session.GetLabelsAsync());
        Assert.Equal(1, service.Count("GetLabel"));
    }

    [Theory]
    [InlineData(null, null, 1)]
    [InlineData(false, false, 1)]
    [InlineData(true, null, 3)]
    [InlineData(null, true, 3)]
    public async Task A_tool_is_called_again_only_if_its_annotations_allow_it(bool? readOnly, bool? idempotent, int calls)
    {
        FakeService service = Failing("CallMcpTool", 2, HttpStatusCode.ServiceUnavailable, "Down", """{"content":[]}""");
        Session session = await Quick(service);
        ToolDescriptor tool = new("t") { Annotations = new ToolAnnotations { ReadOnly = readOnly, Idempotent = idempotent } };
        try
        {
            await session.InvokeAsync(tool, "{}"u8.ToArray());
        }
        catch (AgentBayException)
        {
            Assert.Equal(1, calls);
        }

        Assert.Equal(calls, service.Count("CallMcpTool"));
    }

    [Theory]
    [InlineData("CreateMcpSession")]
    [InlineData("PauseSessionAsync")]
    [InlineData("ResumeSessionAsync")]
    [InlineData("SyncContext")]
    [InlineData("BindContexts")]
    [InlineData("ClearContext")]
    [InlineData("DeleteContext")]
    [InlineData("DeleteContextFile")]
    public async Task An_action_with_an_effect_is_sent_once(string action)
    {
        FakeService service = new FakeService().Fail(action, HttpStatusCode.ServiceUnavailable, "Down", "down");
        using AgentBayClient client = service.CreateClient(static options => options.TimeProvider = new QuickTime());
        await Assert.ThrowsAsync<AgentBayException>(async () =>
        {
            Session session = await client.CreateSessionAsync();
            await (action switch
            {
                "PauseSessionAsync" => (Task)session.PauseAsync(),
                "ResumeSessionAsync" => session.ResumeAsync(),
                "SyncContext" => session.Contexts.SyncAsync(),
                "BindContexts" => session.Contexts.BindAsync([new ContextBinding("c", "/a")]),
                "ClearContext" => client.Contexts.ClearAsync("c"),
                "DeleteContext" => client.Contexts.DeleteAsync("c"),
                _ => client.Contexts.DeleteFileAsync("c", "/f"),
            });
        });
        Assert.Equal(1, service.Count(action));
    }

    [Fact]
    public async Task The_pause_that_the_service_asks_for_is_kept()
    {
        int attempts = 0;
        FakeService service = new FakeService().On("GetLabel", (_, _) =>
        {
            HttpResponseMessage answer = ++attempts < 2 ? FakeService.Json("""{"Code":"Busy"}""", HttpStatusCode.TooManyRequests) : FakeService.Json("{}");
            answer.Headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromSeconds(7));
            return Task.FromResult(answer);
        });
        QuickTime time = new();
        Session session = await service.CreateSessionAsync(options => options.TimeProvider = time);
        await session.GetLabelsAsync();
        Assert.Equal((2, TimeSpan.FromSeconds(7)), (attempts, time.Waited));
    }

    [Fact]
    public async Task Who_is_asked_to_wait_long_is_told_so()
    {
        FakeService service = new FakeService().On("GetLabel", static (_, _) =>
        {
            HttpResponseMessage answer = FakeService.Json("""{"Code":"Busy"}""", HttpStatusCode.TooManyRequests);
            answer.Headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromMinutes(10));
            return Task.FromResult(answer);
        });
        Session session = await Quick(service);
        AgentBayException exception = await Assert.ThrowsAsync<AgentBayException>(() => session.GetLabelsAsync());
        Assert.Equal((TimeSpan.FromMinutes(10), 1), (exception.RetryAfter, service.Count("GetLabel")));
    }

    [Theory]
    [InlineData("1500", 1.5, 2)]
    [InlineData("9000", 9, 2)]
    [InlineData("30001", 30.001, 1)]
    [InlineData("2147483647", 2147483.647, 1)]
    public async Task The_pause_in_the_services_own_header_is_in_milliseconds_and_kept_up_to_30_seconds(string header, double seconds, int requests)
    {
        QuickTime time = new();
        (FakeService service, AgentBayException exception) = await AskToWaitAsync(header, time);
        Assert.Equal((TimeSpan.FromSeconds(seconds), requests), (exception.RetryAfter, service.Count("GetLabel")));
        Assert.Equal(requests == 1 ? TimeSpan.Zero : TimeSpan.FromSeconds(seconds), time.Waited);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-5")]
    [InlineData("soon")]
    [InlineData("99999999999999999999")]
    public async Task A_pause_that_is_no_number_of_milliseconds_is_the_clients_own(string header)
    {
        QuickTime time = new();
        (FakeService service, AgentBayException exception) = await AskToWaitAsync(header, time);
        Assert.Equal(((TimeSpan?)null, 2), (exception.RetryAfter, service.Count("GetLabel")));
        Assert.InRange(time.Waited, TimeSpan.FromTicks(1), TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task When_the_time_is_up_before_the_next_attempt_the_failure_is_told_and_not_the_time_out()
    {
        FakeService service = new FakeService().On("GetLabel", static (_, _) =>
        {
            HttpResponseMessage answer = FakeService.Json("""{"Code":"Throttling.User"}""", HttpStatusCode.TooManyRequests);
            answer.Headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromSeconds(5));
            return Task.FromResult(answer);
        });
        Session session = await service.CreateSessionAsync(static options => options.Timeout = TimeSpan.FromSeconds(2));
        Assert.Equal("Throttling.User", (await Assert.ThrowsAsync<AgentBayException>(() => session.GetLabelsAsync())).Code);
        Assert.Equal(1, service.Count("GetLabel"));
    }

    [Fact]
    public async Task A_date_to_wait_for_is_taken_by_the_clock_that_wrote_it()
    {
        DateTimeOffset wrong = new(2001, 1, 1, 0, 0, 0, TimeSpan.Zero);
        FakeService service = new FakeService().On("GetLabel", (_, _) =>
        {
            HttpResponseMessage answer = FakeService.Json("""{"Code":"Busy"}""", HttpStatusCode.TooManyRequests);
            answer.Headers.Date = wrong;
            answer.Headers.RetryAfter = new RetryConditionHeaderValue(wrong.AddMinutes(10));
            return Task.FromResult(answer);
        });
        Session session = await Quick(service);
        Assert.Equal(TimeSpan.FromMinutes(10), (await Assert.ThrowsAsync<AgentBayException>(() => session.GetLabelsAsync())).RetryAfter);
    }

    [Fact]
    public async Task Retries_can_be_turned_off()
    {
        FakeService service = Failing("GetLabel", 1, HttpStatusCode.ServiceUnavailable, "Down");
        Session session = await service.CreateSessionAsync(static options => options.MaxRetries = 0);
        await Assert.ThrowsAsync<AgentBayException>(() => session.GetLabelsAsync());
        Assert.Equal(1, service.Count("GetLabel"));
    }

    [Fact]
    public async Task A_retry_is_logged_with_its_reason()
    {
        TestLog log = new();
        FakeService service = Failing("GetLabel", 1, HttpStatusCode.ServiceUnavailable, "Down");
        Session session = await service.CreateSessionAsync(options => (options.TimeProvider, options.LoggerFactory) = (new QuickTime(), log));
        await session.GetLabelsAsync();
        Assert.Contains(log.Entries, static entry => entry.Text.StartsWith("GetLabel is sent again, attempt 1", StringComparison.Ordinal) && entry.Text.Contains("Down", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_caller_who_gives_up_during_a_pause_is_not_held()
    {
        using CancellationTokenSource source = new();
        FakeService service = new FakeService().On("GetLabel", async (_, _) =>
        {
            source.CancelAfter(20);
            await Task.Yield();
            HttpResponseMessage answer = FakeService.Json("""{"Code":"Busy"}""", HttpStatusCode.TooManyRequests);
            answer.Headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromSeconds(25));
            return answer;
        });
        Session session = await service.CreateSessionAsync();
        OperationCanceledException exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => session.GetLabelsAsync(source.Token));
        Assert.Equal(source.Token, exception.CancellationToken);
    }

    private static async Task<(FakeService Service, AgentBayException Exception)> AskToWaitAsync(string header, QuickTime time)
    {
        FakeService service = new FakeService().On("GetLabel", (_, _) =>
        {
            HttpResponseMessage answer = FakeService.Json("""{"Code":"Busy"}""", HttpStatusCode.TooManyRequests);
            answer.Headers.TryAddWithoutValidation("x-acs-retry-after", header);
            return Task.FromResult(answer);
        });
        Session session = await service.CreateSessionAsync(options => (options.TimeProvider, options.MaxRetries) = (time, 1));
        return (service, await Assert.ThrowsAsync<AgentBayException>(() => session.GetLabelsAsync()));
    }

    private static FakeService Failing(string action, int times, HttpStatusCode status, string code, string data = "{}")
    {
        int attempts = 0;
        return new FakeService().On(action, (_, _) => Task.FromResult(attempts++ < times
            ? FakeService.Json($$"""{"Code":"{{code}}","Message":"wait","Success":false}""", status)
            : FakeService.Json($$"""{"Success":true,"Data":{{data}}}""")));
    }

    private static Task<Session> Quick(FakeService service) => service.CreateSessionAsync(static options => options.TimeProvider = new QuickTime());
}
