using System.Net;
using System.Runtime.CompilerServices;

namespace AgentBay.Typed.Protocol;

/// <summary>Sends one request, of whatever route, and reads its answer whole.</summary>
/// <param name="http">Sends it.</param>
/// <param name="ownsHandler">Whether no handler but ours is below, whose time limit for connecting is known by its exception.</param>
/// <param name="time">The clock.</param>
internal sealed class HttpExchange(HttpClient http, bool ownsHandler, TimeProvider time)
{
    public HttpClient Client => http;

    public TimeProvider Time => time;

    /// <summary>Sends a request once.</summary>
    /// <param name="to">What the request does and where, for messages.</param>
    /// <param name="request">The request. Disposed here; its body is not, because a retry sends it again.</param>
    /// <param name="deadline">When to give up.</param>
    /// <exception cref="AgentBayException">No whole answer came.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up, or the time is up.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<HttpReply> SendAsync(Destination to, HttpRequestMessage request, Deadline deadline)
    {
        PooledBuffer body = new();
        bool isRead = false;
        HttpStatusCode? status = null;
        try
        {
            using HttpResponseMessage response = await http
                .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, deadline.Token).ConfigureAwait(false);
            status = response.StatusCode;
            await body.ReadAsync(response.Content, deadline.Token).ConfigureAwait(false);
            isRead = true;
            return new HttpReply(response.StatusCode, RetryAfter(response), body);
        }
        catch (Exception e) when (e is not ObjectDisposedException)
        {
            throw Translate(to, status, deadline, e);
        }
        finally
        {
            if (!isRead)
                body.Dispose();
            request.Content = null;
            request.Dispose();
        }
    }

    /// <summary>What an exception of the client, or of a handler below it, means.</summary>
    public Exception Translate(Destination to, HttpStatusCode? status, Deadline deadline, Exception e)
    {
        if (deadline.Token.IsCancellationRequested)
            return e as OperationCanceledException ?? new OperationCanceledException(e.Message, e, deadline.Token);
        if (e is OperationCanceledException { InnerException: TimeoutException } && http.Timeout != Timeout.InfiniteTimeSpan)
            return Failure.TimedOut(to with { TimeoutOption = "HttpClient.Timeout" }, http.Timeout, e);
        return Failure.Unreachable(to, status, e, wasNeverSent: status is null && IsFailureToConnect(e));
    }

    private bool IsFailureToConnect(Exception e) => e
        is HttpRequestException
        {
            HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError
                or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError,
        }
        || (ownsHandler && e is OperationCanceledException { InnerException: TimeoutException });

    // A date is taken by the clock that wrote it, where that is told.
    private TimeSpan? RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - (response.Headers.Date ?? time.GetUtcNow()) is { Ticks: > 0 } wait ? wait : TimeSpan.Zero,
        _ => null,
    };
}

/// <summary>An answer's status and bytes. Disposing it gives the bytes back.</summary>
internal readonly struct HttpReply(HttpStatusCode status, TimeSpan? retryAfter, PooledBuffer body) : IDisposable
{
    public HttpStatusCode Status => status;

    public TimeSpan? RetryAfter => retryAfter;

    public ReadOnlyMemory<byte> Body => body.WrittenMemory;

    public void Dispose() => body.Dispose();
}
