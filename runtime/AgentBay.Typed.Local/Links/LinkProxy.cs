using System.Globalization;
using AgentBay.Typed.Local.Networks;
using AgentBay.Typed.Local.Sessions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Forwarder;

namespace AgentBay.Typed.Local.Links;

/// <summary>Passes requests for a link on to the session's server, and its answers back, as they come.</summary>
internal sealed class LinkProxy(LinkTable links, SessionStore sessions, IHttpForwarder forwarder) : IDisposable
{
    private static readonly HttpRequestOptionsKey<BaySession> SessionKey = new("session");

    // A link is as patient as its two ends.
    private static readonly ForwarderRequestConfig Patient = new() { ActivityTimeout = TimeSpan.FromDays(1) };

    private readonly HttpMessageInvoker _client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        ActivityHeadersPropagator = null,
        ConnectCallback = ConnectAsync,
    });

    public async Task ForwardAsync(HttpContext context)
    {
        // The raw target, because decoding and encoding a path again does not always give the same path.
        var requestTarget = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        if (!links.TryResolve(requestTarget, out var target, out var rest) || sessions.Find(target.SessionId) is not { } session)
        {
            await FailAsync(context, StatusCodes.Status404NotFound, "There is no such link, or its session is gone.");
            return;
        }

        using var use = session.Use();
        if (session.Status == BayStatus.Paused)
        {
            await FailAsync(context, StatusCodes.Status503ServiceUnavailable, new SessionPausedException(session.Id).Message);
            return;
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = null;

        // The session stands for the host, because connections are kept by host and port.
        var destination = string.Create(CultureInfo.InvariantCulture, $"http://{session.Id}:{target.Port}");
        var error = await forwarder.SendAsync(context, destination, _client, Patient, new ToSession(session, target.Port, rest), session.Ended);
        if (error != ForwarderError.None && !context.Response.HasStarted)
        {
            var cause = context.GetForwarderErrorFeature()?.Exception?.InnerException;
            await FailAsync(
                context,
                context.Response.StatusCode,
                (cause as PortUnreachableException)?.Message ?? $"No proper HTTP answer came on port {target.Port} of session {target.SessionId}.");
        }
    }

    public void Dispose() => _client.Dispose();

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken) =>
        context.InitialRequestMessage.Options.TryGetValue(SessionKey, out var session)
            ? await session.ConnectAsync(context.DnsEndPoint.Port, cancellationToken)
            : throw new InvalidOperationException("Every request belongs to a session.");

    private static Task FailAsync(HttpContext context, int statusCode, string text)
    {
        context.Response.StatusCode = statusCode;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(text, context.RequestAborted);
    }

    /// <summary>Sends the request to the session's server, which sees the address that it listens on as its host.</summary>
    private sealed class ToSession(BaySession session, int port, string target) : HttpTransformer
    {
        public override async ValueTask TransformRequestAsync(
            HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
        {
            await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);

            // YARP leaves out the headers that are for one hop, but not those that a client declares to be.
            IHeaderDictionary headers = httpContext.Request.Headers;
            foreach (var name in headers.GetCommaSeparatedValues("Connection").Where(headers.ContainsKey)) proxyRequest.Headers.Remove(name);
            proxyRequest.RequestUri = new Uri(destinationPrefix + target, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
            proxyRequest.Headers.Host = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}");
            proxyRequest.Options.Set(SessionKey, session);
        }
    }
}
