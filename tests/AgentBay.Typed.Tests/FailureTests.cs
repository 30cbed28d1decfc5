using System.Net;
using AgentBay.Typed.Tests.Infrastructure;

namespace AgentBay.Typed.Tests;

/// <summary>What a failure of the service or the way to it looks like.</summary>
public sealed class FailureTests
{
    [Theory]
    [InlineData(HttpStatusCode.BadRequest, "InvalidMcpSession.NotFound", false, "create another")]
    [InlineData(HttpStatusCode.Unauthorized, "InvalidApiKey", false, "AGENTBAY_API_KEY")]
    [InlineData(HttpStatusCode.Forbidden, "NoPermission", false, "AGENTBAY_API_KEY")]
    [InlineData(HttpStatusCode.TooManyRequests, "Busy", true, "wait")]
    [InlineData(HttpStatusCode.BadRequest, "Throttling.User", true, "wait")]
    [InlineData(HttpStatusCode.InternalServerError, "InternalError", true, "try again later")]
    [InlineData(HttpStatusCode.ServiceUnavailable, "ServiceUnavailable", true, "try again later")]
    [InlineData(HttpStatusCode.OK, "SomeCode", false, "words")]
    public async Task An_error_of_the_service_has_code_status_request_and_advice(HttpStatusCode status, string code, bool isTransient, string advice)
    {
        Session session = await new FakeService().Fail("CallMcpTool", status, code, "some words").CreateSessionAsync();
        AgentBayException exception = await Assert.ThrowsAsync<AgentBayException>(() => session.CallToolAsync("t"));
        Assert.Equal((code, status, "r-CallMcpTool", isTransient), (exception.Code, exception.StatusCode!.Value, exception.RequestId, exception.IsTransient));
        Assert.Contains("CallMcpTool failed: some words", exception.Message, StringComparison.Ordinal);
        Assert.Contains(advice, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"Code":"X","Detail":"the real reason"}""", "the real reason")]
    [InlineData("""{"Code":"X","Message":"denied","AccessDeniedDetail":{"AuthAction":"bay:call"}}""", "denied; {\"AuthAction\":\"bay:call\"}")]
    [InlineData("""{"Code":"X","Message":"same","Detail":"same","AccessDeniedDetail":null}""", "failed: same [")]
    public async Task What_the_service_says_beside_its_message_is_told(string body, string said)
    {
        Session session = await new FakeService().Reply("CallMcpTool", HttpStatusCode.BadRequest, body).CreateSessionAsync();
        AgentBayException exception = await Assert.ThrowsAsync<AgentBayException>(() => session.CallToolAsync("t"));
        Assert.Contains(said, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"Code":"success","Data":{"content":[]}}""")]
    [InlineData("""{"Code":200,"Data":{"content":[]}}""")]
    [InlineData("""{"Code":"Odd","Data":{"content":[]}}""")]
    [InlineData("""{"Code":"Odd","Success":true,"Data":{"content":[]}}""")]
    public async Task An_answer_with_data_and_no_word_of_failure_is_a_success(string body)
    {
        Session session = await new FakeService().Reply("CallMcpTool", HttpStatusCode.OK, body).CreateSessionAsync();
        Assert.Empty((await session.CallToolAsync("t")).Content);
    }

    [Theory]
    [InlineData(HttpStatusCode.OK, "<html>gateway</html>")]
    [InlineData(HttpStatusCode.BadGateway, "<html>gateway</html>")]
    [InlineData(HttpStatusCode.OK, "")]
    [InlineData(HttpStatusCode.OK, "{\"RequestId\":\"r\",\"Data\":{\"content\":[")]
    [InlineData(HttpStatusCode.OK, "[]")]
    [InlineData(HttpStatusCode.OK, "{\"RequestId\":\"r\"} trailing")]
    public async Task An_answer_that_is_not_the_services_is_shown(HttpStatusCode status, string body)
    {
        Session session = await new FakeService().Reply("CallMcpTool", status, body).CreateSessionAsync();
        AgentBayException exception = await Assert.ThrowsAsync<AgentBayException>(() => session.CallToolAsync("t"));
        Assert.Equal(("InvalidResponse", status), (exception.Code, exception.StatusCode!.Value));
        Assert.Contains(body.Length == 0 ? "(empty)" : body[..Math.Min(10, body.Length)], exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("5")]
    [InlineData("""{"content":5}""")]
    [InlineData("\"no result\"")]
    public async Task A_tool_result_that_is_none_is_an_invalid_response(string data)
    {
        Session session = await new FakeService().AnswerTool(data).CreateSessionAsync();
        AgentBayException exception = await Assert.ThrowsAsync<AgentBayException>(() => session.CallToolAsync("t"));
        Assert.Equal(("InvalidResponse", "r-CallMcpTool"), (exception.Code, exception.RequestId));
    }

    [Fact]
    public async Task A_refused_connection_names_the_endpoint()
    {
        using AgentBayClient client = new(new AgentBayOptions { ApiKey = "secret-key", Endpoint = "http://127.0.0.1:1" });
        AgentBayException exception = await Assert.ThrowsAsync<AgentBayException>(() => client.CreateSessionAsync());
        Assert.Equal(("ConnectionFailed", true), (exception.Code, exception.IsTransient));
        Assert.Contains("127.0.0.1:1", exception.Message, StringComparison.Ordinal);
        Assert.Null(exception.StatusCode);
        Assert.IsType<HttpRequestException>(exception.InnerException);
    }

    [Fact]
    public async Task An_answer_that_does_not_come_in_time_is_a_time_out()
    {
        FakeService service = new FakeService().On("CallMcpTool", static async (_, cancellationToken) =>
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            throw new InvalidOperationException();
        });
        Session session = await service.CreateSessionAsync(static options => options.Timeout = TimeSpan.FromMilliseconds(50));
        AgentBayException exception = await Assert.ThrowsAsync<AgentBayException>(() => session.CallToolAsync("t"));
        Assert.Equal(("Timeout", true), (exception.Code, exception.IsTransient));
        Assert.Contains("0.05 s", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_is_disposed_during_a_call_is_no_time_out()
    {
        AgentBayClient? client = null;
        FakeService service = new FakeService().On("CallMcpTool", async (_, cancellationToken) =>
        {
            client!.Dispose();
            await Task.Delay(Timeout.Infinite, cancellationToken);
            throw new InvalidOperationException();
        });
        client = service.CreateClient();
        Session session = await client.CreateSessionAsync();
        Assert.Equal("ConnectionFailed", (await Assert.ThrowsAsync<AgentBayException>(() => session.CallToolAsync("t"))).Code);
    }

    [Fact]
    public async Task A_client_that_is_disposed_says_so_and_sends_nothing()
    {
        FakeService service = new();
        AgentBayClient client = service.CreateClient();
        await client.DisposeAsync();
        Func<Task>[] calls =
        [
            () => client.CreateSessionAsync(), () => client.GetSessionAsync("s-1"), () => ListTests.ToListAsync(client.ListSessionsAsync()),
            () => client.Contexts.GetOrCreateAsync("c"), () => ListTests.ToListAsync(client.Contexts.ListFilesAsync("c")),
        ];
        foreach (Func<Task> call in calls)
            Assert.Equal(typeof(AgentBayClient).FullName, (await Assert.ThrowsAsync<ObjectDisposedException>(call)).ObjectName);
        Assert.Empty(service.Requests);
    }

    [Fact]
    public async Task A_callers_own_cancellation_is_no_failure_of_the_service()
    {
        using CancellationTokenSource source = new();
        FakeService service = new FakeService().On("CallMcpTool", async (_, cancellationToken) =>
        {
            await source.CancelAsync();
            await Task.Delay(Timeout.Infinite, cancellationToken);
            throw new InvalidOperationException();
        });
        Session session = await service.CreateSessionAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => session.CallToolAsync("t", cancellationToken: source.Token));
    }

    [Fact]
    public async Task The_key_stands_in_no_message_and_no_log()
    {
        TestLog log = new();
        FakeService service = new FakeService().Fail("CallMcpTool", HttpStatusCode.Unauthorized, "InvalidApiKey", "bad key");
        Session session = await service.CreateSessionAsync(options => options.LoggerFactory = log);
        AgentBayException exception = await Assert.ThrowsAsync<AgentBayException>(() => session.CallToolAsync("t"));
        await session.DeleteAsync();
        Assert.DoesNotContain("secret-key", exception + string.Concat(log.Entries.Select(static entry => entry.Text)), StringComparison.Ordinal);
        Assert.NotEmpty(log.Entries);
    }
}
