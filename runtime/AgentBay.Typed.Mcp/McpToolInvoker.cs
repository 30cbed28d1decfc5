using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace AgentBay.Typed.Mcp;

/// <summary>Carries tool calls to an MCP server.</summary>
internal sealed class McpToolInvoker(McpClient client, IProgress<ProgressNotificationValue>? progress) : IToolInvoker
{
    /// <summary>How long a caller who gives up waits for a server that may take no message any more.</summary>
    private static readonly TimeSpan TimeToTell = TimeSpan.FromSeconds(1);

    public async Task<ToolResult> InvokeAsync(
        ToolDescriptor tool,
        ReadOnlyMemory<byte> arguments,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tool);
        JsonObject parameters = new() { ["name"] = tool.Name, ["arguments"] = Arguments(tool, arguments) };
        try
        {
            JsonNode? answer = await SendAsync(parameters, cancellationToken).ConfigureAwait(false);
            return McpAnswer.Read(tool, answer);
        }
        catch (Exception e) when (McpFailure.From(e, client, $"run the tool '{tool.Name}'") is { } failure)
        {
            throw failure;
        }
    }

    private static JsonObject Arguments(ToolDescriptor tool, ReadOnlyMemory<byte> arguments)
    {
        JsonElement json;
        try
        {
            using JsonDocument document = JsonDocument.Parse(arguments, new JsonDocumentOptions { MaxDepth = 256 });
            json = document.RootElement.Clone();
        }
        catch (JsonException e)
        {
            throw new ArgumentException($"The arguments of the tool '{tool.Name}' are not JSON: {e.Message}", nameof(arguments), e);
        }

        if (json.ValueKind != JsonValueKind.Object)
            throw new ArgumentException($"The arguments of the tool '{tool.Name}' must be one JSON object, and are {json.ValueKind}.", nameof(arguments));
        HashSet<string> names = [];
        foreach (JsonProperty member in json.EnumerateObject())
        {
            if (!names.Add(member.Name))
                throw new ArgumentException($"The arguments of the tool '{tool.Name}' have '{member.Name}' twice.", nameof(arguments));
        }

        return JsonObject.Create(json)!;
    }

    // The request has an id of ours, because McpClient.CallToolAsync (2.3.1) gives up a cancelled call without telling the
    // server, and telling it takes the id. The answer is taken as it came, because the SDK's types throw for content that
    // they do not know.
    private async Task<JsonNode?> SendAsync(JsonObject parameters, CancellationToken cancellationToken)
    {
        string id = Guid.NewGuid().ToString("N");
        await using ProgressReport? report = progress is null ? null : new ProgressReport(client, id, progress);
        if (report is not null)
            parameters["_meta"] = new JsonObject { ["progressToken"] = id };
        JsonRpcRequest request = new() { Id = new RequestId(id), Method = RequestMethods.ToolsCall, Params = parameters };
        try
        {
            JsonRpcResponse answer = await McpFailure.WhileConnectedAsync(
                client, () => client.SendRequestAsync(request, cancellationToken)).ConfigureAwait(false);
            if (report is not null)
                await report.FinishAsync().ConfigureAwait(false);
            return answer.Result;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await TellCancelledAsync(id).ConfigureAwait(false);
            throw;
        }
    }

    private async Task TellCancelledAsync(string id)
    {
        using CancellationTokenSource limit = new(TimeToTell);
        try
        {
            await client.SendNotificationAsync(
                NotificationMethods.CancelledNotification,
                new CancelledNotificationParams { RequestId = new RequestId(id), Reason = "The caller gave up." },
                McpJsonUtilities.DefaultOptions,
                limit.Token).WaitAsync(limit.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or HttpRequestException or McpException or ObjectDisposedException)
        {
            // The caller is leaving already, and a server that cannot be reached has nothing to stop.
        }
    }
}
