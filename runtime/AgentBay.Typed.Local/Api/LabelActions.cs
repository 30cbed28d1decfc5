using System.Text.Json.Nodes;
using AgentBay.Typed.Local.Sessions;

namespace AgentBay.Typed.Local.Api;

/// <summary>The labels of a session.</summary>
internal sealed class LabelActions(SessionStore sessions)
{
    public Task<ApiReply> SetAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var session = sessions.Require(request);
        _ = request.Required("Labels");
        session.Labels = request.Labels("Labels");
        return ApiReply.Empty;
    }

    public Task<ApiReply> GetAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var labels = sessions.Require(request).Labels.Select(label => KeyValuePair.Create<string, JsonNode?>(label.Key, label.Value));
        return ApiReply.With(new JsonObject { ["Labels"] = JsonText.From(new JsonObject(labels)) });
    }
}
