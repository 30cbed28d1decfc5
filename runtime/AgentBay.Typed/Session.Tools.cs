using System.Collections.ObjectModel;
using System.Text.Json;
using AgentBay.Typed.Protocol;

namespace AgentBay.Typed;

public partial class Session
{
    /// <summary>Calls a tool by its name, past all checks of a catalog.</summary>
    /// <param name="name">The tool's name.</param>
    /// <param name="arguments">
    /// The arguments by name. Values may be null, strings, booleans, numbers, <see cref="DateTimeOffset"/>,
    /// <see cref="DateTime"/>, <see cref="DateOnly"/>, <see cref="Guid"/>, <see cref="Uri"/>, an array of bytes (sent as base64),
    /// <see cref="JsonElement"/>, <see cref="System.Text.Json.Nodes.JsonNode"/>, and lists and dictionaries of these. Null sends no
    /// arguments.
    /// </param>
    /// <param name="cancellationToken">Gives up waiting for the tool.</param>
    /// <returns>What the tool answered; its own failure is data.</returns>
    /// <exception cref="ArgumentException">The name is blank, or a value has no JSON form.</exception>
    /// <exception cref="AgentBayException">The service refused, or could not be reached.</exception>
    /// <exception cref="ObjectDisposedException">The session was deleted.</exception>
    public Task<ToolResult> CallToolAsync(
        string name,
        IReadOnlyDictionary<string, object?>? arguments = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return InvokeAsync(new ToolDescriptor(name), UntypedArguments.Write(arguments), cancellationToken);
    }

    /// <summary>Calls a tool by its name, so that its arguments can be written in place: <c>new() { ["command"] = "ls" }</c>.</summary>
    /// <inheritdoc cref="CallToolAsync(string, IReadOnlyDictionary{string, object?}?, CancellationToken)"/>
    public Task<ToolResult> CallToolAsync(
        string name,
        Dictionary<string, object?>? arguments,
        CancellationToken cancellationToken = default) =>
        CallToolAsync(name, (IReadOnlyDictionary<string, object?>?)arguments, cancellationToken);

    /// <summary>Calls a tool. Catalogs call this; so can you, with a descriptor and JSON of your own.</summary>
    /// <inheritdoc/>
    /// <exception cref="ObjectDisposedException">The session was deleted.</exception>
    public Task<ToolResult> InvokeAsync(
        ToolDescriptor tool,
        ReadOnlyMemory<byte> arguments,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tool);
        RequireApi();
        return _router.InvokeAsync(tool, arguments, cancellationToken);
    }

    /// <summary>Asks the service which tools the session's image has now.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="AgentBayException">The service refused, or could not be reached.</exception>
    /// <exception cref="ObjectDisposedException">The session was deleted.</exception>
    public async Task<OperationResult<ReadOnlyCollection<ToolDescriptor>>> ListToolsAsync(CancellationToken cancellationToken = default)
    {
        // The action wants an image; linux_latest is what the official SDKs fall back to (agentbay-wire 3.9).
        FormBody body = new FormBody().Add("ImageId", ImageId ?? "linux_latest");
        using ApiReply reply = await SendAsync(ApiAction.ListMcpTools, body, cancellationToken).ConfigureAwait(false);
        return ToolListJson.Read(reply.Data()) is { } tools
            ? new OperationResult<ReadOnlyCollection<ToolDescriptor>>(tools, reply.RequestId)
            : throw Failure.UnexpectedData(ApiAction.ListMcpTools.Name, reply, "its Data is not a list of tools");
    }

    /// <summary>Asks what the session uses of its machine, with the tool <c>get_metrics</c>.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="ToolCallException">The image has no such tool, or it failed.</exception>
    /// <exception cref="ToolOutputException">The tool's answer is not a JSON object.</exception>
    /// <exception cref="AgentBayException">The service refused, or could not be reached.</exception>
    /// <exception cref="ObjectDisposedException">The session was deleted.</exception>
    public async Task<OperationResult<SessionMetrics>> GetMetricsAsync(CancellationToken cancellationToken = default)
    {
        ToolResult result = await CallToolAsync("get_metrics", cancellationToken: cancellationToken).ConfigureAwait(false);
        return result.Json.ValueKind == JsonValueKind.Object
            ? new OperationResult<SessionMetrics>(SessionMetrics.Read(result.Json), result.RequestId)
            : throw new ToolOutputException(result, "$", "it is not an object", null);
    }
}
