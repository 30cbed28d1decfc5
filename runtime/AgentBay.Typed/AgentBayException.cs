using System.Net;

namespace AgentBay.Typed;

/// <summary>
/// A request failed at the service or on the way to it. A tool that ran and failed does not throw this: see
/// <see cref="ToolCallException"/>.
/// </summary>
public sealed class AgentBayException : Exception
{
    internal const string SessionNotFoundCode = "InvalidMcpSession.NotFound";

    /// <summary>Makes the exception, for an <see cref="IToolInvoker"/> of one's own.</summary>
    /// <param name="message">What failed, and what to do.</param>
    /// <param name="innerException">What caused it.</param>
    public AgentBayException(string message, Exception? innerException = null) : base(message, innerException)
    {
    }

    /// <summary>
    /// The service's error code, such as <c>InvalidMcpSession.NotFound</c>, or <c>Http</c> and the status where it gave
    /// none; one of <see cref="AgentBayErrorCodes"/> where it is the client that tells of the failure. Over MCP it is the name
    /// of the JSON-RPC error, or <c>McpError</c>.
    /// </summary>
    public required string Code { get; init; }

    /// <summary>The HTTP status of the answer, or null when none came.</summary>
    public HttpStatusCode? StatusCode { get; init; }

    /// <summary>The id under which the service knows the request, or an empty string.</summary>
    public string RequestId { get; init; } = "";

    /// <summary>Whether the same request may succeed later: a lost connection, a time-out, throttling, a fault of the server.</summary>
    public bool IsTransient { get; init; }

    /// <summary>
    /// How long the service asks to wait before the next attempt, or null: its <c>Retry-After</c>, in seconds or as a date, or
    /// else its <c>x-acs-retry-after</c>, which is read as milliseconds, as other SDKs of Alibaba Cloud do. As it came: a retry
    /// of the client's own waits 30 seconds at most (<see cref="AgentBayOptions.MaxRetries"/>).
    /// </summary>
    public TimeSpan? RetryAfter { get; init; }

    // No connection came about, so nothing can have had an effect.
    internal bool WasNeverSent { get; init; }

    // What the service said, where it gave a code of its own; null of a gateway's words and of the client's.
    internal string? Said { get; init; }

    // The session that an answer named which was broken, or a failure.
    internal string? NamedSession { get; set; }

    // The service says that there is no such context; not that it knows no such action or key.
    internal bool IsContextMissing => IsFinal && Code.Contains("Context", StringComparison.OrdinalIgnoreCase)
        && (Code.Contains("NotFound", StringComparison.OrdinalIgnoreCase) || Code.Contains("NotExist", StringComparison.OrdinalIgnoreCase));

    // How the service says that a session is gone (agentbay-wire 2.2, 2.8 and 3.5).
    internal bool IsSessionGone => IsFinal && !Code.StartsWith("InvalidAction", StringComparison.Ordinal)
        && (Says("no alive session") || Says("no need to release")
            || ((Says("NotFound") || Says("not found")) && (Says("session") || Says("resource"))));

    // The service itself refused for good, and not a gateway on the way to it, or its own trouble.
    private bool IsFinal => Said is not null && !IsTransient && StatusCode is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden);

    private bool Says(string words) =>
        Code.Contains(words, StringComparison.OrdinalIgnoreCase) || Said!.Contains(words, StringComparison.OrdinalIgnoreCase);
}
