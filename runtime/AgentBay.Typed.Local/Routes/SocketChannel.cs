using System.Buffers;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using AgentBay.Typed.Local.Sessions;
using AgentBay.Typed.Local.Tools;

namespace AgentBay.Typed.Local.Routes;

/// <summary>One connection to a session's WsUrl: streams of code runs, and changes of watched directories.</summary>
internal sealed class SocketChannel(WebSocket socket, BaySession session, CancellationToken cancellationToken) : IDisposable
{
    private const int MaximumFrameSize = 16 * 1024 * 1024;
    private const string FileChangeTool = "get_file_change";
    private const string Subscribe = "subscribe_file_change";
    private const string Unsubscribe = "unsubscribe_file_change";

    // A client that does not read, or asks for more than can be done, loses its connection, not LocalBay its memory.
    private const int MaximumBacklog = 64 * 1024;

    private readonly Channel<JsonObject> _outgoing = Channel.CreateBounded<JsonObject>(new BoundedChannelOptions(MaximumBacklog) { SingleReader = true });
    private readonly Channel<(SocketFrame Frame, string Id)> _watching = Channel.CreateBounded<(SocketFrame, string)>(new BoundedChannelOptions(MaximumBacklog) { SingleReader = true });
    private readonly CancellationTokenSource _end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);

    public async Task RunAsync()
    {
        var work = Task.WhenAll(SendAllAsync(), WatchAllAsync());
        try
        {
            while (await ReceiveAsync() is { } frame) Handle(frame);
            _watching.Writer.TryComplete();
            _outgoing.Writer.TryComplete();
            await work;
            if (socket.State == WebSocketState.CloseReceived) await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        }
        finally
        {
            await _end.CancelAsync();
            await work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public void Dispose() => _end.Dispose();

    private void Handle(string text)
    {
        SocketFrame? frame;
        try
        {
            frame = JsonSerializer.Deserialize(text, SocketFrameJson.Default.SocketFrame);
        }
        catch (JsonException)
        {
            Fail(null, "A frame must be a JSON object.");
            return;
        }
        if (frame?.Type == "ping") return;
        if (frame is not { InvocationId: { Length: > 0 } id, Data.ValueKind: JsonValueKind.Object })
        {
            Fail(frame?.InvocationId, "A frame must have an invocationId and an object as data.");
            return;
        }

        session.Touch();
        switch (Text(frame.Data, "method"))
        {
            case "run_code":
                _ = RunCodeAsync(frame, id);
                break;
            case Subscribe or Unsubscribe:
                if (!_watching.Writer.TryWrite((frame, id))) socket.Abort();
                break;
            default:
                Fail(id, $"LocalBay has no method '{Text(frame.Data, "method")}' here.");
                break;
        }
    }

    private async Task RunCodeAsync(SocketFrame frame, string id)
    {
        var parameters = Member(frame.Data, "params");
        var arguments = new JsonObject { ["code"] = Text(parameters, "code"), ["language"] = Text(parameters, "language") };
        if (Member(parameters, "timeoutS") is { ValueKind: JsonValueKind.Number } seconds) arguments["timeout_s"] = JsonNode.Parse(seconds.GetRawText());
        try
        {
            var output = await session.CallToolAsync("run_code", JsonSerializer.SerializeToElement(arguments), _end.Token, new Events(data => Send(frame, id, "event", data)));
            Send(frame, id, "end", output.IsError ? new JsonObject { ["status"] = "failed", ["executionError"] = output.Text } : EndOfRun(output));
        }
        catch (SessionPausedException e)
        {
            Fail(id, e.Message);
        }
        catch (OperationCanceledException)
        {
            // Nobody is there to be told.
        }
    }

    // Watches begin and end in the order in which that was asked for. Meanwhile the connection is heard: a directory can be large.
    private async Task WatchAllAsync()
    {
        var watches = new Dictionary<string, DirectoryWatch>(StringComparer.Ordinal);
        try
        {
            await foreach (var (frame, id) in _watching.Reader.ReadAllAsync(_end.Token))
            {
                var path = Text(Member(frame.Data, "params"), "path") ?? "";
                if (watches.Remove(path, out var former)) await former.DisposeAsync();
                if (Text(frame.Data, "method") == Subscribe && Watch(frame, id, path) is { } watch) watches.Add(path, watch);
            }
        }
        finally
        {
            foreach (var watch in watches.Values) await watch.DisposeAsync();
        }
    }

    private DirectoryWatch? Watch(SocketFrame frame, string id, string path)
    {
        if (!session.Image.Tools.TryGetValue(FileChangeTool, out var tool))
        {
            Fail(id, $"The image {session.Image.Id} has no tool '{FileChangeTool}', so nothing can be watched.");
            return null;
        }
        try
        {
            var server = frame.Target ?? tool.Server;
            var watch = DirectoryWatch.Start(session, path, changes => Enqueue(new JsonObject
            {
                ["invocationId"] = Guid.NewGuid().ToString("N"),
                ["source"] = server,
                ["target"] = "SDK",
                ["data"] = new JsonObject { ["eventType"] = "file_change", ["path"] = path, ["events"] = changes },
            }), _end.Token);
            Send(frame, id, "end", new JsonObject { ["status"] = "finished" });
            return watch;
        }
        catch (ToolException e)
        {
            Fail(id, e.Message);
            return null;
        }
    }

    private static JsonObject EndOfRun(ToolOutput output)
    {
        var run = output.Json!;
        return new JsonObject
        {
            ["status"] = run["executionError"]!.GetValue<string>().Length == 0 ? "finished" : "failed",
            ["executionError"] = run["executionError"]!.DeepClone(),
            ["executionCount"] = run["execution_count"]!.DeepClone(),
            ["executionTime"] = run["execution_time"]!.DeepClone(),
        };
    }

    private void Send(SocketFrame frame, string id, string phase, JsonObject data)
    {
        data["phase"] = phase;
        Enqueue(new JsonObject { ["invocationId"] = id, ["source"] = frame.Target ?? "", ["target"] = "SDK", ["data"] = data });
    }

    private void Enqueue(JsonObject frame)
    {
        if (!_outgoing.Writer.TryWrite(frame)) socket.Abort();
    }

    private void Fail(string? id, string error) =>
        Enqueue(new JsonObject { ["invocationId"] = id ?? "", ["source"] = "WEBSOCKET_SERVER", ["target"] = "SDK", ["error"] = error, ["data"] = new JsonObject { ["error"] = error } });

    private async Task SendAllAsync()
    {
        await foreach (var frame in _outgoing.Reader.ReadAllAsync(_end.Token))
            await socket.SendAsync(Encoding.UTF8.GetBytes(JsonText.From(frame)), WebSocketMessageType.Text, endOfMessage: true, _end.Token);
    }

    /// <returns>A text frame; nothing at the end.</returns>
    private async Task<string?> ReceiveAsync()
    {
        var message = new ArrayBufferWriter<byte>();
        while (true)
        {
            var part = await socket.ReceiveAsync(message.GetMemory(4096), _end.Token);
            if (part.MessageType == WebSocketMessageType.Close) return null;
            message.Advance(part.Count);
            if (message.WrittenCount > MaximumFrameSize)
            {
                await socket.CloseAsync(WebSocketCloseStatus.MessageTooBig, null, _end.Token);
                return null;
            }
            if (part.EndOfMessage) return Encoding.UTF8.GetString(message.WrittenSpan);
        }
    }

    private static JsonElement Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : default;

    private static string? Text(JsonElement element, string name)
    {
        try
        {
            return Member(element, name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null; // half a surrogate pair is no text
        }
    }

    private sealed class Events(Action<JsonObject> send) : IProgress<JsonObject>
    {
        public void Report(JsonObject value) => send(value);
    }
}
