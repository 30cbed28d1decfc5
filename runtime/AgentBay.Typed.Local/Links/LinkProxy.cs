using System.Collections.Frozen;
using System.Net.Http.Headers;
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

    private readonly HttpMessageInvoker _client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        ActivityHeadersPropagator = null,
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

        using var request = CreateRequest(context, target, rest);
        HttpResponseMessage response;
        try
        {
            response = await _client.SendAsync(request, context.RequestAborted);
        }
        catch (HttpRequestException e)
        {
            var problem = e.HttpRequestError == HttpRequestError.ConnectionError ? "Nothing listens" : "No proper HTTP answer came";
            await FailAsync(context, StatusCodes.Status502BadGateway, $"{problem} on port {target.Port} of session {target.SessionId}.");
            return;
        }

        using (response) await RelayAsync(context, response);
    }

    public void Dispose() => _client.Dispose();

    private static HttpRequestMessage CreateRequest(HttpContext context, LinkTarget target, string rest)
    {
        var uri = new Uri($"http://127.0.0.1:{target.Port}{rest}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), uri);
        if (context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: true })
        {
            if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = null;
            request.Content = new StreamContent(context.Request.Body);
        }

        var named = context.Request.Headers.GetCommaSeparatedValues("Connection").ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, values) in context.Request.Headers)
        {
            if (HopByHop.Contains(name) || named.Contains(name) || name.Equals("Host", StringComparison.OrdinalIgnoreCase)) continue;
            if (!request.Headers.TryAddWithoutValidation(name, values.AsEnumerable())) request.Content?.Headers.TryAddWithoutValidation(name, values.AsEnumerable());
        }
        return request;
    }

    private static async Task RelayAsync(HttpContext context, HttpResponseMessage response)
    {
        context.Response.StatusCode = (int)response.StatusCode;
        var named = response.Headers.Connection.ToHashSet(StringComparer.OrdinalIgnoreCase);
        CopyHeaders(response.Headers.NonValidated);
        CopyHeaders(response.Content.Headers.NonValidated);

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

        void CopyHeaders(HttpHeadersNonValidated headers)
        {
            foreach (var (name, values) in headers)
            {
                if (!HopByHop.Contains(name) && !named.Contains(name)) context.Response.Headers[name] = values.ToArray();
            }
        }
    }

    private static Task FailAsync(HttpContext context, int statusCode, string text)
    {
        context.Response.StatusCode = statusCode;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(text, context.RequestAborted);
    }
}
