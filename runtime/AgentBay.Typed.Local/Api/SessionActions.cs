using System.Text.Json.Nodes;
using AgentBay.Typed.Local.Contexts;
using AgentBay.Typed.Local.Images;
using AgentBay.Typed.Local.Routes;
using AgentBay.Typed.Local.Sessions;
using Microsoft.AspNetCore.Http;

namespace AgentBay.Typed.Local.Api;

/// <summary>Sessions: create, look up, list, delete.</summary>
internal sealed class SessionActions(SessionStore sessions, ImageCatalog images, ContextStore contexts, SessionAddresses addresses, TimeProvider clock)
{
    // A deletion that copies contexts may take longer than a client waits for an answer; it then goes on by itself.
    private static readonly TimeSpan LongestDeletionInCall = TimeSpan.FromSeconds(10);

    public async Task<ApiReply> CreateAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var image = images.Require(request);
        _ = request.OptionalFlag("EnableRecord"); // there is no screen to record
        CheckExtraConfigs(request);
        var settings = new SessionSettings(image)
        {
            Labels = request.Labels("Labels"),
            IdleTime = ReadIdleTime(request),
            PolicyId = request.Optional("McpPolicyId") ?? "",
            Dialect = ClientDialects.FromSdkStats(request.Optional("SdkStats")),
            IsVpc = request.OptionalFlag("VpcResource") ?? false,
            Contexts = PersistenceData.Read(request, contexts, clock.GetUtcNow()),
        };
        if (settings.Contexts.CountBy(binding => binding.Path).FirstOrDefault(path => path.Value > 1).Key is { } twice)
            throw ApiException.InvalidParameter("PersistenceDataList", $"names the path {twice} more than once");
        var session = await sessions.CreateAsync(settings, cancellationToken)
            ?? throw new ApiException(StatusCodes.Status503ServiceUnavailable, "ServiceUnavailable", "LocalBay is shutting down.");

        // Nobody would ever learn the session's id.
        if (cancellationToken.IsCancellationRequested) _ = sessions.Delete(session.Id);
        cancellationToken.ThrowIfCancellationRequested();
        return new ApiReply(Describe(session));
    }

    public Task<ApiReply> GetAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var session = sessions.RequireAny(request);
        var data = Describe(session);
        data["Status"] = session.Status;
        data["contexts"] = new JsonArray([.. session.Contexts.Bindings.Select(Summarize)]);
        return ApiReply.With(data);
    }

    public Task<ApiReply> GetDetailAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var session = sessions.RequireAny(request);
        return ApiReply.With(new JsonObject
        {
            ["Id"] = session.Number,
            ["AppInstanceId"] = AppInstanceId(session),
            ["ImageId"] = session.Image.Id,
            ["IsDeleted"] = 0,
            ["PolicyId"] = session.Settings.PolicyId,
            ["Status"] = session.Status,
        });
    }

    public Task<ApiReply> GetResourceAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var session = sessions.Require(request);
        return ApiReply.With(new JsonObject
        {
            ["SessionId"] = session.Id,
            ["ResourceUrl"] = "",
            ["DesktopInfo"] = new JsonObject
            {
                ["AppId"] = session.Image.Id,
                ["AuthCode"] = "",
                ["ConnectionProperties"] = "",
                ["ResourceId"] = session.Id,
                ["ResourceType"] = "",
                ["Ticket"] = "",
            },
        });
    }

    public Task<ApiReply> ListAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var labels = request.Labels("Labels");
        var status = request.Optional("Status");
        if (status is not null && !BayStatus.All.Contains(status)) throw ApiException.InvalidParameter("Status", $"must be one of {string.Join(", ", BayStatus.All)}");
        _ = request.OptionalFlag("IsAll"); // everything that exists is listed anyway
        var all = sessions.All().Where(session => status is null || session.Status == status).Where(session => session.HasLabels(labels)).ToList();
        return Task.FromResult(Page.Read(request).Of(all, session => session.Number, Summarize));
    }

    public async Task<ApiReply> DeleteAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        // Once begun it is done to the end, whether or not the caller stays.
        var deletion = sessions.Delete(request.Required("SessionId")) ?? throw ApiException.SessionNotFound();
        await Task.WhenAny(deletion, Task.Delay(LongestDeletionInCall, CancellationToken.None));
        return new ApiReply();
    }

    private JsonObject Describe(BaySession session)
    {
        var data = new JsonObject
        {
            ["SessionId"] = session.Id,
            ["Success"] = true,
            ["ResourceUrl"] = "",
            ["AppInstanceId"] = AppInstanceId(session),
            ["ResourceId"] = session.Id,
            ["ToolList"] = session.Image.ToolList,
        };
        addresses.AddTo(data, session);
        return data;
    }

    private static JsonObject Summarize(Binding binding) => new JsonObject { ["id"] = binding.Context.Id, ["name"] = binding.Context.Record.Name };

    private static JsonObject Summarize(BaySession session) => new JsonObject { ["SessionId"] = session.Id, ["SessionStatus"] = session.Status };

    private static string AppInstanceId(BaySession session) => $"p-{session.Id}";

    private static TimeSpan? ReadIdleTime(ApiRequest request)
    {
        if (request.OptionalInteger("Timeout") is not { } seconds) return null;
        return seconds > 0 ? TimeSpan.FromSeconds(seconds) : throw ApiException.InvalidParameter("Timeout", "must be a positive number of seconds");
    }

    // SDKs send it as JSON or flattened into fields. All of it is about phones, which LocalBay does not have.
    private static void CheckExtraConfigs(ApiRequest request) => _ = request.OptionalObject("ExtraConfigs");
}
