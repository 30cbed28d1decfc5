using System.Text.Json;
using System.Text.Json.Nodes;
using AgentBay.Typed.Local.Sessions;
using Microsoft.AspNetCore.Http;

namespace AgentBay.Typed.Local.Routes;

/// <summary>
/// Tool calls of old clients inside of a private network: <c>GET /callTool</c> with everything in the query. In the cloud
/// each session has an address of its own; here the token tells which session is meant.
/// </summary>
internal sealed class VpcRoute(SessionStore sessions)
{
    public const string Path = "/callTool";

    public async Task HandleAsync(HttpContext context)
    {
        var query = context.Request.Query;
        if (!HttpMethods.IsGet(context.Request.Method))
        {
            await ToolRoute.RefuseAsync(context, StatusCodes.Status405MethodNotAllowed, "UnsupportedHTTPMethod", "Calls are made with GET.");
            return;
        }
        if (sessions.All().FirstOrDefault(session => session.Settings.IsVpc && ToolRoute.IsToken(session, query["token"])) is not { } session || sessions.Find(session.Id) is null)
        {
            await ToolRoute.RefuseAsync(context, StatusCodes.Status401Unauthorized, "InvalidToken", "The token is missing or is no session's.");
            return;
        }
        if (ReadArguments(query["args"]) is not { } arguments)
        {
            await ToolRoute.RefuseAsync(context, StatusCodes.Status400BadRequest, "InvalidRequest", "The parameter args must be a JSON object.");
            return;
        }

        var output = await ToolRoute.CallAsync(session, query["server"], query["tool"], arguments, context.RequestAborted);
        await ToolRoute.AnswerAsync(context, new JsonObject
        {
            ["code"] = StatusCodes.Status200OK,
            ["success"] = true,
            ["requestId"] = query["requestId"].ToString(),
            ["data"] = JsonText.From(ToolRoute.Result(output)),
        });
    }

    private static JsonElement? ReadArguments(string? text)
    {
        try
        {
            var arguments = JsonElement.Parse(string.IsNullOrEmpty(text) ? "{}" : text);
            return arguments.ValueKind == JsonValueKind.Object ? arguments : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
