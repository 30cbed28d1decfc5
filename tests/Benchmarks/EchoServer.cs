using System.Net;
using System.Net.Sockets;

namespace AgentBay.Typed.Benchmarks;

/// <summary>Answers every request on the loopback with the same bytes, and allocates nothing while it does.</summary>
internal sealed class EchoServer : IDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly byte[] _answer;

    public EchoServer(byte[] answer)
    {
        _answer = answer;
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(512);
        _ = AcceptAsync();
    }

    public Uri Address => new($"http://{_listener.LocalEndPoint}/");

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ServeAsync(await _listener.AcceptAsync().ConfigureAwait(false));
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The benchmark is over.
        }
    }

    private async Task ServeAsync(Socket client)
    {
        client.NoDelay = true;
        byte[] buffer = new byte[64 * 1024];
        int filled = 0;
        try
        {
            while (await client.ReceiveAsync(buffer.AsMemory(filled)).ConfigureAwait(false) is > 0 and int read)
            {
                filled += read;
                while (RequestLength(buffer.AsSpan(0, filled)) is > 0 and int length)
                {
                    buffer.AsSpan(length, filled - length).CopyTo(buffer);
                    filled -= length;
                    await client.SendAsync(_answer).ConfigureAwait(false);
                }
            }
        }
        catch (SocketException)
        {
            // The client went away.
        }
    }

    // Of a whole request, or 0.
    private static int RequestLength(ReadOnlySpan<byte> bytes)
    {
        int head = bytes.IndexOf("\r\n\r\n"u8);
        if (head < 0)
            return 0;
        int field = bytes[..head].IndexOf("Content-Length: "u8) + "Content-Length: ".Length;
        int body = 0;
        while (bytes[field] is >= (byte)'0' and <= (byte)'9')
            body = (body * 10) + bytes[field++] - '0';
        int length = head + 4 + body;
        return length <= bytes.Length ? length : 0;
    }
}
