using System.Net;
using AgentBay.Typed.Local.Tests.Support;

namespace AgentBay.Typed.Local.Tests;

/// <summary>Links to servers inside a session.</summary>
public sealed class LinkTests(BestBay fixture) : IClassFixture<BestBay>
{
    // Echoes what came, so that a test sees what the proxy passed on. Headers first, then the body.
    private const string EchoServer = """
        import http.server, sys, time
        class Echo(http.server.BaseHTTPRequestHandler):
            protocol_version = 'HTTP/1.1'
            def answer(self):
                if self.headers.get('Transfer-Encoding') == 'chunked':
                    body = b''
                    while (size := int(self.rfile.readline(), 16)):
                        body += self.rfile.read(size); self.rfile.readline()
                    self.rfile.readline()
                else:
                    body = self.rfile.read(int(self.headers.get('Content-Length') or 0))
                if self.path.startswith('/slow'):
                    self.send_response(200); self.send_header('Content-Type', 'text/event-stream'); self.send_header('Connection', 'close'); self.end_headers()
                    for i in range(3):
                        self.wfile.write(f'data: {i}\n\n'.encode()); self.wfile.flush(); time.sleep(0.4)
                    self.close_connection = True
                    return
                text = f'{self.command} {self.path}\n{self.headers}'.encode() + body
                status = 302 if self.path.startswith('/moved') else 418 if self.path.startswith('/teapot') else 200
                self.send_response(status)
                if status == 302: self.send_header('Location', '/elsewhere')
                self.send_header('Set-Cookie', 'a=1'); self.send_header('Set-Cookie', 'b=2'); self.send_header('X-Custom', 'yes')
                self.send_header('Content-Length', str(len(text))); self.end_headers()
                if self.command != 'HEAD': self.wfile.write(text)
            do_GET = do_POST = do_PUT = do_DELETE = do_PATCH = do_OPTIONS = do_HEAD = answer
            def log_message(self, *a): print('log', flush=True)
        http.server.ThreadingHTTPServer(('127.0.0.1', int(sys.argv[1])), Echo).serve_forever()
        """;

    private static int _lastPort = 30149;

    [PythonFact]
    public async Task A_server_started_in_the_background_is_reachable_after_the_call_returned()
    {
        var (_, link) = await StartServerAsync();

        // Its log goes to the standard output of a call that is long over.
        for (var i = 0; i < 20; i++) Assert.StartsWith("GET /\n", await fixture.Wire.Http.GetStringAsync(link), StringComparison.Ordinal);
    }

    [PythonFact]
    public async Task A_link_has_the_services_form_on_the_bays_own_address()
    {
        var (_, link) = await StartServerAsync();

        Assert.Equal(fixture.Bay.Endpoint.Authority, link.Authority);
        Assert.Matches("^/request_ai/[0-9a-f]{32}/path/$", link.AbsolutePath);
    }

    [PythonFact]
    public async Task Every_method_the_body_and_the_headers_are_passed_on()
    {
        var (_, link) = await StartServerAsync();
        foreach (var method in new[] { "GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS" })
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(link, "a%2Fb/c%20d?q=1%2B1&r=ü"));
            request.Headers.Add("X-Mine", ["1", "2"]);
            request.Headers.Add("Connection", "X-Hop");
            request.Headers.Add("X-Hop", "stays here");
            if (method is "POST" or "PUT" or "PATCH") request.Content = new ByteArrayContent([0xff, 0x00, (byte)'x']);

            using var response = await fixture.Wire.Http.SendAsync(request);
            var echo = await response.Content.ReadAsByteArrayAsync();
            var text = System.Text.Encoding.Latin1.GetString(echo);

