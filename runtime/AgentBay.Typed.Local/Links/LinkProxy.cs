using System.Collections.Frozen;
using System.Globalization;
using System.Net;
using AgentBay.Typed.Local.Networks;
using AgentBay.Typed.Local.Sessions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace AgentBay.Typed.Local.Links;

/// <summary>Passes requests for a link on to the session's server, and its answers back, as they come.</summary>
internal sealed class LinkProxy(LinkTable links, SessionStore sessions) : IDisposable
{
    private static readonly FrozenSet<string> HopByHop = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "Connection", "Keep-Alive", "Proxy-Authenticate", "Proxy-Authorization", "Proxy-Connection", "TE", "Trailer", "Transfer-Encoding", "Upgrade");

    private static readonly HttpRequestOptionsKey<BaySession> SessionKey = new("session");

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

        using var request = CreateRequest(context, session, target.Port, rest);
        HttpResponseMessage response;
        try
        {
            response = await _client.SendAsync(request, context.RequestAborted);
        }
        catch (HttpRequestException e)
        {
            var problem = (e.InnerException as PortUnreachableException)?.Message ?? $"No proper HTTP answer came on port {target.Port} of session {target.SessionId}.";
            await FailAsync(context, StatusCodes.Status502BadGateway, problem);
            return;
        }

        using (response)
        {
            if (response.StatusCode == HttpStatusCode.SwitchingProtocols) await SwitchAsync(context, response, session.Ended);
            else await RelayAsync(context, response);
        }
    }

    public void Dispose() => _client.Dispose();

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken) =>
        context.InitialRequestMessage.Options.TryGetValue(SessionKey, out var session)
            ? await session.ConnectAsync(context.DnsEndPoint.Port, cancellationToken)
            : throw new InvalidOperationException("Every request belongs to a session.");

    private static HttpRequestMessage CreateRequest(HttpContext context, BaySession session, int port, string rest)
    {
        // The session stands for the host, because connections are kept by host and port; the server sees the usual name.
        var uri = new Uri($"http://{session.Id}:{port}{rest}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), uri);
        request.Options.Set(SessionKey, session);
        request.Headers.Host = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}");
        if (context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: true })
        {
            if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = null;
            request.Content = new StreamContent(context.Request.Body);
        }

        var named = context.Request.Headers.GetCommaSeparatedValues("Connection").ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (context.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true })
        {
            request.Headers.TryAddWithoutValidation("Connection", "Upgrade");
            request.Headers.TryAddWithoutValidation("Upgrade", context.Request.Headers.Upgrade.AsEnumerable());
        }
        foreach (var (name, values) in context.Request.Headers)
        {
            if (HopByHop.Contains(name) || named.Contains(name) || name.Equals("Host", StringComparison.OrdinalIgnoreCase)) continue;
            if (!request.Headers.TryAddWithoutValidation(name, values.AsEnumerable())) request.Content?.Headers.TryAddWithoutValidation(name, values.AsEnumerable());
        }
        return request;
    }

    /// <summary>Passes bytes both ways from here on: a WebSocket, or whatever else the two agreed on.</summary>
    private static async Task SwitchAsync(HttpContext context, HttpResponseMessage response, CancellationToken ended)
    {
        CopyHeaders(context, response);
        context.Response.Headers.Upgrade = response.Headers.Upgrade.ToString();
        await using var client = await context.Features.GetRequiredFeature<IHttpUpgradeFeature>().UpgradeAsync();
        await using var server = await response.Content.ReadAsStreamAsync(context.RequestAborted);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, ended);
        try
        {
            await Task.WhenAny(client.CopyToAsync(server, end.Token), server.CopyToAsync(client, end.Token));
        }
        finally
        {
            await end.CancelAsync();
        }
    }

    private static async Task RelayAsync(HttpContext context, HttpResponseMessage response)
    {
        CopyHeaders(context, response);
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(context.RequestAborted);
            var buffer = new byte[16 * 1024];
            int read;
            while ((read = await body.ReadAsync(buffer, context.RequestAborted)) > 0)
            {
                await context.Response.Body.WriteAsync(buffer.AsMemory(0, read), context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
            }
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            context.Abort(); // the server broke off, and so must we: the status is out already
        }
    }

    private static void CopyHeaders(HttpContext context, HttpResponseMessage response)
    {
        context.Response.StatusCode = (int)response.StatusCode;
        var named = response.Headers.Connection.ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, values) in response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated))
        {
            if (!HopByHop.Contains(name) && !named.Contains(name)) context.Response.Headers[name] = values.ToArray();
        }
    }

    private static Task FailAsync(HttpContext context, int statusCode, string text)
    {
        context.Response.StatusCode = statusCode;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(text, context.RequestAborted);
    }
}
