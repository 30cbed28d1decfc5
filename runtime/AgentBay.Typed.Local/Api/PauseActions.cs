using AgentBay.Typed.Local.Sessions;

namespace AgentBay.Typed.Local.Api;

/// <summary>Pausing, resuming and keeping alive. Each is done when it is answered.</summary>
internal sealed class PauseActions(SessionStore sessions)
{
    public async Task<ApiReply> PauseAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        await sessions.Require(request).PauseAsync();
        return new ApiReply();
    }

    public async Task<ApiReply> ResumeAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        await sessions.Require(request).ResumeAsync();
        return new ApiReply();
    }

    public Task<ApiReply> RefreshIdleTimeAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        sessions.Require(request).Touch();
        return ApiReply.Empty;
    }
}
