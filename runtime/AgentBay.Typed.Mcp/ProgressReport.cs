using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Threading.Channels;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace AgentBay.Typed.Mcp;

/// <summary>Tells the progress of one call, one value after the other.</summary>
internal sealed class ProgressReport : IAsyncDisposable
{
    // The SDK (2.3.1) hands out what comes at once on several threads, the last often first. Messages of a burst take
    // microseconds to get here; a moment is enough to put them in order, and to hear those that came before the answer.
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(20);

    // On a busy machine messages are late; so is the end of a moment, which tells.
    private static readonly TimeSpan Late = 1.5 * Moment;
    private const int MostMoments = 20;

    // Made before the first message comes.
    private static readonly JsonTypeInfo<ProgressNotificationParams> Params = McpJson.Type<ProgressNotificationParams>();

    private readonly Channel<ProgressNotificationValue> _heard = Channel.CreateUnbounded<ProgressNotificationValue>();
    private readonly ProgressToken _token;
    private readonly IAsyncDisposable _registration;
    private readonly Task _telling;

    public ProgressReport(McpClient client, string token, IProgress<ProgressNotificationValue> progress)
    {
        _token = new ProgressToken(token);
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
        if (notification.Params.Deserialize(Params) is { } told && told.ProgressToken.Equals(_token))
            _heard.Writer.TryWrite(told.Progress);
        return default;
    }

    private static async Task SettleAsync()
    {
        for (int i = 0; i < MostMoments; i++)
        {
            long start = Stopwatch.GetTimestamp();
            await Task.Delay(Moment).ConfigureAwait(false);
            if (Stopwatch.GetElapsedTime(start) < Late)
                return;
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
