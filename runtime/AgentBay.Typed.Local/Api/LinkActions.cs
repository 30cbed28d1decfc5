using System.Text.Json.Nodes;
using AgentBay.Typed.Local.Links;
using AgentBay.Typed.Local.Sessions;

namespace AgentBay.Typed.Local.Api;

/// <summary>Addresses of servers inside a session.</summary>
internal sealed class LinkActions(SessionStore sessions, LinkTable links, Func<Uri> endpoint)
{
    private const int LowestPort = 30100;
    private const int HighestPort = 30199;

    public Task<ApiReply> GetAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var session = sessions.Require(request);
        var scheme = request.Optional("ProtocolType") switch
        {
            null or "http" or "https" => Uri.UriSchemeHttp,
            "ws" or "wss" => Uri.UriSchemeWs,
            { } other => throw ApiException.InvalidParameter("ProtocolType", $"must be http, https, ws or wss, but is '{other}'"),
        };
        var port = request.OptionalInteger("Port") ?? throw ApiException.MissingParameter("Port");
        if (port is < LowestPort or > HighestPort)
            throw ApiException.InvalidParameter("Port", $"must be from {LowestPort} to {HighestPort}, but is {port}");

        var url = new UriBuilder(new Uri(endpoint(), links.PathFor(session.Id, port))) { Scheme = scheme };
        return ApiReply.With(new JsonObject { ["Url"] = url.Uri.AbsoluteUri });
    }
}
