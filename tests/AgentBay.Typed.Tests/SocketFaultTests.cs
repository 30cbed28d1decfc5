using System.Globalization;
using System.Net;
using AgentBay.Typed.Tests.Infrastructure;

namespace AgentBay.Typed.Tests;

/// <summary>
/// Each fault of a server on the loopback against a call that may have an effect, a creation, a deletion and a call that
/// only reads: which exception it becomes, and how often it is sent.
/// </summary>
public sealed class SocketFaultTests
{
    private const string Created = """{"RequestId":"c-1","Success":true,"Code":"ok","Data":{"SessionId":"s-1","Success":true}}""";
    private const string Done = """{"RequestId":"d-1","Success":true,"Code":"ok"}""";

    private static readonly Dictionary<string, Func<Session, AgentBayClient, CancellationToken, Task>> Calls = new()
    {
        ["CallMcpTool"] = static (session, _, cancellationToken) => session.CallToolAsync("t", cancellationToken: cancellationToken),
        ["CreateMcpSession"] = static (_, client, cancellationToken) => client.CreateSessionAsync(cancellationToken: cancellationToken),
        ["DeleteSessionAsync"] = static (session, _, cancellationToken) => session.DeleteAsync(cancellationToken: cancellationToken),
        ["GetLabel"] = static (session, _, cancellationToken) => session.GetLabelsAsync(cancellationToken),
    };

