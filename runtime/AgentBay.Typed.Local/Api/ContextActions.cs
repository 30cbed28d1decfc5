using System.Text.Json.Nodes;
using AgentBay.Typed.Local.Contexts;
using AgentBay.Typed.Local.Sessions;

namespace AgentBay.Typed.Local.Api;

/// <summary>Contexts, apart from their files and from sessions.</summary>
internal sealed class ContextActions(ContextStore contexts, SessionStore sessions)
{
    private const int MaximumNameLength = 255;

    public Task<ApiReply> GetAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var mayCreate = request.OptionalFlag("AllowCreate") ?? false;
        if (request.Optional("ContextId") is not null) return ApiReply.With(Describe(contexts.Require(request, "ContextId")));

        var name = ReadName(request);
        var context = mayCreate
            ? contexts.GetOrCreate(name)
            : contexts.FindByName(name) ?? throw Lookup.ContextNotFound(name);
        return ApiReply.With(Describe(context));
    }

    public Task<ApiReply> ListAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var all = contexts.All();
        if (request.Optional("SessionId") is not null)
        {
            var bound = sessions.Require(request).Contexts.Bindings.Select(binding => binding.Context).ToHashSet();
            all = [.. all.Where(bound.Contains)];
        }

        return Task.FromResult(Page.Read(request).Of(all, context => context.Record.Number, Describe));
    }

    public Task<ApiReply> ModifyAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var context = contexts.Require(request, "Id");
        var name = ReadName(request);
        if (!contexts.Rename(context, name)) throw ApiException.Business("Context.NameInUse", $"Another context has the name '{name}'.");
        return ApiReply.Empty;
    }

    public async Task<ApiReply> DeleteAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        await contexts.DeleteAsync(contexts.Require(request, "Id"), CancellationToken.None);
        return new ApiReply();
    }

    public Task<ApiReply> ClearAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        _ = contexts.Require(request, "Id").ClearAsync(); // answered when it has begun
        return ApiReply.Empty;
    }

    private static string ReadName(ApiRequest request)
    {
        var name = request.Required("Name");
        return string.IsNullOrWhiteSpace(name) || name.Length > MaximumNameLength
            ? throw ApiException.InvalidParameter("Name", $"must have from 1 to {MaximumNameLength} characters and not be blank")
            : name;
    }

    private static JsonNode Describe(BayContext context)
    {
        var record = context.Record;
        return new JsonObject
        {
            ["Id"] = record.Id,
            ["Name"] = record.Name,
            ["State"] = context.State,
            ["OsType"] = "linux",
            ["CreateTime"] = WireTime.From(record.CreateTime),
            ["LastUsedTime"] = WireTime.From(record.LastUsedTime),
        };
    }
}
