using System.Net;
using System.Runtime.CompilerServices;

namespace AgentBay.Typed.Protocol;

/// <summary>Sends one request, of whatever route, and reads its answer whole.</summary>
internal sealed class HttpExchange(HttpClient http, TimeProvider time)
{
    public HttpClient Client => http;

    public TimeProvider Time => time;

    /// <summary>Sends a request once.</summary>
    /// <param name="action">What the request does, for messages.</param>
    /// <param name="request">The request. Disposed here; its body is not, because a retry sends it again.</param>
    /// <param name="deadline">When to give up.</param>
    /// <exception cref="AgentBayException">No whole answer came.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up, or the time is up.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<HttpReply> SendAsync(string action, HttpRequestMessage request, Deadline deadline)
    {
        string host = request.RequestUri!.Authority;
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
            return new HttpReply(host, response.StatusCode, RetryAfter(response), body);
        }
        catch (OperationCanceledException e) when (!deadline.Token.IsCancellationRequested)
        {
            // The HttpClient's own time limit, its disposal, or the handler's time limit for connecting.
            throw e.InnerException is TimeoutException && e.Message.Contains("HttpClient.Timeout", StringComparison.Ordinal)
                ? Failure.TimedOut(action, host, http.Timeout, e)
                : Failure.Unreachable(action, host, status, e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException && !deadline.Token.IsCancellationRequested)
        {
            throw Failure.Unreachable(action, host, status, e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw new OperationCanceledException(e.Message, e, deadline.Token);
        }
        finally
        {
            if (!isRead)
                body.Dispose();
            request.Content = null;
            request.Dispose();
        }
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - time.GetUtcNow() is { Ticks: > 0 } wait ? wait : TimeSpan.Zero,
        _ => null,
    };
}

/// <summary>An answer's status and bytes. Disposing it gives the bytes back.</summary>
internal readonly struct HttpReply(string host, HttpStatusCode status, TimeSpan? retryAfter, PooledBuffer body) : IDisposable
{
    public string Host => host;

    public HttpStatusCode Status => status;

    public TimeSpan? RetryAfter => retryAfter;

    public ReadOnlyMemory<byte> Body => body.WrittenMemory;

    public void Dispose() => body.Dispose();
}
