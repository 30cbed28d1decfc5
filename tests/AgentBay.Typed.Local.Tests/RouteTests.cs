using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using AgentBay.Typed.Local.Tests.Support;

namespace AgentBay.Typed.Local.Tests;

/// <summary>With sessions that offer a LinkUrl.</summary>
public sealed class LinkBay() : BayFixture(new LocalBayOptions { ToolRoute = LocalBayToolRoute.Link });

/// <summary>The ways to tools beside the API: LinkUrl, VPC and WebSocket.</summary>
public sealed class RouteTests(LinkBay fixture) : IClassFixture<LinkBay>
{
    private readonly Wire _wire = fixture.Wire;

    [Fact]
    public async Task A_link_calls_tools_with_the_token_and_without_the_key()
    {
        var session = await CreateAsync();

        var (status, body) = await CallLinkAsync(session, session.GetProperty("Token").GetString(), new { tool = "shell", server = "wuying_shell", requestId = "link-1", args = new { command = "echo out" } });

        Assert.Equal((HttpStatusCode.OK, "link-1"), (status, body.GetProperty("requestId").GetString()));
        var result = body.GetProperty("data").GetProperty("result");
        Assert.False(result.GetProperty("isError").GetBoolean());
        Assert.Equal("out\n", JsonElement.Parse(result.GetProperty("content")[0].GetProperty("text").GetString()!).GetProperty("stdout").GetString());
    }

    [Theory]
    [InlineData("no_such_tool", "", "Tool 'no_such_tool' not found in image linux_latest")]
    [InlineData("shell", "wuying_filesystem", "Tool 'shell' belongs to server wuying_shell, not to wuying_filesystem.")]
    [InlineData("", "", "No tool is named.")]
    public async Task What_a_link_cannot_call_is_an_error_result(string tool, string server, string message)
    {
        var session = await CreateAsync();

        var (_, body) = await CallLinkAsync(session, session.GetProperty("Token").GetString(), new { tool, server, args = new { } });

        var result = body.GetProperty("data").GetProperty("result");
        Assert.True(result.GetProperty("isError").GetBoolean());
        Assert.Equal(message, result.GetProperty("content")[0].GetProperty("text").GetString());
    }

