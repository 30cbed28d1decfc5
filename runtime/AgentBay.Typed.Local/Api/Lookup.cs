using AgentBay.Typed.Local.Contexts;
using AgentBay.Typed.Local.Images;
using AgentBay.Typed.Local.Sessions;

namespace AgentBay.Typed.Local.Api;

/// <summary>Finds what a request names, or says that it is not there.</summary>
internal static class Lookup
{
    public static BaySession Require(this SessionStore sessions, ApiRequest request) =>
        sessions.Find(request.Required("SessionId")) ?? throw ApiException.SessionNotFound();

    /// <summary>As <see cref="Require(SessionStore, ApiRequest)"/>, but a session that is going counts too.</summary>
    public static BaySession RequireAny(this SessionStore sessions, ApiRequest request) =>
        sessions.FindAny(request.Required("SessionId")) ?? throw ApiException.SessionNotFound();

    public static BayContext Require(this ContextStore contexts, ApiRequest request, string parameter)
    {
        var id = request.Required(parameter);
        return contexts.Find(id) ?? throw ContextNotFound(id);
    }

    public static ApiException ContextNotFound(string idOrName) => ApiException.Business("Context.NotFound", $"The context '{idOrName}' is not found.");

    public static Image Require(this ImageCatalog images, ApiRequest request)
    {
        var id = request.Optional("ImageId");
        return images.Find(id)
            ?? throw ApiException.InvalidParameter("ImageId", $"must be one of the images that LocalBay serves ({ImageCatalog.Names}), but is '{id}'");
    }
}
