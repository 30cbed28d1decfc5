using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace AgentBay.Typed.Local.Networks;

/// <summary>The machine's own network. A port there may be anybody's, so who listens is looked up first.</summary>
internal static class SharedNetwork
{
    private const string Listening = "0A"; // a state in /proc/net/tcp

    private static readonly string[] Tables = ["/proc/net/tcp", "/proc/net/tcp6"];

    public static async Task<Stream> ConnectAsync(string sessionId, int port, Func<IEnumerable<int>> processes, CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsLinux())
        {
            var sockets = Listeners(port);
            if (sockets.Count == 0) throw PortUnreachableException.NothingListens(port, sessionId);
            if (!processes().Any(process => Holds(process, sockets)))
                throw new PortUnreachableException($"Port {port} is taken by something that is not session {sessionId}: without a network of their own, sessions share this machine's ports.");
        }

        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        return await ConnectAsync(socket, sessionId, port, cancellationToken);
    }

    public static async Task<Stream> ConnectAsync(Socket socket, string sessionId, int port, CancellationToken cancellationToken)
    {
        try
        {
            await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (SocketException e)
        {
            socket.Dispose();
            throw PortUnreachableException.NothingListens(port, sessionId, e);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>The sockets that listen on a port, as a process's descriptors name them.</summary>
    private static HashSet<string> Listeners(int port)
    {
        // "sl local_address:port rem_address st tx:rx tr:when retrnsmt uid timeout inode ..." below a heading line
        var suffix = string.Create(CultureInfo.InvariantCulture, $":{port:X4}");
        return Tables
            .Where(File.Exists)
            .SelectMany(file => File.ReadLines(file).Skip(1))
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(fields => fields.Length > 9 && fields[3] == Listening && fields[1].EndsWith(suffix, StringComparison.Ordinal))
            .Select(fields => $"socket:[{fields[9]}]")
            .ToHashSet(StringComparer.Ordinal);
    }

    private static bool Holds(int process, HashSet<string> sockets)
    {
        try
        {
            return new DirectoryInfo($"/proc/{process}/fd").EnumerateFileSystemInfos().Any(descriptor => descriptor.LinkTarget is { } target && sockets.Contains(target));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // ended meanwhile, or none of ours
        }
    }
}
