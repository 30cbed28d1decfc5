using System.Text.Json.Nodes;
using AgentBay.Typed.Local.Contexts;
using AgentBay.Typed.Local.Sessions;

namespace AgentBay.Typed.Local.Api;

/// <summary>The contexts of a session: bound, copied, and what became of it.</summary>
internal sealed class SessionContextActions(SessionStore sessions, ContextStore contexts, TimeProvider clock)
{
    private static readonly string[] Modes = [CopyTask.Upload, CopyTask.Download];

    public Task<ApiReply> SyncAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var session = sessions.Require(request);
        var mode = request.Optional("Mode") ?? CopyTask.Upload;
        if (!Modes.Contains(mode)) throw ApiException.InvalidParameter("Mode", $"must be {string.Join(" or ", Modes)}, but is '{mode}'");
        var (contextId, path) = (request.Optional("ContextId"), request.Optional("Path"));

        session.Touch();
        if (!session.Contexts.Sync(contextId, path, mode) && (contextId ?? path) is not null)
            throw ApiException.Business("Context.NotBound", $"The session has no such context: {string.Join(" at ", new[] { contextId, path }.OfType<string>())}.");
        return ApiReply.Empty;
    }

    public Task<ApiReply> GetInfoAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var (contextId, path, type) = (request.Optional("ContextId"), request.Optional("Path"), request.Optional("TaskType"));
        var rows = sessions.Require(request).Contexts.Tasks
            .Where(task => contextId is null || task.ContextId == contextId)
            .Where(task => path is null || task.Path == path)
            .Where(task => type is null || task.Type == type)
            .Select(Describe);

        // JSON in a string in JSON in a string: that is the service's way.
        var envelope = new JsonArray(new JsonObject { ["type"] = "data", ["data"] = JsonText.From(new JsonArray([.. rows])) });
        return ApiReply.With(new JsonObject { ["ContextStatus"] = JsonText.From(envelope) });
    }

    public Task<ApiReply> LoadInternalAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        const string FileTransfer = "file_transfer";
        var session = sessions.Require(request);
        var found = new JsonArray();
        if (request.List("ContextTypes").Contains(FileTransfer))
        {
            var binding = OpenFileTransfer(session);
            found.Add(new JsonObject { ["ContextId"] = binding.Context.Id, ["ContextType"] = FileTransfer, ["ContextPath"] = binding.Path });
        }
        return ApiReply.With(found);
    }

    public Task<ApiReply> BindAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var session = sessions.Require(request);
        _ = request.Required("PersistenceDataList");
        if (session.Contexts.Bind(PersistenceData.Read(request, contexts, clock.GetUtcNow())) is { } taken)
            throw ApiException.Business("PathAlreadyBound", $"The path {taken} has a context already.");
        return ApiReply.Empty;
    }

    public Task<ApiReply> DescribeAsync(ApiRequest request, CancellationToken cancellationToken) =>
        ApiReply.With(new JsonArray([.. sessions.Require(request).Contexts.Bindings.Select(Describe)]));

    private static Binding OpenFileTransfer(BaySession session)
    {
        try
        {
            return session.Contexts.OpenFileTransfer();
        }
        catch (ToolException e)
        {
            throw ApiException.Business("Context.NotAvailable", e.Message);
        }
    }

    private static JsonObject Describe(Binding binding) => new JsonObject
    {
        ["ContextId"] = binding.Context.Id,
        ["ContextName"] = binding.Context.Record.Name,
        ["Path"] = binding.Path,
        ["Policy"] = binding.PolicyText,
        ["BindTime"] = WireTime.From(binding.BindTime),
    };

    private static JsonObject Describe(CopyTask task) => new JsonObject
    {
        ["contextId"] = task.ContextId,
        ["path"] = task.Path,
        ["errorMessage"] = task.ErrorMessage,
        ["status"] = task.Status,
        ["startTime"] = task.StartTime,
        ["finishTime"] = task.FinishTime,
        ["taskType"] = task.Type,
    };
}
