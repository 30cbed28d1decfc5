using System.Net;
using System.Net.Sockets;
using AgentBay.Typed.Tests.Infrastructure;

namespace AgentBay.Typed.Tests;

/// <summary>What goes wrong on a real connection.</summary>
public sealed class WireFailureTests
{
    private const string Result = """{"RequestId":"r-9","Success":true,"Data":{"content":[{"type":"text","text":"hello"}]}}""";

    [Fact]
    public async Task A_whole_answer_is_read()
    {
        await using RawServer server = Answering(Result);
        Assert.Equal("hello", (await CallAsync(server)).Text);
    }

    [Fact]
    public async Task A_connection_that_is_reset_is_a_lost_connection_and_the_call_is_not_repeated()
    {
        await using RawServer server = new(static (stream, _) =>
        {
            stream.Socket.LingerState = new LingerOption(true, 0);
            stream.Socket.Close();
            return Task.CompletedTask;
        });
        AgentBayException exception = await FailAsync(server, static options => options.MaxRetries = 3);
        Assert.Equal(("ConnectionFailed", null, true), (exception.Code, exception.StatusCode, exception.IsTransient));
        Assert.Equal(1, server.Calls);
    }

    [Fact]
    public async Task An_answer_that_ends_half_way_is_a_lost_connection()
    {
        await using RawServer server = new(static (stream, cancellationToken) =>
            RawServer.WriteAsync(stream, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"RequestId\":", cancellationToken));
        AgentBayException exception = await FailAsync(server);
        Assert.Equal(("ConnectionFailed", HttpStatusCode.OK, true), (exception.Code, exception.StatusCode, exception.IsTransient));
        Assert.Contains("half way", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"RequestId\":")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-")]
    [InlineData("")]
    public async Task An_answer_that_stands_still_is_a_time_out(string beginning)
    {
        await using RawServer server = new(async (stream, cancellationToken) =>
        {
            await RawServer.WriteAsync(stream, beginning, cancellationToken);
            await Task.Delay(Timeout.Infinite, cancellationToken);
        });
        AgentBayException exception = await FailAsync(server, static options => options.ToolTimeout = TimeSpan.FromMilliseconds(300));
        Assert.Equal(("Timeout", true), (exception.Code, exception.IsTransient));
        Assert.Contains("0.3 s", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("not HTTP at all\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")]
    public async Task An_answer_that_is_not_HTTP_is_a_lost_connection(string bytes)
    {
        await using RawServer server = new((stream, cancellationToken) => RawServer.WriteAsync(stream, bytes, cancellationToken));
        Assert.Equal("ConnectionFailed", (await FailAsync(server)).Code);
    }

    [Theory]
    [InlineData("text/html", "<html><body>Welcome</body></html>")]
    [InlineData("application/json", "{\"RequestId\":\"r\",\"Data\":{\"content\":[")]
    [InlineData("application/json", "{\"RequestId\":\"r\xED\xA0\x80\"")]
    public async Task An_answer_of_something_else_shows_its_beginning(string type, string body)
    {
        await using RawServer server = new((stream, cancellationToken) => RawServer.WriteAsync(stream, RawServer.Answer(body, type: type), cancellationToken));
        AgentBayException exception = await FailAsync(server);
        Assert.Equal(("InvalidResponse", HttpStatusCode.OK, false), (exception.Code, exception.StatusCode, exception.IsTransient));
        Assert.Contains(body[..10], exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_content_type_does_not_matter_when_the_answer_is_the_services()
    {
        await using RawServer server = new(static (stream, cancellationToken) =>
            RawServer.WriteAsync(stream, RawServer.Answer("\uFEFF" + Result, type: "text/plain; charset=nonsense"), cancellationToken));
        Assert.Equal("hello", (await CallAsync(server)).Text);
    }

    [Fact]
    public async Task An_answer_before_the_arguments_are_sent_is_read_and_the_arguments_are_let_go()
    {
        await using RawServer server = new(static (stream, cancellationToken) =>
            RawServer.WriteAsync(stream, RawServer.Answer("""{"Code":"TooLarge","Message":"too large"}""", "413 Payload Too Large"), cancellationToken));
        using AgentBayClient client = server.CreateClient();
        Session session = await client.CreateSessionAsync();
        byte[] arguments = new byte[8 * 1024 * 1024];
        arguments.AsSpan().Fill((byte)' ');
        (arguments[0], arguments[^1]) = ((byte)'{', (byte)'}');
        AgentBayException exception = await Assert.ThrowsAsync<AgentBayException>(() => session.InvokeAsync(new ToolDescriptor("t"), arguments));
        Assert.Equal(exception.StatusCode == HttpStatusCode.RequestEntityTooLarge ? "TooLarge" : AgentBayErrorCodes.ConnectionFailed, exception.Code);
    }

    [Fact]
    public async Task A_redirection_is_not_followed_because_the_key_would_go_with_it()
    {
        await using RawServer server = new(static (stream, cancellationToken) => RawServer.WriteAsync(
            stream, "HTTP/1.1 307 Temporary Redirect\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", cancellationToken));
        AgentBayException exception = await FailAsync(server);
        Assert.Equal(("InvalidResponse", HttpStatusCode.TemporaryRedirect), (exception.Code, exception.StatusCode));
    }

    [Theory]
    [InlineData("{\"Code\":\"InvalidApiKey\",\"Message\":\"the key Bearer secret-key is bad\"}")]
    [InlineData("echo: Authorization=Bearer%20secret-key")]
    public async Task A_server_that_repeats_the_key_does_not_get_it_into_a_message_or_a_log(string body)
    {
        TestLog log = new();
        await using RawServer server = new((stream, cancellationToken) => RawServer.WriteAsync(stream, RawServer.Answer(body, "401 Unauthorized"), cancellationToken));
        AgentBayException exception = await FailAsync(server, options => options.LoggerFactory = log);
        Assert.Contains("***", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-key", exception + string.Concat(log.Entries), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Half_a_key_is_a_secret_too()
    {
        string body = new string('x', 195) + "secret-key" + new string('x', 50);
        await using RawServer server = new((stream, cancellationToken) => RawServer.WriteAsync(stream, RawServer.Answer(body), cancellationToken));
        Assert.DoesNotContain("secre", (await FailAsync(server)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_call_ends_at_once_with_the_callers_token()
    {
        using CancellationTokenSource source = new();
        await using RawServer server = new(async (_, cancellationToken) =>
        {
            await source.CancelAsync();
            await Task.Delay(Timeout.Infinite, cancellationToken);
        });
        using AgentBayClient client = server.CreateClient();
        Session session = await client.CreateSessionAsync();
        OperationCanceledException exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => session.CallToolAsync("t", cancellationToken: source.Token));
        Assert.Equal(source.Token, exception.CancellationToken);
    }

    [Fact]
    public async Task An_endpoint_that_speaks_no_TLS_says_so()
    {
        await using RawServer server = Answering(Result);
        using AgentBayClient client = server.CreateClient(static options => options.Endpoint = options.Endpoint!.Replace("http:", "https:", StringComparison.Ordinal));
        AgentBayException exception = await Assert.ThrowsAsync<AgentBayException>(() => client.CreateSessionAsync());
        Assert.Equal("ConnectionFailed", exception.Code);
        Assert.Contains("SSL", exception.Message, StringComparison.Ordinal);
    }

    private static RawServer Answering(string body) =>
        new((stream, cancellationToken) => RawServer.WriteAsync(stream, RawServer.Answer(body), cancellationToken));

    private static async Task<ToolResult> CallAsync(RawServer server, Action<AgentBayOptions>? configure = null)
    {
        using AgentBayClient client = server.CreateClient(configure);
        Session session = await client.CreateSessionAsync();
        return await session.CallToolAsync("t");
    }

    private static Task<AgentBayException> FailAsync(RawServer server, Action<AgentBayOptions>? configure = null) =>
        Assert.ThrowsAsync<AgentBayException>(() => CallAsync(server, configure));
}
