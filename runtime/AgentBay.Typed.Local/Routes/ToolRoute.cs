using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgentBay.Typed.Local.Sessions;
using AgentBay.Typed.Local.Tools;
using Microsoft.AspNetCore.Http;

namespace AgentBay.Typed.Local.Routes;

/// <summary>What the routes beside the API have in common: a token instead of the key, and answers without its envelope.</summary>
internal static class ToolRoute
{
    public const string TokenHeader = "X-Access-Token";

    public static bool IsToken(BaySession session, string? token) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(session.Token), Encoding.UTF8.GetBytes(token ?? ""));

    /// <summary>Calls a tool; what keeps the call from being made is an error result too.</summary>
    public static async Task<ToolOutput> CallAsync(BaySession session, string? server, string? tool, JsonElement arguments, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(tool)) return Error("No tool is named.");
        if (!string.IsNullOrEmpty(server) && session.Image.Tools.TryGetValue(tool, out var known) && known.Server != server)
            return Error($"Tool '{tool}' belongs to server {known.Server}, not to {server}.");
        try
        {
            return await session.CallToolAsync(tool, arguments, cancellationToken);
        }
        catch (SessionPausedException e)
        {
            return Error(e.Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Error("The session was deleted during the call.");
        }
    }

    public static JsonObject Result(ToolOutput output) => new() { ["result"] = output.ToJson() };

    public static Task AnswerAsync(HttpContext context, JsonObject body)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        return context.Response.WriteAsync(JsonText.From(body), context.RequestAborted);
    }

    public static Task RefuseAsync(HttpContext context, int statusCode, string code, string message)
    {
        context.Response.StatusCode = statusCode;
        return AnswerAsync(context, new JsonObject { ["code"] = code, ["success"] = false, ["message"] = message });
    }

    private static ToolOutput Error(string message) => new(message, IsError: true);
}
