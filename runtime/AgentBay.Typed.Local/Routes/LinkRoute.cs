using System.Text.Json;
using System.Text.Json.Nodes;
using AgentBay.Typed.Local.Sessions;
using Microsoft.AspNetCore.Http;

namespace AgentBay.Typed.Local.Routes;

/// <summary>Tool calls to a session's LinkUrl: <c>POST LinkUrl/callTool</c>, with the token in a header.</summary>
internal sealed class LinkRoute(SessionStore sessions)
{
    private const string Action = "/callTool";

    public async Task HandleAsync(HttpContext context)
    {
        var path = context.Request.Path.Value![SessionAddresses.LinkPrefix.Length..];
        if (!path.EndsWith(Action, StringComparison.Ordinal))
            await ToolRoute.RefuseAsync(context, StatusCodes.Status404NotFound, "InvalidPath", $"A link takes calls at {Action}.");
        else if (!HttpMethods.IsPost(context.Request.Method))
            await ToolRoute.RefuseAsync(context, StatusCodes.Status405MethodNotAllowed, "UnsupportedHTTPMethod", "A link takes POST.");
        else if (sessions.Find(path[..^Action.Length]) is not { } session)
            await ToolRoute.RefuseAsync(context, StatusCodes.Status404NotFound, "InvalidMcpSession.NotFound", "Resource [McpSession] is not found.");
        else if (!ToolRoute.IsToken(session, context.Request.Headers[ToolRoute.TokenHeader]))
            await ToolRoute.RefuseAsync(context, StatusCodes.Status401Unauthorized, "InvalidToken", "The token is missing or is not this session's.");
        else if (await RequestBody.IsTooLargeAsync(context))
            await ToolRoute.RefuseAsync(context, StatusCodes.Status413PayloadTooLarge, "InvalidRequest", RequestBody.TooLarge);
        else
            await CallAsync(context, session);
    }

    private static async Task CallAsync(HttpContext context, BaySession session)
    {
        LinkCall? call;
        try
        {
            call = await JsonSerializer.DeserializeAsync(context.Request.Body, LinkCallJson.Default.LinkCall, context.RequestAborted);
        }
        catch (JsonException)
        {
            call = null;
        }
        catch (BadHttpRequestException e)
        {
            await ToolRoute.RefuseAsync(context, e.StatusCode, "InvalidRequest", e.Message);
            return;
        }
        if (call is not { Args.ValueKind: JsonValueKind.Object })
        {
            await ToolRoute.RefuseAsync(context, StatusCodes.Status400BadRequest, "InvalidRequest", "A call must be a JSON object with tool, server and args, and args an object.");
            return;
        }

        var output = await ToolRoute.CallAsync(session, call.Server, call.Tool, call.Args, context.RequestAborted);
        await ToolRoute.AnswerAsync(context, new JsonObject
        {
            ["code"] = StatusCodes.Status200OK,
            ["success"] = true,
            ["requestId"] = call.RequestId,
            ["data"] = ToolRoute.Result(output),
        });
    }
}
