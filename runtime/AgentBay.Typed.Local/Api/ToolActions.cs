using System.Text.Json.Nodes;
using AgentBay.Typed.Local.Images;
using AgentBay.Typed.Local.Sessions;
using AgentBay.Typed.Local.Tools;

namespace AgentBay.Typed.Local.Api;

/// <summary>The tools of an image and their calls.</summary>
internal sealed class ToolActions(SessionStore sessions, ImageCatalog images)
{
    public async Task<ApiReply> CallAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var session = sessions.Require(request);
        var name = request.Required("Name");
        var arguments = request.OptionalObject("Args");
        try
        {
            return new ApiReply((await session.CallToolAsync(name, arguments, cancellationToken)).ToJson());
        }
        catch (SessionPausedException e)
        {
            // Some SDKs look at the code, others at nothing but the data.
            return new ApiReply(new ToolOutput(e.Message, IsError: true).ToJson()) { Problem = (SessionPausedException.Code, e.Message) };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw ApiException.SessionNotFound(); // deleted during the call
        }
    }

    public Task<ApiReply> ListAsync(ApiRequest request, CancellationToken cancellationToken) =>
        ApiReply.With(JsonValue.Create(images.Require(request).ToolList));
}
