using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace AgentBay.Typed.Cli.Tests.Support;

/// <summary>An MCP server over streamable HTTP, in this process.</summary>
internal sealed class HttpServer : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Script _script;
    private readonly int _status;
    private readonly Task _listening;

    /// <param name="script">What it answers.</param>
    /// <param name="status">What it answers instead; 0 for nothing.</param>
    public HttpServer(Script script, int status = 0)
    {
        _script = script;
        _status = status;
        Url = $"http://127.0.0.1:{FreePort()}/mcp";
        _listener.Prefixes.Add(Url + "/");
        _listener.Start();
        _listening = ListenAsync();
    }

    public string Url { get; }

    /// <summary>The header of each request that came.</summary>
    public ConcurrentQueue<string?> Authorizations { get; } = [];

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _listening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _listener.Close();
    }

    private async Task ListenAsync()
    {
        while (_listener.IsListening)
        {
            HttpListenerContext context = await _listener.GetContextAsync();
            Authorizations.Enqueue(context.Request.Headers["Authorization"]);
            using StreamReader reader = new(context.Request.InputStream);
            string request = await reader.ReadToEndAsync();
            using HttpListenerResponse response = context.Response;
            response.KeepAlive = false;
            (response.StatusCode, string body) = Answer(request);
            response.ContentType = response.StatusCode == 200 ? "application/json" : "text/html";
            byte[] bytes = Encoding.UTF8.GetBytes(body);
            response.ContentLength64 = bytes.Length;
            await response.OutputStream.WriteAsync(bytes);
        }
    }

    private (int Status, string Body) Answer(string request)
    {
        if (_status != 0 || request.Length == 0)
            return (_status != 0 ? _status : 405, "<html><body>A page.</body></html>");
        return _script.Answer((JsonObject)JsonNode.Parse(request)!) is { } answer ? (200, answer.ToJsonString()) : (202, "");
    }

    private static int FreePort()
    {
        using TcpListener probe = new(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
