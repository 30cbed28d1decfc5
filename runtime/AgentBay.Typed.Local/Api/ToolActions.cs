using System.Text.Json.Nodes;
using AgentBay.Typed.Local.Images;
using AgentBay.Typed.Local.Sessions;

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
            var output = await session.Tools.CallAsync(name, arguments, cancellationToken);
            return new ApiReply(new JsonObject
            {
                ["content"] = new JsonArray(new JsonObject { ["type"] = "text", ["text"] = output.Text }),
                ["isError"] = output.IsError,
            });
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw ApiException.SessionNotFound(); // deleted during the call
        }
    }

    public Task<ApiReply> ListAsync(ApiRequest request, CancellationToken cancellationToken) =>
        ApiReply.With(JsonValue.Create(images.Require(request).ToolList));
}
