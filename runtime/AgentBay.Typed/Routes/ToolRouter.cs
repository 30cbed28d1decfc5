using System.Diagnostics;
using System.Net;
using AgentBay.Typed.Diagnostics;
using AgentBay.Typed.Protocol;

namespace AgentBay.Typed.Routes;

/// <summary>
/// Picks the way of a tool call: the session's link, else its VPC, each for tools whose server is known, else the API
/// (agentbay-wire 4.1). What a direct way cannot carry or refuses goes over the API, where nothing can happen twice.
/// </summary>
internal sealed class ToolRouter
{
    private readonly ApiConnection _api;
    private readonly string _sessionId;
    private readonly IReadOnlyDictionary<string, string> _servers;
    private readonly ApiRoute _apiRoute;
    private IDirectRoute? _direct;

    public ToolRouter(ApiConnection api, SessionState state, TimeSpan? toolTimeout)
    {
        _api = api;
        _sessionId = state.SessionId;
        _servers = state.Tools.Where(static tool => tool.Server is not null)
            .DistinctBy(static tool => tool.Name).ToDictionary(static tool => tool.Name, static tool => tool.Server!);
        _apiRoute = new ApiRoute(api, state.SessionId, toolTimeout ?? api.Timeout);
        _direct = LinkRoute.For(api, state, toolTimeout) ?? (IDirectRoute?)VpcRoute.For(api, state, toolTimeout);
    }

    public async Task<ToolResult> InvokeAsync(ToolDescriptor tool, ReadOnlyMemory<byte> arguments, CancellationToken cancellationToken)
    {
        if (tool.Name == KeyNames.Tool)
            arguments = KeyNames.Correct(arguments);
        string server = _servers.GetValueOrDefault(tool.Name) ?? tool.Server ?? "";

        using Activity? activity = Telemetry.StartTool(tool, _sessionId);
        long start = _api.Time.GetTimestamp();
        string route = ApiRoute.Name;
        ToolResult? result = null;
        try
        {
            if (server.Length > 0 && _direct is { } direct && direct.Carries(arguments))
            {
                route = direct.Name;
                result = await TryDirectAsync(direct, tool, server, arguments, cancellationToken).ConfigureAwait(false);
            }

            if (result is null)
            {
                route = ApiRoute.Name;
                using ApiReply reply = await _apiRoute.SendAsync(tool, server, arguments, cancellationToken).ConfigureAwait(false);
                result = ApiRoute.Read(tool, reply);
            }

            Telemetry.EndTool(activity, tool, route, _api.Time.GetElapsedTime(start), result, null);
            Log.ToolAnswered(_api.Log, tool.Name, _sessionId, route, result.IsError, result.RequestId);
            return result;
        }
        catch (Exception e)
        {
            Telemetry.EndTool(activity, tool, route, _api.Time.GetElapsedTime(start), null, e);
            throw;
        }
    }

    private async Task<ToolResult?> TryDirectAsync(
        IDirectRoute direct,
        ToolDescriptor tool,
        string server,
        ReadOnlyMemory<byte> arguments,
        CancellationToken cancellationToken)
    {
        try
        {
            return await direct.CallAsync(tool, server, arguments, cancellationToken).ConfigureAwait(false);
        }
        catch (AgentBayException e) when (e.WasNeverSent)
        {
            _direct = null;
            Log.RouteGivenUp(_api.Log, direct.Name, _sessionId, e.Code);
            return null;
        }
        catch (AgentBayException e) when (IsRefusal(e.StatusCode) || (tool.IsRepeatable && e is { IsTransient: true, Code: not AgentBayErrorCodes.Timeout }))
        {
            Log.RouteFailed(_api.Log, direct.Name, tool.Name, _sessionId, e.Code, (int?)e.StatusCode);
            return null;
        }
    }

    // The gateway turned the request away before any tool saw it.
    private static bool IsRefusal(HttpStatusCode? status) => status
        is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed
        or HttpStatusCode.Gone or HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.RequestUriTooLong
        or HttpStatusCode.MisdirectedRequest or HttpStatusCode.TooManyRequests or HttpStatusCode.RequestHeaderFieldsTooLarge;
}
