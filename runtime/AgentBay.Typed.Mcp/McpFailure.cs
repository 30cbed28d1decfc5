using System.Text.Json;
using ModelContextProtocol;
using ModelContextProtocol.Client;

namespace AgentBay.Typed.Mcp;

/// <summary>Turns what the MCP SDK throws into the one exception that catalogs promise.</summary>
internal static class McpFailure
{
    /// <returns>The failure, or null where the exception is not about the server, such as a cancellation.</returns>
    public static AgentBayException? From(Exception exception, McpClient client, string what) => exception switch
    {
        McpProtocolException e => Failure(e, client, what, e.ErrorCode.ToString(), isTransient: e.ErrorCode == McpErrorCode.InternalError),
        McpException e => Failure(e, client, what, "McpError", isTransient: false),
        ClientTransportClosedException => Ended(exception, client, what),
        IOException or HttpRequestException or ObjectDisposedException when client.Completion.IsCompleted => Ended(exception, client, what),
        IOException or HttpRequestException => Failure(exception, client, what, "ConnectionFailed", isTransient: true),
        TimeoutException => Failure(exception, client, what, "Timeout", isTransient: true),
        JsonException => Failure(exception, client, what, "InvalidResponse", isTransient: false),
        _ => null,
    };

    /// <summary>Sends a request, which would wait for ever on a connection that has ended.</summary>
    /// <exception cref="ClientTransportClosedException">The connection has ended.</exception>
    public static async Task<T> WhileConnectedAsync<T>(McpClient client, Func<Task<T>> send)
    {
        Task<ClientCompletionDetails> end = client.Completion;
        if (!end.IsCompleted)
        {
            Task<T> answer = send();
            try
            {
                if (await Task.WhenAny(answer, end).ConfigureAwait(false) == answer)
                    return await answer.ConfigureAwait(false);
            }
            catch (IOException e) when (e is not HttpIOException)
            {
                // The end of a pipe fails the call a moment before the connection says that it has ended.
                if (await Task.WhenAny(end, Task.Delay(TimeSpan.FromSeconds(1))).ConfigureAwait(false) != end)
                    throw;
            }
        }

        throw new ClientTransportClosedException(await end.ConfigureAwait(false));
    }

    // A connection that has ended stays ended.
    private static AgentBayException Ended(Exception e, McpClient client, string what) =>
        Failure(e, client, what, "ConnectionFailed", isTransient: false, " Connect again with a new McpClient.");

    private static AgentBayException Failure(
        Exception e, McpClient client, string what, string code, bool isTransient, string advice = "") =>
        new($"The MCP server '{NameOf(client)}' could not {what}: {e.Message}{(advice.Length > 0 ? advice : Advice(e))}", e)
        {
            Code = code,
            IsTransient = isTransient,
        };

    // -32602 is also how a server says that it has no such tool (MCP 2025-06-18, tools, error handling).
    private static string Advice(Exception e) => e is McpProtocolException { ErrorCode: McpErrorCode.InvalidParams }
        ? " If the server is newer than the capture, capture it again."
        : "";

    private static string NameOf(McpClient client) => client.ServerInfo?.Title ?? client.ServerInfo?.Name ?? "(unnamed)";
}
