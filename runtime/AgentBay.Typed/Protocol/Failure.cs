using System.Globalization;
using System.Net;

namespace AgentBay.Typed.Protocol;

/// <summary>What is said of each way in which a request can fail: what happened, and what to do about it.</summary>
internal static class Failure
{
    public static AgentBayException TimedOut(Destination to, TimeSpan limit, Exception cause) => new(
        Text($"{to.Action} had no answer from {to.Host} within {limit.TotalSeconds:0.###} s. {to.TimeoutOption} allows more."), cause)
    {
        Code = AgentBayErrorCodes.Timeout,
        IsTransient = true,
    };

    /// <summary>The caller's own <see cref="HttpClient"/> gave up, and dropped the request before the client's limit.</summary>
    public static AgentBayException Aborted(Destination to, TimeSpan limit, Exception cause) => new(
        Text($"{to.Action} was dropped by HttpClient.Timeout after {limit.TotalSeconds:0.###} s, before an answer from {to.Host} came. Set it to Timeout.InfiniteTimeSpan: {to.TimeoutOption} is the limit, and what a dropped creation makes cannot be deleted."), cause)
    {
        Code = AgentBayErrorCodes.Timeout,
        IsTransient = true,
    };

    /// <summary>Something that the service was asked to do did not end in time.</summary>
    public static AgentBayException NotFinished(string what, TimeSpan limit, string last, string requestId) => new(
        Text($"{what} was not finished after {limit.TotalSeconds:0.###} s; the last state was {last}. The service may still finish it. [request {requestId}]"))
    {
        Code = AgentBayErrorCodes.Timeout,
        RequestId = requestId,
        IsTransient = true,
    };

    public static AgentBayException NotCreated(ApiReply reply, string said, Secrets secrets)
    {
        string why = secrets.Hide(said.Length > 0 ? said : reply.Said ?? "no session id");
        return new AgentBayException($"{ApiAction.CreateMcpSession} made no session: {why} [request {reply.RequestId}]")
        {
            Code = reply.HasErrorCode ? secrets.Hide(reply.Code!) : AgentBayErrorCodes.SessionNotCreated,
            StatusCode = reply.Status,
            RequestId = reply.RequestId,
        };
    }

    public static AgentBayException WrongStatus(string action, string sessionId, SessionStatus status, SessionStatus wanted, string requestId) => new(
        $"After {action} session {sessionId} is {status}, from which it does not become {wanted}. [request {requestId}]")
    {
        Code = AgentBayErrorCodes.UnexpectedStatus,
        RequestId = requestId,
    };

    public static AgentBayException SyncFailed(string what, IEnumerable<ContextSyncTask> failed, string requestId, Secrets secrets) => new(
        secrets.Hide($"{what} failed: {string.Join("; ", failed)} [request {requestId}]"))
    {
        Code = AgentBayErrorCodes.ContextSyncFailed,
        RequestId = requestId,
    };

    public static AgentBayException TransferRefused(Destination to, HttpStatusCode status, TimeSpan? retryAfter)
    {
        string code = Text($"Http{(int)status}");
        return new AgentBayException(Text($"{to.Action} was refused by {to.Host} (HTTP {(int)status}).{Advice(to, status, code)}"))
        {
            Code = code,
            StatusCode = status,
            IsTransient = IsPassing(status, code),
            RetryAfter = retryAfter,
        };
    }

    public static AgentBayException Unreachable(Destination to, HttpStatusCode? status, Exception cause, bool wasNeverSent) => new(
        status is null
            ? $"{to.Action} could not reach {to.Host}: {Reason(cause)}. {to.Advice}"
            : $"{to.Action} lost its answer from {to.Host} half way: {Reason(cause)}. Check the network.",
        cause)
    {
        Code = AgentBayErrorCodes.ConnectionFailed,
        StatusCode = status,
        IsTransient = true,
        WasNeverSent = wasNeverSent,
    };

    public static AgentBayException Unreadable(Destination to, HttpReply answer, Secrets secrets, Exception cause) => new(Text(
        $"{to.Action} got an answer from {to.Host} that is not the service's (HTTP {(int)answer.Status}): {BrokenAnswer.Excerpt(answer.WrittenMemory.Span, secrets)} {to.Advice}"), cause)
    {
        Code = AgentBayErrorCodes.InvalidResponse,
        StatusCode = answer.Status,
        IsTransient = IsPassing(answer.Status, ""),
        RetryAfter = answer.RetryAfter,
        NamedSession = BrokenAnswer.NamedSession(answer.Status, answer.WrittenMemory.Span),
    };

    /// <summary>The envelope is the service's, its data are not what the action gives.</summary>
    public static AgentBayException UnexpectedData(string action, ApiReply reply, string why, Exception? cause = null) => new(
        $"{action} got an answer that cannot be read: {why} [request {reply.RequestId}]", cause)
    {
        Code = AgentBayErrorCodes.InvalidResponse,
        StatusCode = reply.Status,
        RequestId = reply.RequestId,
    };

    public static AgentBayException Refused(Destination to, ApiReply reply, TimeSpan? retryAfter, Secrets secrets)
    {
        string code = reply.HasErrorCode ? secrets.Hide(reply.Code!) : Text($"Http{(int)reply.Status}");
        string said = secrets.Hide(reply.Said ?? "no message");
        return new AgentBayException(Text(
            $"{to.Action} failed: {said} [{code}, HTTP {(int)reply.Status}, request {reply.RequestId}]{Advice(to, reply.Status, code)}"))
        {
            Code = code,
            StatusCode = reply.Status,
            RequestId = reply.RequestId,
            IsTransient = IsPassing(reply.Status, code),
            RetryAfter = retryAfter,
            Said = reply.HasErrorCode ? said : null,
        };
    }

    private static bool IsThrottled(HttpStatusCode status, string code) =>
        status == HttpStatusCode.TooManyRequests || code.Contains("Throttling", StringComparison.Ordinal);

    private static bool IsPassing(HttpStatusCode status, string code) => (int)status >= 500 || IsThrottled(status, code);

    private static string Advice(Destination to, HttpStatusCode status, string code) => (status, code) switch
    {
        _ when IsThrottled(status, code) => " Send fewer requests, or wait and try again.",
        (_, AgentBayException.SessionNotFoundCode) => " The session was deleted or released, or it never existed; create another.",
        (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden, _) => $" {to.KeyAdvice}",
        _ when (int)status >= 500 => " The service is at fault; try again later.",
        _ when (int)status is >= 300 and < 400 => $" {to.Advice}",
        _ => "",
    };

    // The outer message often only refers to the inner one.
    private static string Reason(Exception cause)
    {
        string reason = cause.Message.TrimEnd('.');
        return cause.InnerException is { } inner && !reason.Contains(inner.Message.TrimEnd('.'), StringComparison.Ordinal)
            ? $"{reason} ({inner.Message.TrimEnd('.')})"
            : reason;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
