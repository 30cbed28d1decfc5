using System.Globalization;
using System.Net;
using System.Text;

namespace AgentBay.Typed.Protocol;

/// <summary>What is said of each way in which a request can fail: what happened, and what to do about it.</summary>
internal static class Failure
{
    public static AgentBayException TimedOut(string action, string host, TimeSpan limit, Exception cause) => new(
        Text($"{action} had no answer from {host} within {limit.TotalSeconds:0.###} s. AgentBayOptions.Timeout allows more."), cause)
    {
        Code = AgentBayException.TimeoutCode,
        IsTransient = true,
    };

    /// <summary>Something that the service was asked to do did not end in time.</summary>
    public static AgentBayException NotFinished(string what, TimeSpan limit, string last, string requestId) => new(
        Text($"{what} was not finished after {limit.TotalSeconds:0.###} s; the last state was {last}. The service may still finish it. [request {requestId}]"))
    {
        Code = AgentBayException.TimeoutCode,
        RequestId = requestId,
        IsTransient = true,
    };

    public static AgentBayException NotCreated(ApiReply reply, string said)
    {
        string why = said.Length > 0 ? said : reply.Message ?? "no session id";
        return new AgentBayException($"{ApiAction.CreateMcpSession} made no session: {why} [request {reply.RequestId}]")
        {
            Code = reply.Code is null or "ok" ? "SessionNotCreated" : reply.Code,
            StatusCode = reply.Status,
            RequestId = reply.RequestId,
        };
    }

    public static AgentBayException WrongStatus(string action, string sessionId, SessionStatus status, SessionStatus wanted, string requestId) => new(
        $"After {action} session {sessionId} is {status}, from which it does not become {wanted}. [request {requestId}]")
    {
        Code = "UnexpectedStatus",
        RequestId = requestId,
    };

    public static AgentBayException SyncFailed(string what, IEnumerable<ContextSyncTask> failed, string requestId) => new(
        $"{what} failed: {string.Join("; ", failed)} [request {requestId}]")
    {
        Code = "ContextSyncFailed",
        RequestId = requestId,
    };

    public static AgentBayException TransferRefused(string action, string host, HttpStatusCode status) => new(
        Text($"{action} was refused by {host} (HTTP {(int)status}). The address may have expired: ask for the file again."))
    {
        Code = Text($"Http{(int)status}"),
        StatusCode = status,
        IsTransient = (int)status >= 500,
    };

    public static AgentBayException Unreachable(string action, string host, HttpStatusCode? status, Exception cause) => new(
        status is null
            ? $"{action} could not reach {host}: {Reason(cause)}. Check AGENTBAY_ENDPOINT and the network."
            : $"{action} lost its answer from {host} half way: {Reason(cause)}. Check the network.",
        cause)
    {
        Code = "ConnectionFailed",
        StatusCode = status,
        IsTransient = true,
        WasNeverSent = IsFailureToConnect(cause),
    };

    public static AgentBayException Unreadable(string action, HttpReply answer, Secrets secrets, Exception cause)
    {
        string shown = secrets.Hide(Excerpt(answer.Body.Span));
        return new AgentBayException(Text(
            $"{action} got an answer from {answer.Host} that is not the service's (HTTP {(int)answer.Status}): {shown} Is AGENTBAY_ENDPOINT an AgentBay gateway?"), cause)
        {
            Code = "InvalidResponse",
            StatusCode = answer.Status,
            IsTransient = (int)answer.Status >= 500 || answer.Status == HttpStatusCode.TooManyRequests,
            RetryAfter = answer.RetryAfter,
        };
    }

    /// <summary>The envelope is the service's, its data are not what the action gives.</summary>
    public static AgentBayException UnexpectedData(string action, ApiReply reply, string why, Exception? cause = null) => new(
        $"{action} got an answer that cannot be read: {why} [request {reply.RequestId}]", cause)
    {
        Code = "InvalidResponse",
        StatusCode = reply.Status,
        RequestId = reply.RequestId,
    };

    public static AgentBayException Refused(string action, ApiReply reply, TimeSpan? retryAfter, Secrets secrets)
    {
        string code = reply.Code is { Length: > 0 } and not "ok" and var given ? given : Text($"Http{(int)reply.Status}");
        bool isThrottled = reply.Status == HttpStatusCode.TooManyRequests || code.Contains("Throttling", StringComparison.Ordinal);
        string said = secrets.Hide(reply.Message ?? "no message");
        return new AgentBayException(Text(
            $"{action} failed: {said} [{code}, HTTP {(int)reply.Status}, request {reply.RequestId}]{Advice(reply.Status, code, isThrottled)}"))
        {
            Code = code,
            StatusCode = reply.Status,
            RequestId = reply.RequestId,
            IsTransient = isThrottled || (int)reply.Status >= 500,
            RetryAfter = retryAfter,
        };
    }

    private static string Advice(HttpStatusCode status, string code, bool isThrottled) => (status, code) switch
    {
        _ when isThrottled => " Send fewer requests, or wait and try again.",
        (_, AgentBayException.SessionNotFoundCode) => " The session was deleted or released, or it never existed; create another.",
        (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden, _) => " Check the API key (AGENTBAY_API_KEY).",
        _ when (int)status >= 500 => " The service is at fault; try again later.",
        _ => "",
    };

    // A time-out here is the handler's for connecting; that for the whole request never comes as one.
    private static bool IsFailureToConnect(Exception cause) => cause
        is HttpRequestException
        {
            HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError
                or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError,
        }
        or OperationCanceledException { InnerException: TimeoutException };

    // The outer message often only refers to the inner one.
    private static string Reason(Exception cause)
    {
        string reason = cause.Message.TrimEnd('.');
        return cause.InnerException is { } inner && !reason.Contains(inner.Message.TrimEnd('.'), StringComparison.Ordinal)
            ? $"{reason} ({inner.Message.TrimEnd('.')})"
            : reason;
    }

    private static string Excerpt(ReadOnlySpan<byte> body)
    {
        const int Enough = 200;
        string text = Encoding.UTF8.GetString(body[..Math.Min(body.Length, Enough)]).ReplaceLineEndings(" ").Trim();
        return text.Length == 0 ? "(empty)" : body.Length > Enough ? text + "…" : text;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
