using AgentBay.Typed.Tests.Infrastructure;
using Microsoft.Extensions.Logging;

namespace AgentBay.Typed.Tests;

/// <summary>A session whose creation's answer got lost or came too late is deleted, wherever its id is known.</summary>
public sealed class LostCreationTests
{
    private const string Created = """{"RequestId":"c-1","Success":true,"Code":"ok","Data":{"SessionId":"s-1","Success":true}}""";

    [Theory]
    [InlineData("cut", AgentBayErrorCodes.InvalidResponse)]
    [InlineData("a stray byte", AgentBayErrorCodes.InvalidResponse)]
    [InlineData("broken off", AgentBayErrorCodes.ConnectionFailed)]
    public async Task A_broken_answer_that_names_the_session_is_enough_to_delete_it(string fault, string code)
    {
        await using KeepAliveServer server = new(async (request, _) =>
        {
            if (request.Action != "CreateMcpSession")
                return await request.AnswerAsync("""{"RequestId":"d","Success":true}""");
            switch (fault)
            {
                case "cut": return await request.AnswerAsync(Created[..^3]);
                case "a stray byte": return await request.AnswerAsync(Created + "x");
                default:
                    await request.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n" + Created);
                    return false;
            }
        });
        await using AgentBayClient client = server.CreateClient();
        Assert.Equal(code, (await Assert.ThrowsAsync<AgentBayException>(() => client.CreateSessionAsync())).Code);
        KeepAliveServer.Request deletion = Assert.Single(server.Requests, static request => request.Action == "DeleteSessionAsync");
        Assert.Contains("SessionId=s-1", deletion.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"RequestId":"c-1","Success":true,"Data":{"SessionId":"s-""")]
    [InlineData("""{"RequestId":"c-1","Message":"the \"SessionId\":\"other\" is taken" """)]
    public async Task An_answer_that_breaks_off_before_the_id_is_whole_deletes_nothing(string body)
    {
        await using KeepAliveServer server = new((request, _) => request.AnswerAsync(body));
        await using AgentBayClient client = server.CreateClient();
        await Assert.ThrowsAsync<AgentBayException>(() => client.CreateSessionAsync());
        Assert.Equal(0, server.Count("DeleteSessionAsync"));
    }

    [Fact]
    public async Task A_client_that_is_disposed_waits_for_the_creation_under_way_and_deletes_its_session()
    {
        TaskCompletionSource answer = new();
        await using KeepAliveServer server = CreatingAfter(answer.Task);
        AgentBayClient client = server.CreateClient();
        Task<Session> creation = client.CreateSessionAsync();
        await ArrivedAsync(server);
        Task closing = client.DisposeAsync().AsTask();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => creation);
        Assert.False(closing.IsCompleted);
        answer.SetResult();
        await closing;
        Assert.Equal(1, server.Count("DeleteSessionAsync"));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => client.CreateSessionAsync());
    }

    [Fact]
    public async Task A_client_that_is_disposed_without_waiting_deletes_the_session_in_the_background()
    {
        TaskCompletionSource answer = new();
        await using KeepAliveServer server = CreatingAfter(answer.Task);
        AgentBayClient client = server.CreateClient();
        Task<Session> creation = client.CreateSessionAsync();
        await ArrivedAsync(server);
        client.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => creation);
        answer.SetResult();
        await client.DisposeAsync();
        Assert.Equal(1, server.Count("DeleteSessionAsync"));
    }

    [Fact]
    public async Task A_client_that_is_disposed_while_contexts_come_deletes_the_session()
    {
        AgentBayClient? client = null;
        Task closing = Task.CompletedTask;
        FakeService service = new FakeService().On("GetContextInfo", async (_, cancellationToken) =>
        {
            closing = client!.DisposeAsync().AsTask();
            await Task.Delay(Timeout.Infinite, cancellationToken);
            throw new InvalidOperationException();
        });
        client = service.CreateClient();
        await Assert.ThrowsAsync<ObjectDisposedException>(
            () => client.CreateSessionAsync(new SessionOptions { Contexts = { new ContextBinding("c-1", "/a") } }));
        await closing;
        Assert.Equal(1, service.Count("DeleteSessionAsync"));
    }

    [Fact]
    public async Task A_request_that_the_callers_HttpClient_drops_says_which_setting_did_it()
    {
        TestLog log = new();
        await using KeepAliveServer server = CreatingAfter(Task.Delay(Timeout.Infinite));
        using HttpClient http = new() { Timeout = TimeSpan.FromMilliseconds(200) };
        await using AgentBayClient client = new(
            new AgentBayOptions { ApiKey = "k", Endpoint = server.Address.OriginalString, LoggerFactory = log }, http);
        AgentBayException exception = await Assert.ThrowsAsync<AgentBayException>(() => client.CreateSessionAsync());
        Assert.Equal(AgentBayErrorCodes.Timeout, exception.Code);
        Assert.Contains("HttpClient.Timeout after 0.2 s", exception.Message, StringComparison.Ordinal);
        Assert.Contains(log.Entries, static entry => entry.Level == LogLevel.Warning && entry.Text.Contains("HttpClient.Timeout", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_creation_without_a_time_limit_is_one()
    {
        FakeService service = new();
        await using AgentBayClient client = service.CreateClient(static options => (options.Timeout, options.ToolTimeout) = (Timeout.InfiniteTimeSpan, TimeSpan.MaxValue));
        Session session = await client.CreateSessionAsync();
        Assert.Equal("r-CreateMcpSession", session.RequestId);
        service.Say("ok");
        Assert.Equal("ok", (await session.CallToolAsync("t")).Text);
    }

    private static KeepAliveServer CreatingAfter(Task answer) => new(async (request, cancellationToken) =>
    {
        if (request.Action == "CreateMcpSession")
            await answer.WaitAsync(cancellationToken);
        return await request.AnswerAsync(request.Action == "CreateMcpSession" ? Created : """{"RequestId":"d","Success":true}""");
    });

    private static async Task ArrivedAsync(KeepAliveServer server)
    {
        while (server.Count("CreateMcpSession") == 0)
            await Task.Delay(5);
    }
}
