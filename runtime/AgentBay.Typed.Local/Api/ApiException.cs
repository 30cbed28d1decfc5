using Microsoft.AspNetCore.Http;

namespace AgentBay.Typed.Local.Api;

/// <summary>An error that the caller gets to see, in the service's terms.</summary>
internal sealed class ApiException(int statusCode, string code, string message) : Exception(message)
{
    public int StatusCode { get; } = statusCode;

    public string Code { get; } = code;

    // Code and message are the service's own; its SDKs know a deleted session by them.
    public static ApiException SessionNotFound() => BadRequest("InvalidMcpSession.NotFound", "Resource [McpSession] is not found.");

    public static ApiException MissingParameter(string name) => BadRequest("MissingParameter", $"The parameter {name} is required.");

    public static ApiException InvalidParameter(string name, string problem) => BadRequest("InvalidParameter", $"The parameter {name} {problem}.");

    /// <summary>A well-formed call that cannot be done as things are; the service answers it with HTTP 200.</summary>
    public static ApiException Business(string code, string message) => new(StatusCodes.Status200OK, code, message);

    public static ApiException BadRequest(string code, string message) => new(StatusCodes.Status400BadRequest, code, message);
}
