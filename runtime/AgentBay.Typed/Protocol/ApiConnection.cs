using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using AgentBay.Typed.Diagnostics;
using Microsoft.Extensions.Logging;

namespace AgentBay.Typed.Protocol;

/// <summary>
/// Sends one action of the API and reads the envelope of its answer. Every action is a POST whose name stands in the
/// query and whose fields, the API key among them, stand in a form body (agentbay-wire 1.2).
/// </summary>
internal sealed class ApiConnection
{
    public const string ApiVersion = "2025-05-06";

    private readonly HttpExchange _http;
    private readonly Retries _retries;
    private readonly ApiUri _uri;
    private readonly string _authorization;

    private ApiConnection(ApiConnection other, string secret)
    {
        _http = other._http;
        _retries = other._retries;
        _uri = other._uri;
        _authorization = other._authorization;
        Timeout = other.Timeout;
        Secrets = other.Secrets.With(secret);
        Log = other.Log;
    }

    public ApiConnection(HttpExchange http, Uri endpoint, string apiKey, TimeSpan timeout, Retries retries, ILogger log)
    {
        _http = http;
        _retries = retries;
        _uri = new ApiUri(endpoint, http.Time);
        _authorization = "Bearer " + apiKey;
        Timeout = timeout;
        Secrets = new Secrets(apiKey);
        Log = log;
    }

    public HttpExchange Http => _http;

    public TimeProvider Time => _http.Time;

    public TimeSpan Timeout { get; }

    public Secrets Secrets { get; }

    public ILogger Log { get; }

    /// <summary>The same connection with secrets of its own, one more, which its messages hide.</summary>
    public ApiConnection Hiding(string secret) => new(this, secret);

    /// <summary>Sends an action, and throws when the service says that it failed.</summary>
    /// <param name="action">The action.</param>
    /// <param name="body">Its fields, apart from the API key.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public ValueTask<ApiReply> SendAsync(ApiAction action, FormBody body, CancellationToken cancellationToken) =>
        SendAsync(action, body, Timeout, cancellationToken);

    /// <summary>Sends an action that gives no data.</summary>
    public async Task<OperationResult> DoAsync(ApiAction action, FormBody body, CancellationToken cancellationToken)
    {
        using ApiReply reply = await SendAsync(action, body, cancellationToken).ConfigureAwait(false);
        return new OperationResult(reply.RequestId);
    }

    /// <summary>Sends an action that may take longer than others, or less.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<ApiReply> SendAsync(ApiAction action, FormBody body, TimeSpan limit, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using Deadline deadline = Deadline.Start(limit, Time, cancellationToken);
        if (!action.HasKeyInQuery)
            body.Add("Authorization", _authorization);
        using Activity? activity = action.IsToolCall ? null : Telemetry.StartAction(action, _uri.Endpoint);
        try
        {
            ApiReply reply = action.IsRepeatable
                ? await RepeatAsync(action, body, deadline).ConfigureAwait(false)
                : Read(action, await ExchangeAsync(action, body, deadline).ConfigureAwait(false));
            Telemetry.Answered(activity, reply);
            return reply;
        }
        catch (OperationCanceledException e)
        {
            deadline.ThrowIfCallerGaveUp();
            AgentBayException timedOut = Failure.TimedOut(Destination.Api(action, _uri.Endpoint), limit, e);
            Telemetry.Failed(activity, timedOut);
            throw timedOut;
        }
        catch (AgentBayException e)
        {
            Telemetry.Failed(activity, e);
            throw;
        }
        finally
        {
            await body.CloseAsync().ConfigureAwait(false);
        }
    }

    private Task<ApiReply> RepeatAsync(ApiAction action, FormBody body, Deadline deadline) => _retries.RunAsync(
        action.Name,
        async () => Read(action, await ExchangeAsync(action, body, deadline).ConfigureAwait(false)),
        deadline);

    private ValueTask<HttpReply> ExchangeAsync(ApiAction action, FormBody body, Deadline deadline)
    {
        HttpRequestMessage request = new(HttpMethod.Post, _uri.Of(action, body.Query, action.HasKeyInQuery ? _authorization : null))
        {
            Content = body,
        };
        request.Headers.TryAddWithoutValidation("x-acs-version", ApiVersion);
        request.Headers.TryAddWithoutValidation("x-acs-action", action.Name);
        return _http.SendAsync(Destination.Api(action, _uri.Endpoint), request, deadline);
    }

    private ApiReply Read(ApiAction action, HttpReply answer)
    {
        ApiReply reply;
        try
        {
            reply = ApiReply.Read(answer);
        }
        catch (JsonException e)
        {
            using (answer)
                throw Failure.Unreadable(Destination.Api(action, _uri.Endpoint), answer, Secrets, e);
        }

        if (!reply.IsRefusal)
            return reply;
        using (reply)
            throw Failure.Refused(Destination.Api(action, _uri.Endpoint), reply, answer.RetryAfter, Secrets);
    }
}
