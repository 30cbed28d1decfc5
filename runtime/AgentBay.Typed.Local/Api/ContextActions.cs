using System.Text.Json.Nodes;
using AgentBay.Typed.Local.Sessions;

namespace AgentBay.Typed.Local.Api;

/// <summary>Contexts: LocalBay has none, so there is never anything to copy.</summary>
internal sealed class ContextActions(SessionStore sessions)
{
    public Task<ApiReply> SyncAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        _ = sessions.Require(request);
        return ApiReply.Empty;
    }

    public Task<ApiReply> GetInfoAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        _ = sessions.Require(request);
        return ApiReply.With(new JsonObject { ["ContextStatus"] = "[]" });
    }
}
