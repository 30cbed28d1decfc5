using System.Net;

namespace AgentBay.Typed;

/// <summary>
/// A request failed at the service or on the way to it. A tool that ran and failed does not throw this: see
/// <see cref="ToolCallException"/>.
/// </summary>
public sealed class AgentBayException : Exception
{
    internal AgentBayException(string message, Exception? innerException = null) : base(message, innerException)
    {
    }

    /// <summary>
    /// The service's error code, such as <c>InvalidMcpSession.NotFound</c>; or <c>ConnectionFailed</c>,
    /// <c>Timeout</c> or <c>InvalidResponse</c> where no answer could be read.
    /// </summary>
    public required string Code { get; init; }

    /// <summary>The HTTP status of the answer, or null when none came.</summary>
    public HttpStatusCode? StatusCode { get; init; }

    /// <summary>The id under which the service knows the request, or an empty string.</summary>
    public string RequestId { get; init; } = "";

    /// <summary>Whether the same request may succeed later: a lost connection, a time-out, throttling, a fault of the server.</summary>
    public bool IsTransient { get; init; }

    internal bool IsSessionNotFound => Code.Contains("NotFound", StringComparison.Ordinal)
        && Code.Contains("Session", StringComparison.Ordinal);
}
