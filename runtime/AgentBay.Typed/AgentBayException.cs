using System.Net;

namespace AgentBay.Typed;

/// <summary>
/// A request failed at the service or on the way to it. A tool that ran and failed does not throw this: see
/// <see cref="ToolCallException"/>.
/// </summary>
public sealed class AgentBayException : Exception
{
    internal const string TimeoutCode = "Timeout";
    internal const string InvalidResponseCode = "InvalidResponse";
    internal const string SessionNotFoundCode = "InvalidMcpSession.NotFound";

    /// <summary>Makes the exception, for an <see cref="IToolInvoker"/> of one's own.</summary>
    /// <param name="message">What failed, and what to do.</param>
    /// <param name="innerException">What caused it.</param>
    public AgentBayException(string message, Exception? innerException = null) : base(message, innerException)
    {
    }

    /// <summary>
    /// The service's error code, such as <c>InvalidMcpSession.NotFound</c>, or <c>Http</c> and the status where it gave
    /// none; <c>ConnectionFailed</c>, <c>Timeout</c> or <c>InvalidResponse</c> where no answer could be read;
    /// <c>SessionNotCreated</c> where a creation gave no session, <c>ContextSyncFailed</c> where a context could not be
    /// copied, <c>UnexpectedStatus</c> where a session went into a state from which it does not come to the one that was
    /// asked for, <c>ToolDrift</c> where the image lacks a tool of the catalog.
    /// </summary>
    public required string Code { get; init; }

    /// <summary>The HTTP status of the answer, or null when none came.</summary>
    public HttpStatusCode? StatusCode { get; init; }

    /// <summary>The id under which the service knows the request, or an empty string.</summary>
    public string RequestId { get; init; } = "";

    /// <summary>Whether the same request may succeed later: a lost connection, a time-out, throttling, a fault of the server.</summary>
    public bool IsTransient { get; init; }

    /// <summary>How long the service asks to wait before the next attempt (<c>Retry-After</c>), or null.</summary>
    public TimeSpan? RetryAfter { get; init; }

    // No connection came about, so nothing can have had an effect.
    internal bool WasNeverSent { get; init; }

    // The service says that there is no such context; not that it knows no such action or key.
    internal bool IsContextMissing => IsOfService && Code.Contains("Context", StringComparison.OrdinalIgnoreCase)
        && (Code.Contains("NotFound", StringComparison.OrdinalIgnoreCase) || Code.Contains("NotExist", StringComparison.OrdinalIgnoreCase));

    // How the service says that a session is gone (agentbay-wire 2.2, 2.8 and 3.5).
    internal bool IsSessionGone => IsOfService && !Code.StartsWith("InvalidAction", StringComparison.Ordinal)
        && (Code.Contains("NotFound", StringComparison.OrdinalIgnoreCase)
            || Message.Contains("not found", StringComparison.OrdinalIgnoreCase)
            || Message.Contains("no alive session", StringComparison.OrdinalIgnoreCase)
            || Message.Contains("no need to release", StringComparison.OrdinalIgnoreCase));

    // The service itself said so, and not a gateway or the network on the way to it.
    private bool IsOfService => StatusCode is not null and not HttpStatusCode.Unauthorized and not HttpStatusCode.Forbidden
        && Code is not InvalidResponseCode and not "ConnectionFailed" and not TimeoutCode;
}
