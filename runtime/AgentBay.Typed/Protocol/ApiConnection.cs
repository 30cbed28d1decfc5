using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;

namespace AgentBay.Typed.Protocol;

/// <summary>
/// Sends one action of the API and reads the envelope of its answer. Every action is a POST whose name stands in the
/// query and whose fields, the API key among them, stand in a form body (agentbay-wire 1.2).
/// </summary>
internal sealed class ApiConnection(HttpClient http, Uri endpoint, string apiKey, TimeSpan timeout, TimeProvider time)
{
    public const string ApiVersion = "2025-05-06";

    private readonly string _authorization = "Bearer " + apiKey;

    public TimeProvider Time => time;

    /// <summary>Sends an action, and throws when the service says that it failed.</summary>
    /// <param name="action">The action's name.</param>
    /// <param name="body">Its fields, apart from the API key. Disposed with the request.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task<ApiReply> SendAsync(string action, FormBody body, CancellationToken cancellationToken)
    {
        ApiReply reply = await ExchangeAsync(action, body, cancellationToken).ConfigureAwait(false);
        if ((int)reply.Status >= 400 || reply.Success == false)
            throw ServiceFailed(action, reply);
        return reply;
    }

    private async Task<ApiReply> ExchangeAsync(string action, FormBody body, CancellationToken cancellationToken)
    {
        body.Add("Authorization", _authorization);
        using HttpRequestMessage request = new(HttpMethod.Post, ActionUri(action)) { Content = body };
        request.Headers.TryAddWithoutValidation("x-acs-version", ApiVersion);
        request.Headers.TryAddWithoutValidation("x-acs-action", action);

        using CancellationTokenSource limit = new(timeout, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        HttpStatusCode status = default;
        byte[] bytes;
        try
        {
            using HttpResponseMessage response = await http
                .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token).ConfigureAwait(false);
            status = response.StatusCode;
            bytes = await response.Content.ReadAsByteArrayAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (limit.IsCancellationRequested || e.InnerException is TimeoutException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new AgentBayException(
                $"{action} had no answer from {endpoint.Authority} within {timeout.TotalSeconds:0.###} s. "
                + "AgentBayOptions.Timeout allows more.", e)
            {
                Code = "Timeout",
                IsTransient = true,
            };
        }
        catch (Exception e) when (e is HttpRequestException or IOException
            || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new AgentBayException(
                $"{action} could not reach {endpoint.Authority}: {e.Message.TrimEnd('.')}. "
                + "Check AGENTBAY_ENDPOINT and the network.", e)
            {
                Code = "ConnectionFailed",
                StatusCode = status == default ? null : status,
                IsTransient = true,
            };
        }

        try
        {
            return ApiReply.Read(status, bytes);
        }
        catch (JsonException e)
        {
            throw new AgentBayException(
                $"{action} got an answer from {endpoint.Authority} that is not the service's (HTTP {(int)status}): "
                + $"{Excerpt(bytes)} Is AGENTBAY_ENDPOINT an AgentBay gateway?", e)
            {
                Code = "InvalidResponse",
                StatusCode = status,
                IsTransient = (int)status >= 500,
            };
        }
    }

    // Timestamp and nonce are part of the protocol's query; requests carry no signature.
    private Uri ActionUri(string action) => new(endpoint, string.Create(
        CultureInfo.InvariantCulture,
        $"/?Action={action}&Format=json&Version={ApiVersion}&Timestamp={time.GetUtcNow():yyyy-MM-dd'T'HH'%3A'mm'%3A'ss'Z'}&SignatureNonce={Guid.NewGuid():N}"));

    private static AgentBayException ServiceFailed(string action, ApiReply reply)
    {
        string code = reply.Code is { Length: > 0 } and not "ok" and var given ? given : $"Http{(int)reply.Status}";
        bool isThrottled = reply.Status == HttpStatusCode.TooManyRequests || code.Contains("Throttling", StringComparison.Ordinal);
        AgentBayException failure = new(
            $"{action} failed: {reply.Message ?? "no message"} [{code}, HTTP {(int)reply.Status}, request {reply.RequestId}]"
            + Advice(reply.Status, code, isThrottled))
        {
            Code = code,
            StatusCode = reply.Status,
            RequestId = reply.RequestId,
            IsTransient = isThrottled || (int)reply.Status >= 500,
        };
        return failure;
    }

    private static string Advice(HttpStatusCode status, string code, bool isThrottled) => (status, code) switch
    {
        _ when isThrottled => " Send fewer requests, or wait and try again.",
        (_, "InvalidMcpSession.NotFound") => " The session was deleted or released, or it never existed; create another.",
        (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden, _) => " Check the API key (AGENTBAY_API_KEY).",
        _ when (int)status >= 500 => " The service is at fault; try again later.",
        _ => "",
    };

    private static string Excerpt(byte[] body)
    {
        const int Enough = 200;
        string text = Encoding.UTF8.GetString(body, 0, Math.Min(body.Length, Enough)).ReplaceLineEndings(" ").Trim();
        return text.Length == 0 ? "(empty)" : body.Length > Enough ? text + "…" : text;
    }
}
