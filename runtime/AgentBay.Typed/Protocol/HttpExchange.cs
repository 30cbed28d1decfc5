using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;

namespace AgentBay.Typed.Protocol;

/// <summary>Sends one request, of whatever route, and reads its answer whole.</summary>
/// <param name="http">Sends it.</param>
/// <param name="disposeClient">Whether the client goes with this.</param>
/// <param name="time">The clock.</param>
internal sealed class HttpExchange(HttpClient http, bool disposeClient, TimeProvider time) : IDisposable
{
    private const string OwnRetryAfter = "x-acs-retry-after";

    private volatile bool _isDisposed;

    public TimeProvider Time => time;

    public void Dispose()
    {
        _isDisposed = true;
        if (disposeClient)
            http.Dispose();
    }

    /// <summary>Sends a request, and waits for the head of its answer.</summary>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public Task<HttpResponseMessage> StartAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, typeof(AgentBayClient));
        return http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    /// <summary>Sends a request once.</summary>
    /// <param name="to">What the request does and where, for messages.</param>
    /// <param name="request">The request. Disposed here; its body is not, because a retry sends it again.</param>
    /// <param name="deadline">When to give up.</param>
    /// <exception cref="AgentBayException">No whole answer came, or not in time.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<HttpReply> SendAsync(Destination to, HttpRequestMessage request, Deadline deadline)
    {
        HttpReply? answer = null;
        bool isWhole = false;
        try
        {
            using HttpResponseMessage response = await StartAsync(request, deadline.Token).ConfigureAwait(false);
            answer = new HttpReply(response.StatusCode, RetryAfter(response));
            await answer.ReadAsync(response.Content, deadline.Token).ConfigureAwait(false);
            isWhole = true;
            return answer;
        }
        catch (Exception e) when (e is not ObjectDisposedException)
        {
            AgentBayException failure = Translate(to, answer?.Status, deadline, e);
            failure.NamedSession = answer is null ? null : BrokenAnswer.NamedSession(answer.Status, answer.WrittenMemory.Span);
            throw failure;
        }
        finally
        {
            if (!isWhole)
                answer?.Dispose();
            request.Content = null;
            request.Dispose();
        }
    }

    /// <summary>What an exception of the client, or of a handler below it, means.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public AgentBayException Translate(Destination to, HttpStatusCode? status, Deadline deadline, Exception e)
    {
        deadline.ThrowIfCallerGaveUp();
        if (deadline.IsOver)
            return Failure.TimedOut(to, deadline.Limit, e);
        if (e is OperationCanceledException { InnerException: TimeoutException } && http.Timeout != Timeout.InfiniteTimeSpan)
            return Failure.Aborted(to, http.Timeout, e);
        return Failure.Unreachable(to, status, e, wasNeverSent: status is null && IsFailureToConnect(e));
    }

    // A date is taken by the clock that wrote it, where that is told. The service's own header is in milliseconds.
    public TimeSpan? RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - (response.Headers.Date ?? time.GetUtcNow()) is { Ticks: > 0 } wait ? wait : TimeSpan.Zero,
        _ when response.Headers.NonValidated.TryGetValues(OwnRetryAfter, out HeaderStringValues values)
            && int.TryParse(values.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out int milliseconds)
            && milliseconds > 0 => TimeSpan.FromMilliseconds(milliseconds),
        _ => null,
    };

    private static bool IsFailureToConnect(Exception e) => e is HttpRequestException
    {
        HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError
            or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError,
    };
}

/// <summary>An answer: its status, and the bytes of its body.</summary>
internal sealed class HttpReply(HttpStatusCode status, TimeSpan? retryAfter) : PooledBuffer
{
    public HttpStatusCode Status => status;

    public TimeSpan? RetryAfter => retryAfter;
}