    [Fact]
    public async Task A_link_refuses_another_token_another_session_and_another_body()
    {
        var (session, other) = (await CreateAsync(), await CreateAsync());
        var call = new { tool = "shell", args = new { command = "echo out" } };

        Assert.Equal(HttpStatusCode.Unauthorized, (await CallLinkAsync(session, null, call)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await CallLinkAsync(session, other.GetProperty("Token").GetString(), call)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await CallLinkAsync(session, session.GetProperty("Token").GetString(), new { tool = "shell", args = "{}" })).Status);
        await _wire.CallAsync("DeleteSessionAsync", ("SessionId", session.GetProperty("SessionId").GetString()!));
        var (status, body) = await CallLinkAsync(session, session.GetProperty("Token").GetString(), call);
        Assert.Equal((HttpStatusCode.NotFound, "InvalidMcpSession.NotFound"), (status, body.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task A_large_argument_fits_through_a_link()
    {
        var session = await CreateAsync();
        var content = new string('x', 8 * 1024 * 1024);

        await CallLinkAsync(session, session.GetProperty("Token").GetString(), new { tool = "write_file", args = new { path = "large", content } });
        var (_, body) = await CallLinkAsync(session, session.GetProperty("Token").GetString(), new { tool = "read_file", args = new { path = "large" } });

        Assert.Equal(content, body.GetProperty("data").GetProperty("result").GetProperty("content")[0].GetProperty("text").GetString());
    }

    [Fact]
    public async Task An_argument_beyond_the_limit_is_refused_through_a_link()
    {
        var session = await CreateAsync();
        var content = new string('x', 129 * 1024 * 1024);

        var (status, body) = await CallLinkAsync(session, session.GetProperty("Token").GetString(), new { tool = "write_file", args = new { path = "large", content } });

        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "InvalidRequest"), (status, body.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task A_session_asked_for_as_a_vpc_resource_takes_calls_by_get()
    {
        var session = await CreateAsync(("VpcResource", "True"));

        Assert.Equal((true, "", ""), (session.GetProperty("VpcResource").GetBoolean(), session.GetProperty("LinkUrl").GetString(), session.GetProperty("WsUrl").GetString()));
        var (status, body) = await CallVpcAsync(session, session.GetProperty("Token").GetString()!, "shell", """{"command":"echo a+b c"}""");

        Assert.Equal(HttpStatusCode.OK, status);
        var result = JsonElement.Parse(body.GetProperty("data").GetString()!).GetProperty("result");
        Assert.Equal("a+b c\n", JsonElement.Parse(result.GetProperty("content")[0].GetProperty("text").GetString()!).GetProperty("stdout").GetString());
        var (_, failed) = await CallVpcAsync(session, session.GetProperty("Token").GetString()!, "read_file", """{"path":"/none"}""");
        Assert.True(JsonElement.Parse(failed.GetProperty("data").GetString()!).GetProperty("result").GetProperty("isError").GetBoolean());
    }

    [Fact]
    public async Task The_vpc_route_is_for_those_sessions_and_their_tokens_only()
    {
        var (vpc, plain) = (await CreateAsync(("VpcResource", "true")), await CreateAsync());

        Assert.Equal(HttpStatusCode.Unauthorized, (await CallVpcAsync(vpc, "wrong", "shell", "{}")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await CallVpcAsync(vpc, plain.GetProperty("Token").GetString()!, "shell", "{}")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await CallVpcAsync(vpc, vpc.GetProperty("Token").GetString()!, "shell", "[]")).Status);
    }

    [Fact]
    public async Task A_paused_session_says_so_on_every_route()
    {
        var (session, vpc) = (await CreateAsync(), await CreateAsync(("VpcResource", "true")));
        foreach (var one in new[] { session, vpc }) await _wire.CallAsync("PauseSessionAsync", ("SessionId", one.GetProperty("SessionId").GetString()!));

        var (_, link) = await CallLinkAsync(session, session.GetProperty("Token").GetString(), new { tool = "shell", args = new { command = "echo" } });
        var (_, get) = await CallVpcAsync(vpc, vpc.GetProperty("Token").GetString()!, "shell", """{"command":"echo"}""");

        foreach (var result in new[] { link.GetProperty("data").GetProperty("result"), JsonElement.Parse(get.GetProperty("data").GetString()!).GetProperty("result") })
        {
            Assert.True(result.GetProperty("isError").GetBoolean());
            Assert.EndsWith("is paused. Resume it first.", result.GetProperty("content")[0].GetProperty("text").GetString(), StringComparison.Ordinal);
        }
    }

    [PythonFact]
    public async Task Code_streams_what_it_says_and_ends_its_stream()
    {
        using var socket = await ConnectAsync(await CreateAsync());

        await SendAsync(socket, "1f", "wuying_codespace", new { method = "run_code", mode = "stream", @params = new { language = "python", timeoutS = 30, code = "import sys, time\nprint('ü1', flush=True)\ntime.sleep(0.5)\nprint('two', file=sys.stderr, flush=True)\n6 * 7" } });
        var frames = await ReadStreamAsync(socket, "1f");

        Assert.All(frames, frame => Assert.Equal("wuying_codespace", frame.GetProperty("source").GetString()));
        var data = frames.ConvertAll(frame => frame.GetProperty("data"));
        Assert.Equal("ü1\n", Chunks(data, "stdout"));
        Assert.Equal("two\n", Chunks(data, "stderr"));
        var result = data.Single(one => EventType(one) == "result").GetProperty("result");
        Assert.Equal(("42", "42"), (result.GetProperty("text/plain").GetString(), result.GetProperty("mime").GetProperty("text/plain").GetString()));
        Assert.Equal(("end", "finished", 1), (data[^1].GetProperty("phase").GetString(), data[^1].GetProperty("status").GetString(), data[^1].GetProperty("executionCount").GetInt32()));
    }

    [PythonFact]
    public async Task Code_that_fails_ends_with_the_error()
    {
        using var socket = await ConnectAsync(await CreateAsync());

        await SendAsync(socket, "2f", "wuying_codespace", new { method = "run_code", mode = "stream", @params = new { language = "python", timeoutS = 30, code = "1/0" } });
        var data = (await ReadStreamAsync(socket, "2f")).ConvertAll(frame => frame.GetProperty("data"));

        Assert.Contains("ZeroDivisionError", data.Single(one => EventType(one) == "error").GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal("failed", data[^1].GetProperty("status").GetString());
        Assert.Contains("ZeroDivisionError", data[^1].GetProperty("executionError").GetString(), StringComparison.Ordinal);
    }

    [PythonFact]
    public async Task Code_whose_outcome_is_no_json_ends_its_stream()
    {
        using var socket = await ConnectAsync(await CreateAsync());

        await SendAsync(socket, "8f", "wuying_codespace", new { method = "run_code", mode = "stream", @params = new { language = "python", timeoutS = 30, code = "class Odd:\n  def __repr__(self): return 'odd'\n  def _repr_json_(self): return {'x': float('nan')}\nOdd()" } });
        var data = (await ReadStreamAsync(socket, "8f")).ConvertAll(frame => frame.GetProperty("data"));

        Assert.Equal("odd", data.Single(one => EventType(one) == "result").GetProperty("result").GetProperty("text/plain").GetString());
        Assert.Equal("finished", data[^1].GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_frame_with_half_a_surrogate_pair_is_answered()
    {
        using var socket = await ConnectAsync(await CreateAsync());

        await SendTextAsync(socket, """{"invocationId":"9f","target":"wuying_codespace","data":{"method":"\ud800"}}""");
        await SendTextAsync(socket, """{"invocationId":"10f","target":"wuying_codespace","data":{"method":"run_code","params":{"language":"python","code":"\ud800"}}}""");

        Assert.Equal(("9f", "LocalBay has no method '' here."), Failure(await ReadAsync(socket)));
        var end = await ReadAsync(socket);
        Assert.Equal(("10f", "Invalid arguments for run_code: 'code' is required"), (end.GetProperty("invocationId").GetString(), end.GetProperty("data").GetProperty("executionError").GetString()));

        static (string?, string?) Failure(JsonElement frame) => (frame.GetProperty("invocationId").GetString(), frame.GetProperty("error").GetString());
    }

    [Fact]
    public async Task A_watched_directory_tells_of_changes_until_it_is_watched_no_more()
    {
        var created = await CreateAsync();
        var session = new WireSession(_wire, created.GetProperty("SessionId").GetString()!);
        await session.OutputAsync("mkdir watched");
        var path = await session.OutputAsync("echo $PWD/watched");
        using var socket = await ConnectAsync(created);

        await SendAsync(socket, "3f", "wuying_filesystem", new { method = "subscribe_file_change", @params = new { path } });
        Assert.Equal("end", (await ReadStreamAsync(socket, "3f"))[^1].GetProperty("data").GetProperty("phase").GetString());
        await session.OutputAsync("echo x > watched/file");
        var push = await ReadAsync(socket);

        Assert.NotEqual("3f", push.GetProperty("invocationId").GetString());
        Assert.Equal("wuying_filesystem", push.GetProperty("source").GetString());
        Assert.Equal(("file_change", path), (push.GetProperty("data").GetProperty("eventType").GetString(), push.GetProperty("data").GetProperty("path").GetString()));
        Assert.Contains(push.GetProperty("data").GetProperty("events").EnumerateArray(), change => change.GetProperty("path").GetString() == $"{path}/file" && change.GetProperty("eventType").GetString() == "create");

        await SendAsync(socket, "4f", "wuying_filesystem", new { method = "unsubscribe_file_change", @params = new { path } });
        await session.OutputAsync("sleep 0.6; echo x > watched/more; sleep 0.6");
        await SendAsync(socket, "5f", "wuying_filesystem", new { method = "nothing" });
        Assert.Equal("5f", (await ReadAsync(socket)).GetProperty("invocationId").GetString());
    }

    [Fact]
    public async Task Watches_of_one_directory_begin_and_end_in_the_order_in_which_that_was_asked_for()
    {
        var created = await CreateAsync();
        var session = new WireSession(_wire, created.GetProperty("SessionId").GetString()!);
        var path = await session.OutputAsync("mkdir watched; echo $PWD/watched");
        using var socket = await ConnectAsync(created);

        foreach (var id in new[] { "11f", "12f", "13f" })
            await SendAsync(socket, id, "wuying_filesystem", new { method = "subscribe_file_change", @params = new { path } });
        await SendAsync(socket, "14f", "wuying_filesystem", new { method = "unsubscribe_file_change", @params = new { path } });
        foreach (var id in new[] { "11f", "12f", "13f" })
            Assert.Equal("finished", (await ReadStreamAsync(socket, id))[^1].GetProperty("data").GetProperty("status").GetString());

        await session.OutputAsync("sleep 0.6; echo x > watched/file; sleep 0.6");
        await SendAsync(socket, "15f", "wuying_filesystem", new { method = "nothing" });
        Assert.Equal("15f", (await ReadAsync(socket)).GetProperty("invocationId").GetString());
    }

    [Fact]
    public async Task Pings_are_let_pass_and_what_makes_no_sense_is_answered_by_the_server()
    {
        using var socket = await ConnectAsync(await CreateAsync());

        await SendTextAsync(socket, """{"type":"ping"}""");
        await SendTextAsync(socket, "no json");
        await SendAsync(socket, "6f", "wuying_shell", new { method = "exec_task" });
        await SendAsync(socket, "7f", "wuying_filesystem", new { method = "subscribe_file_change", @params = new { path = "/none" } });

        Assert.Equal("A frame must be a JSON object.", (await ReadAsync(socket)).GetProperty("error").GetString());
        var unknown = await ReadAsync(socket);
        Assert.Equal(("6f", "WEBSOCKET_SERVER", "LocalBay has no method 'exec_task' here."), (unknown.GetProperty("invocationId").GetString(), unknown.GetProperty("source").GetString(), unknown.GetProperty("error").GetString()));
        Assert.Equal("No such file or directory: /none", (await ReadAsync(socket)).GetProperty("error").GetString());
    }

    [Fact]
    public async Task A_socket_needs_the_token_and_ends_with_the_session()
    {
        var created = await CreateAsync();
        await Assert.ThrowsAsync<WebSocketException>(() => ConnectAsync(created, "wrong"));
        using var socket = await ConnectAsync(created);

        await _wire.CallAsync("DeleteSessionAsync", ("SessionId", created.GetProperty("SessionId").GetString()!));

        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
            var end = await socket.ReceiveAsync(new byte[10], limit.Token);
            Assert.NotEqual(WebSocketMessageType.Text, end.MessageType);
            throw new WebSocketException(); // closed politely, which will do as well
        });
        Assert.NotEqual(WebSocketState.Open, socket.State);
    }

    private async Task<JsonElement> CreateAsync(params (string Name, string Value)[] parameters) => (await _wire.CallAsync("CreateMcpSession", parameters)).Data;

    private async Task<(HttpStatusCode Status, JsonElement Body)> CallLinkAsync(JsonElement session, string? token, object call)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{session.GetProperty("LinkUrl").GetString()}/callTool") { Content = JsonContent.Create(call) };
        if (token is not null) request.Headers.Add("X-Access-Token", token);
        using var response = await _wire.Http.SendAsync(request);
        return (response.StatusCode, JsonElement.Parse(await response.Content.ReadAsStringAsync()));
    }

    private async Task<(HttpStatusCode Status, JsonElement Body)> CallVpcAsync(JsonElement session, string token, string tool, string arguments)
    {
        using var query = Wire.Form(("server", ""), ("tool", tool), ("args", arguments), ("token", token), ("requestId", "vpc-1"));
        var address = $"http://{session.GetProperty("NetworkInterfaceIp").GetString()}:{session.GetProperty("HttpPort").GetString()}/callTool?{await query.ReadAsStringAsync()}";
        using var response = await _wire.Http.GetAsync(new Uri(address));
        return (response.StatusCode, JsonElement.Parse(await response.Content.ReadAsStringAsync()));
    }

    private static async Task<ClientWebSocket> ConnectAsync(JsonElement session, string? token = null)
    {
        var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("X-Access-Token", token ?? session.GetProperty("Token").GetString());
        await socket.ConnectAsync(new Uri(session.GetProperty("WsUrl").GetString()!), CancellationToken.None);
        return socket;
    }

    private static Task SendAsync(ClientWebSocket socket, string invocationId, string target, object data) =>
        SendTextAsync(socket, JsonSerializer.Serialize(new { invocationId, source = "SDK", target, data }));

    private static Task SendTextAsync(ClientWebSocket socket, string text) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

    private static async Task<JsonElement> ReadAsync(ClientWebSocket socket)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var buffer = new byte[64 * 1024];
        var length = 0;
        WebSocketReceiveResult part;
        do
        {
            part = await socket.ReceiveAsync(new ArraySegment<byte>(buffer, length, buffer.Length - length), limit.Token);
            length += part.Count;
        }
        while (!part.EndOfMessage);
        return JsonElement.Parse(buffer.AsSpan(0, length));
    }

    private static async Task<List<JsonElement>> ReadStreamAsync(ClientWebSocket socket, string invocationId)
    {
        var frames = new List<JsonElement>();
        do
        {
            frames.Add(await ReadAsync(socket));
            Assert.Equal(invocationId, frames[^1].GetProperty("invocationId").GetString());
        }
        while (frames[^1].GetProperty("data").GetProperty("phase").GetString() != "end");
        return frames;
    }

    private static string Chunks(List<JsonElement> data, string type) => string.Concat(data.Where(one => EventType(one) == type).Select(one => one.GetProperty("chunk").GetString()));

    private static string? EventType(JsonElement data) => data.TryGetProperty("eventType", out var type) ? type.GetString() : null;
}
