using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace AgentBay.Typed.Mcp;

/// <summary>Tells the progress of one call, one value after the other.</summary>
internal sealed class ProgressReport : IAsyncDisposable
{
    // The SDK (2.3.1) hands out what comes at once on several threads, the last often first. Messages of a burst take
    // microseconds to get here; a few moments are enough to put them in order, and to hear those that came before the
    // answer. On a busy machine both are late: a message, and the end of a moment, which tells.
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Late = 1.5 * Moment;
    private const int QuietMoments = 2;
    private const int MostMoments = 30;

    private readonly Channel<ProgressNotificationValue> _heard = Channel.CreateUnbounded<ProgressNotificationValue>();
    private readonly string _token;
    private readonly IAsyncDisposable _registration;
    private readonly Task _telling;
    private int _begun;
    private int _ended;

    public ProgressReport(McpClient client, string token, IProgress<ProgressNotificationValue> progress)
    {
        _token = token;
        _telling = TellAsync(progress);
        _registration = client.RegisterNotificationHandler(NotificationMethods.ProgressNotification, Hear);
    }

    /// <summary>Tells also what the server sent just before its answer, and ends.</summary>
    public async Task FinishAsync()
    {
        await SettleAsync().ConfigureAwait(false);
        await DisposeAsync().ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await _registration.DisposeAsync().ConfigureAwait(false);
        _heard.Writer.TryComplete();
        await _telling.ConfigureAwait(false);
    }

    private ValueTask Hear(JsonRpcNotification notification, CancellationToken cancellationToken)
    {
        if (notification.Params is not JsonObject message || message["progressToken"] is not JsonValue token || !token.TryGetValue(out string? text) || text != _token)
            return default;
        Interlocked.Increment(ref _begun);
        try
        {
            if (message.Deserialize(McpJson.Type<ProgressNotificationParams>()) is { } told)
                _heard.Writer.TryWrite(told.Progress);
        }
        finally
        {
            Interlocked.Increment(ref _ended);
        }

        return default;
    }

    // Until for some moments nothing is heard or being heard.
    private async Task SettleAsync()
    {
        for (int i = 0, quiet = 0; i < MostMoments && quiet < QuietMoments; i++)
        {
            int begun = Volatile.Read(ref _begun);
            long start = Stopwatch.GetTimestamp();
            await Task.Delay(Moment).ConfigureAwait(false);
            bool isQuiet = Stopwatch.GetElapsedTime(start) < Late && Volatile.Read(ref _ended) == begun && Volatile.Read(ref _begun) == begun;
            quiet = isQuiet ? quiet + 1 : 0;
        }
    }

    private async Task TellAsync(IProgress<ProgressNotificationValue> progress)
    {
        while (await _heard.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            await SettleAsync().ConfigureAwait(false);
            List<ProgressNotificationValue> burst = [];
            while (_heard.Reader.TryRead(out ProgressNotificationValue? value))
                burst.Add(value);

            // Progress must increase (MCP 2025-06-18, progress), so this is the order in which it was sent.
            foreach (ProgressNotificationValue value in burst.OrderBy(static value => value.Progress))
                progress.Report(value);
        }
    }
}
