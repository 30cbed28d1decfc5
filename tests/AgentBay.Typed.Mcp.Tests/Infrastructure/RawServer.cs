using System.IO.Pipelines;
using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace AgentBay.Typed.Mcp.Tests.Infrastructure;

/// <summary>A server that answers calls with the very JSON that a test gives, and a client of it.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    // What is sent has been read when it is sent.
    private readonly Pipe _toServer = new(new PipeOptions(pauseWriterThreshold: 1, resumeWriterThreshold: 1));
    private readonly Pipe _toClient = new();
    private readonly TaskCompletionSource _called = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _left = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _run;

    private RawServer() => _run = RunAsync();

    public McpClient Client { get; private set; } = null!;

    /// <summary>The <c>result</c> of each call.</summary>
    public string Result { get; set; } = """{"content":[]}""";

    /// <summary>How often progress is told before the answer, in one piece with it.</summary>
    public int Steps { get; set; }

    /// <summary>Whether it neither answers a call nor reads what comes after it.</summary>
    public bool IsDeaf { get; set; }

    /// <summary>Ends when a call has come.</summary>
    public Task Called => _called.Task;

    public static async Task<RawServer> StartAsync()
    {
        RawServer server = new();
        server.Client = await McpClient.CreateAsync(
            new StreamClientTransport(server._toServer.Writer.AsStream(), server._toClient.Reader.AsStream()));
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        _left.SetResult();
        await Client.DisposeAsync();
        await _toServer.Writer.CompleteAsync();
        await _toClient.Writer.CompleteAsync();
        await _run;
    }

    private async Task RunAsync()
    {
        using StreamReader lines = new(_toServer.Reader.AsStream());
        await using StreamWriter answers = new(_toClient.Writer.AsStream());
        while (await lines.ReadLineAsync() is { } line)
        {
            JsonNode request = JsonNode.Parse(line)!;
            if (request["id"] is not { } id)
                continue;
            answers.NewLine = "\n";
            if (request["method"]!.GetValue<string>() == "tools/call")
            {
                _called.TrySetResult();
                if (IsDeaf)
                {
                    await _left.Task;
                    continue;
                }

                string? token = request["params"]!["_meta"]?["progressToken"]?.ToJsonString();
                for (int step = 1; step <= Steps && token is not null; step++)
                {
                    answers.WriteLine(
                        $$"""{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":{{token}},"progress":{{step}} } }""");
                }
            }

            answers.WriteLine(Answer(request["method"]!.GetValue<string>(), id.ToJsonString()));
            await answers.FlushAsync();
        }
    }

    private string Answer(string method, string id) => method switch
    {
        "initialize" => $$$"""{"jsonrpc":"2.0","id":{{{id}}},"result":{"protocolVersion":"2025-06-18","capabilities":{"tools":{}},"serverInfo":{"name":"raw","version":"1"} } }""",
        "tools/call" => $$"""{"jsonrpc":"2.0","id":{{id}},"result":{{Result}}}""",
        _ => $$$"""{"jsonrpc":"2.0","id":{{{id}}},"error":{"code":-32601,"message":"{{{JsonEncodedText.Encode(method)}}}"} }""",
    };
}