            Assert.StartsWith($"{method} /a%2Fb/c%20d?q=1%2B1&r=%C3%BC\n", text, StringComparison.Ordinal);
            Assert.Contains("X-Mine: 1, 2\n", text.Replace("X-Mine: 1\nX-Mine: 2\n", "X-Mine: 1, 2\n", StringComparison.Ordinal), StringComparison.Ordinal);
            Assert.DoesNotContain("X-Hop", text, StringComparison.Ordinal);
            Assert.Equal(request.Content is not null, echo.AsSpan().EndsWith<byte>([0xff, 0x00, (byte)'x']));
            Assert.Equal(["a=1", "b=2"], response.Headers.GetValues("Set-Cookie"));
            Assert.Equal("yes", Assert.Single(response.Headers.GetValues("X-Custom")));
        }
    }

    [PythonFact]
    public async Task A_head_request_gets_headers_only()
    {
        var (_, link) = await StartServerAsync();
        using var request = new HttpRequestMessage(HttpMethod.Head, link);

        using var response = await fixture.Wire.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
    }

    [PythonFact]
    public async Task Status_codes_and_redirects_are_the_servers()
    {
        var (_, link) = await StartServerAsync();
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });

        using var teapot = await http.GetAsync(new Uri(link, "teapot"));
        using var moved = await http.GetAsync(new Uri(link, "moved"));

        Assert.Equal((418, 302), ((int)teapot.StatusCode, (int)moved.StatusCode));
        Assert.Equal("/elsewhere", moved.Headers.Location!.OriginalString);
    }

    [PythonFact]
    public async Task An_answer_streams_as_it_comes()
    {
        var (_, link) = await StartServerAsync();
        var watch = System.Diagnostics.Stopwatch.StartNew();

        using var response = await fixture.Wire.Http.GetAsync(new Uri(link, "slow"), HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        var first = await reader.ReadLineAsync();
        var firstAt = watch.Elapsed;
        await reader.ReadToEndAsync();

        Assert.Equal("data: 0", first);
        Assert.True(watch.Elapsed - firstAt > TimeSpan.FromMilliseconds(500), $"first line at {firstAt}, end at {watch.Elapsed}");
    }

    [PythonFact]
    public async Task A_large_upload_goes_through()
    {
        var (_, link) = await StartServerAsync();
        using var content = new ByteArrayContent(new byte[40 * 1024 * 1024]);

        using var response = await fixture.Wire.Http.PutAsync(link, content);

        Assert.True((await response.Content.ReadAsByteArrayAsync()).Length > 40 * 1024 * 1024);
    }

    [BubblewrapFact]
    public async Task Two_sessions_may_use_the_same_port_and_each_link_leads_to_its_own()
    {
        var (one, two) = (await fixture.Wire.CreateSessionAsync(), await fixture.Wire.CreateSessionAsync());
        foreach (var session in new[] { one, two })
            await session.OutputAsync($"mkdir www; echo {session.Id} > www/me; cd www; python3 -m http.server 30100 > /dev/null 2>&1 & until python3 -c 'import socket; socket.create_connection((\"127.0.0.1\", 30100))' 2> /dev/null; do sleep 0.05; done");

        foreach (var session in new[] { one, two, one })
            Assert.Equal($"{session.Id}\n", await fixture.Wire.Http.GetStringAsync(new Uri(await LinkAsync(session, 30100), "me")));
    }

    [PythonFact]
    public async Task Without_isolation_a_link_never_leads_to_what_another_session_listens_with()
    {
        await using var bay = await LocalBay.StartAsync(new LocalBayOptions { UseBubblewrap = false });
        using var wire = new Wire(bay);
        var (one, two) = (await wire.CreateSessionAsync(), await wire.CreateSessionAsync());
        await one.OutputAsync("echo mine > me; python3 -m http.server 30198 > /dev/null 2>&1 & until python3 -c 'import socket; socket.create_connection((\"127.0.0.1\", 30198))' 2> /dev/null; do sleep 0.05; done");

        using var answer = await wire.Http.GetAsync(await LinkAsync(two, 30198));

        Assert.Equal("mine\n", await wire.Http.GetStringAsync(new Uri(await LinkAsync(one, 30198), "me")));
        Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
        Assert.StartsWith($"Port 30198 is taken by something that is not session {two.Id}", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [PythonFact]
    public async Task A_websocket_goes_through_both_ways()
    {
        // Takes the handshake, sends each text frame back, and closes when asked to.
        const string Server = """
            import base64, hashlib, socket
            listener = socket.create_server(('127.0.0.1', 30111))
            while True:
                connection, _ = listener.accept()
                head = b''
                while b'\r\n\r\n' not in head: head += connection.recv(1024)
                lines = dict(line.split(': ', 1) for line in head.decode().split('\r\n')[1:] if ': ' in line)
                lines = {name.lower(): value for name, value in lines.items()}
                accept = base64.b64encode(hashlib.sha1((lines['sec-websocket-key'] + '258EAFA5-E914-47DA-95CA-C5AB0DC85B11').encode()).digest()).decode()
                connection.sendall(f'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {accept}\r\nX-Path: {head.split()[1].decode()}\r\n\r\n'.encode())
                while True:
                    start = connection.recv(2)
                    if len(start) < 2: break
                    length = start[1] & 127
                    mask, data = connection.recv(4), connection.recv(length)
                    text = bytes(byte ^ mask[i % 4] for i, byte in enumerate(data))
                    connection.sendall(bytes([start[0], length]) + text)
                    if start[0] & 15 == 8: break
                connection.close()
            """;
        var session = await fixture.Wire.CreateSessionAsync();
        await session.TextAsync("write_file", new { path = "ws.py", content = Server });
        await session.OutputAsync("python3 ws.py > /dev/null 2>&1 & until grep -q ':759F' /proc/net/tcp; do sleep 0.05; done");
        var answer = await session.CallAsync("GetLink", ("ProtocolType", "wss"), ("Port", "30111"));
        var link = new Uri(answer.Data.GetProperty("Url").GetString()!);
        using var socket = new System.Net.WebSockets.ClientWebSocket();

        Assert.Equal("ws", link.Scheme);
        await socket.ConnectAsync(new Uri(link, "room?q=1"), CancellationToken.None);
        foreach (var text in new[] { "one", "two" })
        {
            await socket.SendAsync(System.Text.Encoding.UTF8.GetBytes(text), System.Net.WebSockets.WebSocketMessageType.Text, true, CancellationToken.None);
            var buffer = new byte[100];
            var echo = await socket.ReceiveAsync(buffer, CancellationToken.None);
            Assert.Equal(text, System.Text.Encoding.UTF8.GetString(buffer, 0, echo.Count));
        }
        await socket.CloseAsync(System.Net.WebSockets.WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
    }

    [BubblewrapFact]
    public async Task A_session_cannot_reach_the_machines_own_ports()
    {
        var session = await fixture.Wire.CreateSessionAsync();

        Assert.True((await session.ShellAsync($"python3 -c 'import socket; socket.create_connection((\"127.0.0.1\", {fixture.Bay.Endpoint.Port}), 5)'")).IsError);
    }

    [BubblewrapFact]
    public async Task With_the_shared_network_a_session_has_the_machines_ports()
    {
        await using var bay = await LocalBay.StartAsync(new LocalBayOptions { Network = LocalBayNetwork.Shared });
        using var wire = new Wire(bay);
        var session = await wire.CreateSessionAsync();

        Assert.False((await session.ShellAsync($"python3 -c 'import socket; socket.create_connection((\"127.0.0.1\", {bay.Endpoint.Port}), 5)'")).IsError);
        Assert.False(bay.IsOffline);
    }

    [Fact]
    public async Task Nothing_listening_is_a_502_in_plain_words()
    {
        var session = await fixture.Wire.CreateSessionAsync();
        var link = await LinkAsync(session, 30100);

        using var response = await fixture.Wire.Http.GetAsync(link);

        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
        Assert.Equal($"Nothing listens on port 30100 of session {session.Id}.", await response.Content.ReadAsStringAsync());
    }

    [PythonFact]
    public async Task A_link_dies_with_its_session()
    {
        var (session, link) = await StartServerAsync();
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(link));

        await session.CallAsync("DeleteSessionAsync");

        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(link));
    }

    [Fact]
    public async Task A_guessed_link_leads_nowhere()
    {
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(new Uri(fixture.Bay.Endpoint, $"/request_ai/{new string('0', 32)}/path/")));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(new Uri(fixture.Bay.Endpoint, "/request_ai/x")));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(new Uri(fixture.Bay.Endpoint, "/request_ai")));
    }

    [Fact]
    public async Task A_port_of_a_session_has_one_link_and_another_session_another()
    {
        var (one, two) = (await fixture.Wire.CreateSessionAsync(), await fixture.Wire.CreateSessionAsync());

        Assert.Equal(await LinkAsync(one, 30120), await LinkAsync(one, 30120));
        Assert.NotEqual(await LinkAsync(one, 30120), await LinkAsync(one, 30121));
        Assert.NotEqual(await LinkAsync(one, 30120), await LinkAsync(two, 30120));
    }

    [Theory]
    [InlineData("30099")]
    [InlineData("30200")]
    [InlineData("80")]
    [InlineData("-1")]
    [InlineData("web")]
    [InlineData("")]
    public async Task A_port_outside_the_range_is_refused(string port)
    {
        var session = await fixture.Wire.CreateSessionAsync();

        var answer = await session.CallAsync("GetLink", ("ProtocolType", "https"), ("Port", port));

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.StartsWith("The parameter Port ", answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_protocol_that_a_link_cannot_have_is_refused()
    {
        var session = await fixture.Wire.CreateSessionAsync();

        Assert.Equal("The parameter ProtocolType must be http, https, ws or wss, but is 'ftp'.", (await session.CallAsync("GetLink", ("ProtocolType", "ftp"), ("Port", "30150"))).Message);
    }

    private async Task<(WireSession Session, Uri Link)> StartServerAsync()
    {
        var port = Interlocked.Increment(ref _lastPort);
        var session = await fixture.Wire.CreateSessionAsync();
        await session.TextAsync("write_file", new { path = "echo.py", content = EchoServer });
        await session.OutputAsync($"python3 echo.py {port} & until python3 -c 'import socket; socket.create_connection((\"127.0.0.1\", {port}))' 2> /dev/null; do sleep 0.05; done");
        return (session, await LinkAsync(session, port));
    }

    private static async Task<Uri> LinkAsync(WireSession session, int port)
    {
        var answer = await session.CallAsync("GetLink", ("Port", port.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        return new Uri(answer.Data.GetProperty("Url").GetString()!);
    }

    private async Task<HttpStatusCode> StatusAsync(Uri address)
    {
        using var response = await fixture.Wire.Http.GetAsync(address);
        return response.StatusCode;
    }
}
