using System.Globalization;
using System.Net.Sockets;
using AgentBay.Typed.Local.Sandboxes;

namespace AgentBay.Typed.Local.Networks;

/// <summary>A session's own network namespace, entered from outside for one connection.</summary>
internal static class OwnNetwork
{
    public static Task<Stream> ConnectAsync(string sessionId, int processId, int port, Bubblewrap programs, CancellationToken cancellationToken) =>
        Environment.IsPrivilegedProcess
            ? ConnectDirectlyAsync(sessionId, processId, port, cancellationToken)
            : RelayStream.ConnectAsync(sessionId, processId, port, programs, cancellationToken);

    // A socket belongs for good to the namespace of the thread that made it.
    private static async Task<Stream> ConnectDirectlyAsync(string sessionId, int processId, int port, CancellationToken cancellationToken)
    {
        var made = new TaskCompletionSource<Socket>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            try
            {
                Libc.EnterNetwork(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/ns/net"));
                made.SetResult(new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true });
            }
            catch (Exception e)
            {
                made.SetException(e);
            }
        })
        { IsBackground = true, Name = "session network" };
        thread.Start(); // and it ends with that, so no other work ever runs on it
        return await SharedNetwork.ConnectAsync(await made.Task, sessionId, port, cancellationToken);
    }
}
