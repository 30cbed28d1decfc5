using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace AgentBay.Typed.Tests.Infrastructure;

/// <summary>
/// A server on the loopback that keeps its connections, counts each request that arrives, and answers as a test says, byte
/// for byte. An answer that does not keep the connection closes it.
/// </summary>
internal sealed class KeepAliveServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Func<Request, CancellationToken, Task<bool>> _answer;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<Request> _requests = new();
    private readonly ConcurrentBag<TcpClient> _clients = [];
    private readonly Task _accepting;
    private int _connections;

    /// <param name="answer">Answers a request, and says whether the connection is kept.</param>
    public KeepAliveServer(Func<Request, CancellationToken, Task<bool>> answer)
    {
        _answer = answer;
        _listener.Start();
        Address = new Uri($"http://{_listener.LocalEndpoint}");
        _accepting = AcceptAsync();
    }

    public Uri Address { get; }

    /// <summary>All requests that arrived whole, in their order.</summary>
    public IReadOnlyCollection<Request> Requests => _requests;

    public int Count(string action) => _requests.Count(request => request.Action == action);

    /// <summary>A request.</summary>
    /// <param name="Connection">The number of its connection.</param>
    /// <param name="Action">The API's action, or the path of another address.</param>
    /// <param name="Body">Its body.</param>
    /// <param name="Stream">Where the answer goes.</param>
    internal sealed record Request(int Connection, string Action, string Body, NetworkStream Stream)
    {
        /// <summary>Answers as a server should.</summary>
        public async Task<bool> AnswerAsync(string body, string status = "200 OK", string type = "application/json", string headers = "")
        {
            await WriteAsync($"HTTP/1.1 {status}\r\nContent-Type: {type}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n{headers}\r\n{body}");
            return true;
        }

        public async Task WriteAsync(string text) => await Stream.WriteAsync(Encoding.UTF8.GetBytes(text));

        /// <summary>Resets the connection.</summary>
        public bool Reset()
        {
            Stream.Socket.LingerState = new LingerOption(true, 0);
            Stream.Socket.Close();
            return false;
        }
    }

    public AgentBayClient CreateClient(Action<AgentBayOptions>? configure = null)
    {
        AgentBayOptions options = new() { ApiKey = "secret-key", Endpoint = Address.OriginalString, Timeout = TimeSpan.FromSeconds(20), MaxRetries = 0 };
        configure?.Invoke(options);
        return new AgentBayClient(options);
    }

    /// <summary>Closes everything: from now on connections are refused.</summary>
    public async Task CloseAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        foreach (TcpClient client in _clients)
            client.Dispose();
        await _accepting;
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<Task> serving = [];
        try
        {
            while (true)
            {
                TcpClient client = await _listener.AcceptTcpClientAsync(_stop.Token);
                _clients.Add(client);
                serving.Add(ServeAsync(client, ++_connections));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(TcpClient client, int number)
    {
        using (client)
        {
            try
            {
                NetworkStream stream = client.GetStream();
                while (await ReadAsync(stream, number) is { } request)
                {
                    _requests.Enqueue(request);
                    if (!await _answer(request, _stop.Token))
                        return;
                }
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // The other side went away, or the test is over.
            }
        }
    }

    private async Task<Request?> ReadAsync(NetworkStream stream, int number)
    {
        StringBuilder received = new();
        byte[] buffer = new byte[16 * 1024];
        int head;
        while ((head = received.ToString().IndexOf("\r\n\r\n", StringComparison.Ordinal)) < 0)
        {
            if (!await FillAsync())
                return null;
        }

        string text = received.ToString();
        string[] lines = text[..head].Split("\r\n");
        string? announced = lines.FirstOrDefault(static line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
        int length = announced is null ? 0 : int.Parse(announced.Split(':')[1], CultureInfo.InvariantCulture);
        while (received.Length < head + 4 + length)
        {
            if (!await FillAsync())
                return null;
        }

        string target = lines[0].Split(' ')[1];
        string action = target.Split('?', '&').FirstOrDefault(static part => part.StartsWith("Action=", StringComparison.Ordinal)) is { } named
            ? named["Action=".Length..]
            : target.Split('?')[0];
        return new Request(number, action, received.ToString()[(head + 4)..], stream);

        async Task<bool> FillAsync()
        {
            int read = await stream.ReadAsync(buffer, _stop.Token);
            received.Append(Encoding.Latin1.GetString(buffer, 0, read));
            return read > 0;
        }
    }
}
