using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace AgentBay.Typed.Mcp;

/// <summary>Carries tool calls to an MCP server.</summary>
internal sealed class McpToolInvoker(McpClient client, IProgress<ProgressNotificationValue>? progress) : IToolInvoker
{
    public async Task<ToolResult> InvokeAsync(
        ToolDescriptor tool,
        ReadOnlyMemory<byte> arguments,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tool);
        try
        {
            CallToolResult result = await SendAsync(Request(tool, arguments), cancellationToken).ConfigureAwait(false);
            return new ToolResult(
                tool, [.. result.Content.Select(McpContent.Read)], result.StructuredContent, result.IsError == true);
        }
        catch (Exception e) when (McpFailure.From(e, client, $"run the tool '{tool.Name}'") is { } failure)
        {
            throw failure;
        }
    }

    private static CallToolRequestParams Request(ToolDescriptor tool, ReadOnlyMemory<byte> arguments)
    {
        using JsonDocument document = JsonDocument.Parse(arguments);
        return new CallToolRequestParams
        {
            Name = tool.Name,
            Arguments = document.RootElement.EnumerateObject().ToDictionary(
                static member => member.Name, static member => member.Value.Clone()),
        };
    }

    // The request has an id of ours, because McpClient.CallToolAsync (2.3.1) gives up a cancelled call without telling the
    // server, and telling it takes the id.
    private async Task<CallToolResult> SendAsync(CallToolRequestParams request, CancellationToken cancellationToken)
    {
        string id = Guid.NewGuid().ToString("N");
        await using IAsyncDisposable? report = progress is null ? null : Report(request, id, progress);
        try
        {
            Task<CallToolResult> answer = client.SendRequestAsync<CallToolRequestParams, CallToolResult>(
                RequestMethods.ToolsCall, request, McpJsonUtilities.DefaultOptions, new RequestId(id), cancellationToken).AsTask();

            // A request on a connection that has just ended would wait for ever.
            return await Task.WhenAny(answer, client.Completion).ConfigureAwait(false) == answer
                ? await answer.ConfigureAwait(false)
                : throw new ClientTransportClosedException(await client.Completion.ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await TellCancelledAsync(id).ConfigureAwait(false);
            throw;
        }
    }

    private IAsyncDisposable Report(CallToolRequestParams request, string id, IProgress<ProgressNotificationValue> progress)
    {
        ProgressToken token = new(id);
        request.Meta = new JsonObject { ["progressToken"] = id };
        return client.RegisterNotificationHandler(NotificationMethods.ProgressNotification, (notification, _) =>
        {
            if (notification.Params.Deserialize(McpJson.Type<ProgressNotificationParams>()) is { } told && told.ProgressToken.Equals(token))
                progress.Report(told.Progress);
            return default;
        });
    }

    private async Task TellCancelledAsync(string id)
    {
        try
        {
            await client.SendNotificationAsync(
                NotificationMethods.CancelledNotification,
                new CancelledNotificationParams { RequestId = new RequestId(id), Reason = "The caller gave up." },
                McpJsonUtilities.DefaultOptions).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or HttpRequestException or McpException or ObjectDisposedException)
        {
            // The caller is leaving already, and a server that cannot be reached has nothing to stop.
        }
    }
}
