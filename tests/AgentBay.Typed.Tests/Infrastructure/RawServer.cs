using System.Net;
using System.Net.Sockets;
using System.Text;

namespace AgentBay.Typed.Tests.Infrastructure;

/// <summary>
/// A server on the loopback that does with a connection what a test says, byte for byte. It answers the creation of a
/// session properly; the test answers what follows.
/// </summary>
internal sealed class RawServer : IAsyncDisposable
{
    private const string Created = """{"Success":true,"Data":{"SessionId":"s-1"}}""";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Func<NetworkStream, CancellationToken, Task> _answer;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;
    private int _calls;

    public RawServer(Func<NetworkStream, CancellationToken, Task> answer)
    {
        _answer = answer;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>How many requests other than creations came.</summary>
    public int Calls => _calls;

    public AgentBayClient CreateClient(Action<AgentBayOptions>? configure = null)
    {
        AgentBayOptions options = new()
        {
            ApiKey = "secret-key",
            Endpoint = $"http://{_listener.LocalEndpoint}",
            Timeout = TimeSpan.FromSeconds(20),
            MaxRetries = 0,
        };
        configure?.Invoke(options);
        return new AgentBayClient(options);
    }

    public static Task WriteAsync(NetworkStream stream, string text, CancellationToken cancellationToken) =>
        stream.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken).AsTask();

    /// <summary>A whole answer.</summary>
    public static string Answer(string body, string status = "200 OK", string type = "application/json") =>
        $"HTTP/1.1 {status}\r\nContent-Type: {type}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n\r\n{body}";

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<Task> serving = [];
        try
        {
            while (true)
                serving.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                NetworkStream stream = client.GetStream();
                string head = await ReadHeadAsync(stream);
                if (head.Contains("Action=CreateMcpSession", StringComparison.Ordinal))
                {
                    await WriteAsync(stream, Answer(Created), _stop.Token);
                    client.Client.Shutdown(SocketShutdown.Send);
                    await DrainAsync(stream);
                    return;
                }

                Interlocked.Increment(ref _calls);
                await _answer(stream, _stop.Token);
                client.Client.Shutdown(SocketShutdown.Send);
                await DrainAsync(stream);
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // The other side went away, or the test is over.
            }
        }
    }

    private async Task<string> ReadHeadAsync(NetworkStream stream)
    {
        StringBuilder head = new();
        byte[] buffer = new byte[4096];
        while (!head.ToString().Contains("\r\n\r\n", StringComparison.Ordinal))
        {
            int read = await stream.ReadAsync(buffer, _stop.Token);
            if (read == 0 || !char.IsAsciiLetter((char)buffer[0]) && head.Length == 0)
                throw new IOException("The client went away, or does not speak HTTP.");
            head.Append(Encoding.Latin1.GetString(buffer, 0, read));
        }

        return head.ToString();
    }

    // A socket closed with unread data resets the connection, and the client loses the answer.
    private async Task DrainAsync(NetworkStream stream)
    {
        byte[] buffer = new byte[4096];
        while (await stream.ReadAsync(buffer, _stop.Token) > 0)
        {
        }
    }
}
