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
        ClientTransportClosedException e => Failure(e, client, what, "ConnectionFailed", isTransient: false),
        HttpRequestException or IOException => Failure(exception, client, what, "ConnectionFailed", isTransient: true),
        TimeoutException => Failure(exception, client, what, "Timeout", isTransient: true),
        _ => null,
    };

    private static AgentBayException Failure(Exception e, McpClient client, string what, string code, bool isTransient) =>
        new($"The MCP server '{NameOf(client)}' could not {what}: {e.Message}{Advice(e)}", e)
        {
            Code = code,
            IsTransient = isTransient,
        };

    private static string Advice(Exception e) => e switch
    {
        // -32602 is also how a server says that it has no such tool (MCP 2025-06-18, tools, error handling).
        McpProtocolException { ErrorCode: McpErrorCode.InvalidParams } =>
            " If the server is newer than the capture, capture it again.",
        ClientTransportClosedException => " Connect again with a new McpClient.",
        _ => "",
    };

    private static string NameOf(McpClient client) => client.ServerInfo?.Title ?? client.ServerInfo?.Name ?? "(unnamed)";
}
