using System.Globalization;
using System.Net;
using System.Text;

namespace AgentBay.Typed.Protocol;

/// <summary>What is said of each way in which a request can fail: what happened, and what to do about it.</summary>
internal static class Failure
{
    public static AgentBayException TimedOut(Destination to, TimeSpan limit, Exception cause) => new(
        Text($"{to.Action} had no answer from {to.Host} within {limit.TotalSeconds:0.###} s. {to.TimeoutOption} allows more."), cause)
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

    public static AgentBayException NotCreated(ApiReply reply, string said, Secrets secrets)
    {
        string why = secrets.Hide(said.Length > 0 ? said : reply.Message ?? "no session id");
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

    public static AgentBayException SyncFailed(string what, IEnumerable<ContextSyncTask> failed, string requestId, Secrets secrets) => new(
        secrets.Hide($"{what} failed: {string.Join("; ", failed)} [request {requestId}]"))
    {
        Code = "ContextSyncFailed",
        RequestId = requestId,
    };

    public static AgentBayException TransferRefused(Destination to, HttpStatusCode status) => new(
        Text($"{to.Action} was refused by {to.Host} (HTTP {(int)status}). {to.KeyAdvice}"))
    {
        Code = Text($"Http{(int)status}"),
        StatusCode = status,
        IsTransient = (int)status >= 500,
    };

    public static AgentBayException Unreachable(Destination to, HttpStatusCode? status, Exception cause, bool wasNeverSent) => new(
        status is null
            ? $"{to.Action} could not reach {to.Host}: {Reason(cause)}. {to.Advice}"
            : $"{to.Action} lost its answer from {to.Host} half way: {Reason(cause)}. Check the network.",
        cause)
    {
        Code = "ConnectionFailed",
        StatusCode = status,
        IsTransient = true,
        WasNeverSent = wasNeverSent,
    };

    public static AgentBayException Unreadable(Destination to, HttpReply answer, Secrets secrets, Exception cause) => new(Text(
        $"{to.Action} got an answer from {to.Host} that is not the service's (HTTP {(int)answer.Status}): {Excerpt(answer.Body.Span, secrets)} {to.Advice}"), cause)
    {
        Code = AgentBayException.InvalidResponseCode,
        StatusCode = answer.Status,
        IsTransient = (int)answer.Status >= 500 || answer.Status == HttpStatusCode.TooManyRequests,
        RetryAfter = answer.RetryAfter,
    };

    /// <summary>The envelope is the service's, its data are not what the action gives.</summary>
    public static AgentBayException UnexpectedData(string action, ApiReply reply, string why, Exception? cause = null) => new(
        $"{action} got an answer that cannot be read: {why} [request {reply.RequestId}]", cause)
    {
        Code = AgentBayException.InvalidResponseCode,
        StatusCode = reply.Status,
        RequestId = reply.RequestId,
    };

    public static AgentBayException Refused(Destination to, ApiReply reply, TimeSpan? retryAfter, Secrets secrets)
    {
        string code = reply.Code is { Length: > 0 } and not "ok" and var given ? secrets.Hide(given) : Text($"Http{(int)reply.Status}");
        bool isThrottled = reply.Status == HttpStatusCode.TooManyRequests || code.Contains("Throttling", StringComparison.Ordinal);
        string said = secrets.Hide(reply.Message ?? "no message");
        return new AgentBayException(Text(
            $"{to.Action} failed: {said} [{code}, HTTP {(int)reply.Status}, request {reply.RequestId}]{Advice(to, reply.Status, code, isThrottled)}"))
        {
            Code = code,
            StatusCode = reply.Status,
            RequestId = reply.RequestId,
            IsTransient = isThrottled || (int)reply.Status >= 500,
            RetryAfter = retryAfter,
        };
    }

    private static string Advice(Destination to, HttpStatusCode status, string code, bool isThrottled) => (status, code) switch
    {
        _ when isThrottled => " Send fewer requests, or wait and try again.",
        (_, AgentBayException.SessionNotFoundCode) => " The session was deleted or released, or it never existed; create another.",
        (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden, _) => $" {to.KeyAdvice}",
        _ when (int)status >= 500 => " The service is at fault; try again later.",
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

    // Hidden before it is cut: half a key is one too.
    private static string Excerpt(ReadOnlySpan<byte> body, Secrets secrets)
    {
        const int Enough = 200;
        string text = Encoding.UTF8.GetString(body[..Math.Min(body.Length, 20 * Enough)]).ReplaceLineEndings(" ").Trim();
        text = secrets.Hide(text);
        return text.Length == 0 ? "(empty)" : text.Length > Enough ? text[..Enough] + "…" : text;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