    private static readonly Dictionary<string, Fault> Faults = new()
    {
        ["reset"] = new(static request => Task.FromResult(request.Reset()), AgentBayErrorCodes.ConnectionFailed, null, true),
        ["no answer"] = new(static _ => Task.FromResult(false), AgentBayErrorCodes.ConnectionFailed, null, true),
        ["half a body"] = new(
            static async request =>
            {
                await request.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"Re");
                return false;
            },
            AgentBayErrorCodes.ConnectionFailed, HttpStatusCode.OK, true),
        ["cut JSON"] = Of("""{"RequestId":"r","Data":{""", "200 OK", AgentBayErrorCodes.InvalidResponse, HttpStatusCode.OK, false),
        ["garbled JSON"] = Of("""{"RequestId":"r",,}""", "200 OK", AgentBayErrorCodes.InvalidResponse, HttpStatusCode.OK, false),
        ["another content type"] = Of("<html>welcome</html>", "200 OK", AgentBayErrorCodes.InvalidResponse, HttpStatusCode.OK, false, type: "text/html"),
        ["no content"] = Of("", "200 OK", AgentBayErrorCodes.InvalidResponse, HttpStatusCode.OK, false),
        ["401"] = Of(Error("InvalidApiKey"), "401 Unauthorized", "InvalidApiKey", HttpStatusCode.Unauthorized, false),
        ["403 of a gateway"] = Of("<h1>no</h1>", "403 Forbidden", AgentBayErrorCodes.InvalidResponse, HttpStatusCode.Forbidden, false, type: "text/html"),
        ["404 without a code"] = Of("""{"message":"Not Found"}""", "404 Not Found", "Http404", HttpStatusCode.NotFound, false),
        ["429"] = Of(Error("Busy"), "429 Too Many Requests", "Busy", HttpStatusCode.TooManyRequests, true, 2, headers: "Retry-After: 2\r\n"),
        ["500"] = Of(Error("InternalError"), "500 Internal Server Error", "InternalError", HttpStatusCode.InternalServerError, true),
        ["503 of a gateway"] = Of("", "503 Service Unavailable", AgentBayErrorCodes.InvalidResponse, HttpStatusCode.ServiceUnavailable, true),
        ["throttling"] = Of(Error("Throttling.User"), "400 Bad Request", "Throttling.User", HttpStatusCode.BadRequest, true, 3, headers: "x-acs-retry-after: 3000\r\n"),
        ["throttling on 200"] = Of(Error("Throttling.Api"), "200 OK", "Throttling.Api", HttpStatusCode.OK, true),
        ["a code without success"] = Of("""{"RequestId":"r-1","Code":"Odd","Message":"words"}""", "200 OK", "Odd", HttpStatusCode.OK, false),
        ["a redirection"] = Of("{}", "302 Found", "Http302", HttpStatusCode.Found, false, headers: "Location: http://127.0.0.1:1/\r\n"),
    };

    public static TheoryData<string, string> Matrix()
    {
        TheoryData<string, string> matrix = [];
        foreach (string fault in Faults.Keys)
        {
            foreach (string action in Calls.Keys)
                matrix.Add(fault, action);
        }

        return matrix;
    }

    [Theory]
    [MemberData(nameof(Matrix))]
    public async Task A_fault_has_its_code_and_only_what_does_nothing_twice_is_sent_again(string name, string action)
    {
        Fault fault = Faults[name];
        await using KeepAliveServer server = Serving(action, (request, _) => fault.Answer(request));
        await using AgentBayClient client = server.CreateClient(static options => (options.MaxRetries, options.TimeProvider) = (1, new QuickTime()));
        Session session = await StartAsync(client);

        AgentBayException exception = await Assert.ThrowsAsync<AgentBayException>(() => Calls[action](session, client, default));
        Assert.Equal((fault.Code, fault.Status, fault.IsTransient), (exception.Code, exception.StatusCode, exception.IsTransient));
        Assert.Equal(fault.RetrySeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null, exception.RetryAfter);
        Assert.Contains(action, exception.Message, StringComparison.Ordinal);
        bool isRepeatable = action is "GetLabel" or "DeleteSessionAsync";
        int before = action == "CreateMcpSession" ? 1 : 0;
        Assert.Equal(before + (isRepeatable && fault.IsTransient ? 2 : 1), server.Count(action));
    }

    [Theory]
    [InlineData("CallMcpTool")]
    [InlineData("CreateMcpSession")]
    [InlineData("DeleteSessionAsync")]
    [InlineData("GetLabel")]
    public async Task A_body_that_stands_still_is_a_time_out(string action)
    {
        await using KeepAliveServer server = Serving(action, StallAsync);
        AgentBayClient client = server.CreateClient(static options => options.Timeout = TimeSpan.FromSeconds(1));
        Session session = await StartAsync(client);
        AgentBayException exception = await Assert.ThrowsAsync<AgentBayException>(() => Calls[action](session, client, default));
        Assert.Equal((AgentBayErrorCodes.Timeout, true), (exception.Code, exception.IsTransient));
        Assert.Contains("within 1 s", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CallMcpTool")]
    [InlineData("CreateMcpSession")]
    [InlineData("DeleteSessionAsync")]
    [InlineData("GetLabel")]
    public async Task A_call_that_is_cancelled_in_the_middle_of_its_answer_ends_with_the_callers_token(string action)
    {
        using CancellationTokenSource source = new();
        await using KeepAliveServer server = Serving(action, async (request, cancellationToken) =>
        {
            await request.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"Re");
            await source.CancelAsync();
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return false;
        });
        AgentBayClient client = server.CreateClient();
        Session session = await StartAsync(client);
        OperationCanceledException exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Calls[action](session, client, source.Token));
        Assert.Equal(source.Token, exception.CancellationToken);
    }

    [Theory]
    [InlineData("CallMcpTool")]
    [InlineData("CreateMcpSession")]
    [InlineData("DeleteSessionAsync")]
    [InlineData("GetLabel")]
    public async Task An_answer_that_comes_slowly_but_in_time_is_an_answer(string action)
    {
        await using KeepAliveServer server = Serving(action, static async (request, cancellationToken) =>
        {
            string body = request.Action == "CallMcpTool" ? """{"RequestId":"r","Success":true,"Data":{"content":[]}}""" : Created;
            await request.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 200 OK\r\nContent-Length: {body.Length}\r\n\r\n"));
            foreach (char[] piece in body.Chunk(20))
            {
                await Task.Delay(20, cancellationToken);
                await request.WriteAsync(new string(piece));
            }

            return true;
        });
        await using AgentBayClient client = server.CreateClient();
        Session session = await StartAsync(client);
        await Calls[action](session, client, default);
    }

    [Theory]
    [InlineData("CallMcpTool")]
    [InlineData("CreateMcpSession")]
    [InlineData("DeleteSessionAsync")]
    [InlineData("GetLabel")]
    public async Task A_server_that_is_gone_refuses_connections(string action)
    {
        KeepAliveServer server = Serving(action, static (request, _) => request.AnswerAsync(Done));
        await using AgentBayClient client = server.CreateClient();
        Session session = await StartAsync(client);
        await server.DisposeAsync();
        AgentBayException exception = await Assert.ThrowsAsync<AgentBayException>(() => Calls[action](session, client, default));
        Assert.Equal((AgentBayErrorCodes.ConnectionFailed, null, true), (exception.Code, exception.StatusCode, exception.IsTransient));
        Assert.Contains(server.Address.Authority, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Waiting_for_a_deletions_end_can_be_cancelled_between_two_looks()
    {
        using CancellationTokenSource source = new();
        int looks = 0;
        await using KeepAliveServer server = new(async (request, _) =>
        {
            if (request.Action == "GetSessionDetail" && ++looks == 2)
                source.CancelAfter(TimeSpan.FromMilliseconds(100));
            return await request.AnswerAsync(request.Action switch
            {
                "CreateMcpSession" => Created,
                "GetSessionDetail" => """{"Success":true,"Data":{"Status":"DELETING"}}""",
                _ => Done,
            });
        });
        await using AgentBayClient client = server.CreateClient();
        Session session = await StartAsync(client);
        OperationCanceledException exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => session.DeleteAsync(cancellationToken: source.Token));
        Assert.Equal((source.Token, 2), (exception.CancellationToken, looks));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => session.CallToolAsync("t"));
    }

    [Fact]
    public async Task A_pause_before_a_retry_is_as_long_as_the_service_says_whatever_the_clock_here_shows()
    {
        JumpingTime time = new();
        int calls = 0;
        await using KeepAliveServer server = Serving("GetLabel", (request, _) => ++calls == 1
            ? request.AnswerAsync(Error("Busy"), "429 Too Many Requests", headers: "Date: Wed, 25 Nov 2026 05:00:00 GMT\r\nRetry-After: Wed, 25 Nov 2026 05:00:07 GMT\r\n")
            : request.AnswerAsync(Done));
        await using AgentBayClient client = server.CreateClient(options => (options.MaxRetries, options.TimeProvider) = (1, time));
        Session session = await StartAsync(client);
        Assert.Empty((await session.GetLabelsAsync()).Value);
        Assert.Equal(TimeSpan.FromSeconds(7), time.Waited);
    }

    private static string Error(string code) => $$"""{"RequestId":"r-1","Code":"{{code}}","Message":"words","Success":false}""";

    private static Fault Of(
        string body,
        string status,
        string code,
        HttpStatusCode received,
        bool isTransient,
        int? retrySeconds = null,
        string type = "application/json",
        string headers = "") =>
        new(request => request.AnswerAsync(body, status, type, headers), code, received, isTransient, retrySeconds);

    private static async Task<bool> StallAsync(KeepAliveServer.Request request, CancellationToken cancellationToken)
    {
        await request.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"Re");
        await Task.Delay(Timeout.Infinite, cancellationToken);
        return false;
    }

    // The first creation goes well: it makes the session that is called.
    private static KeepAliveServer Serving(string action, Func<KeepAliveServer.Request, CancellationToken, Task<bool>> answer)
    {
        int creations = 0;
        return new KeepAliveServer((request, cancellationToken) => request.Action switch
        {
            "CreateMcpSession" when creations++ == 0 => request.AnswerAsync(Created),
            "GetSessionDetail" => request.AnswerAsync("""{"Success":true,"Data":{"Status":"FINISH"}}"""),
            _ when request.Action == action => answer(request, cancellationToken),
            _ => request.AnswerAsync(Done),
        });
    }

    private static Task<Session> StartAsync(AgentBayClient client) => client.CreateSessionAsync();

    private sealed record Fault(
        Func<KeepAliveServer.Request, Task<bool>> Answer,
        string Code,
        HttpStatusCode? Status,
        bool IsTransient,
        int? RetrySeconds = null);
}
