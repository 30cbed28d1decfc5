using System.Net.WebSockets;
using AgentBay.Typed.Local.Sessions;
using Microsoft.AspNetCore.Http;

namespace AgentBay.Typed.Local.Routes;

/// <summary>A session's WsUrl.</summary>
internal sealed class WebSocketRoute(SessionStore sessions)
{
    public async Task HandleAsync(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest)
            await ToolRoute.RefuseAsync(context, StatusCodes.Status400BadRequest, "InvalidRequest", "This address is for WebSockets.");
        else if (sessions.Find(context.Request.Path.Value![SessionAddresses.WebSocketPrefix.Length..]) is not { } session)
            await ToolRoute.RefuseAsync(context, StatusCodes.Status404NotFound, "InvalidMcpSession.NotFound", "Resource [McpSession] is not found.");
        else if (!ToolRoute.IsToken(session, context.Request.Headers[ToolRoute.TokenHeader]))
            await ToolRoute.RefuseAsync(context, StatusCodes.Status401Unauthorized, "InvalidToken", "The token is missing or is not this session's.");
        else
            await ServeAsync(context, session);
    }

    private static async Task ServeAsync(HttpContext context, BaySession session)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, session.Ended);
        using var channel = new SocketChannel(socket, session, end.Token);
        try
        {
            await channel.RunAsync();
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or IOException)
        {
            // The client went, or the session did.
        }
    }
}
