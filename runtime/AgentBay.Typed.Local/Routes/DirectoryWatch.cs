using System.Text.Json.Nodes;
using AgentBay.Typed.Local.Sessions;
using AgentBay.Typed.Local.Tools.Files;

namespace AgentBay.Typed.Local.Routes;

/// <summary>Tells of each change below a directory of a session, soon after it happened.</summary>
internal sealed class DirectoryWatch : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly CancellationTokenSource _end;
    private readonly Task _watching;

    private DirectoryWatch(BaySession session, DirectorySnapshot first, Action<JsonArray> onChange, CancellationToken end)
    {
        _end = CancellationTokenSource.CreateLinkedTokenSource(end);
        _watching = WatchAsync(session, first, onChange);
    }

    /// <exception cref="ToolException">There is no such directory, or it holds too much.</exception>
    public static DirectoryWatch Start(BaySession session, string path, Action<JsonArray> onChange, CancellationToken end) =>
        new(session, DirectorySnapshot.Take(session.Files, path, end), onChange, end);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _watching;
        _end.Dispose();
    }

    private async Task WatchAsync(BaySession session, DirectorySnapshot snapshot, Action<JsonArray> onChange)
    {
        try
        {
            while (true)
            {
                await Task.Delay(Pause, _end.Token);
                var now = DirectorySnapshot.Take(session.Files, snapshot.Path, _end.Token);
                if (now.ChangesSince(snapshot) is { Count: > 0 } changes) onChange(changes);
                snapshot = now;
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ToolException)
        {
            // The watch has ended, or the directory is gone.
        }
    }
}
