using System.Text.Json.Nodes;
using AgentBay.Typed.Local.Contexts;
using AgentBay.Typed.Local.Sandboxes;

namespace AgentBay.Typed.Local.Api;

/// <summary>The files of a context: listed, deleted, and reached through URLs.</summary>
internal sealed class ContextFileActions(ContextStore contexts, TransferLinks links, Func<Uri> endpoint)
{
    private const int DefaultPageSize = 50;

    public async Task<ApiReply> DescribeAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var context = contexts.Require(request, "ContextId");
        var parent = request.Optional("ParentFolderPath") ?? "/";
        var number = request.OptionalInteger("PageNumber") ?? 1;
        var size = request.OptionalInteger("PageSize") ?? DefaultPageSize;
        if (number < 1) throw ApiException.InvalidParameter("PageNumber", "must be at least 1");
        if (size < 1) throw ApiException.InvalidParameter("PageSize", "must be at least 1");

        await context.RecycleAsync(cancellationToken);
        var entries = context.Files.List(KeyOf(context, parent, "ParentFolderPath")).ToList();
        var page = entries.Skip((int)Math.Min(int.MaxValue, (number - 1L) * size)).Take(size).Select(entry => Describe(context, parent, entry));
        return new ApiReply(new JsonArray([.. page])) { Count = entries.Count };
    }

    public Task<ApiReply> GetUploadUrlAsync(ApiRequest request, CancellationToken cancellationToken) => CreateUrl(request, isUpload: true);

    public Task<ApiReply> GetDownloadUrlAsync(ApiRequest request, CancellationToken cancellationToken) => CreateUrl(request, isUpload: false);

    public async Task<ApiReply> DeleteAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var (context, key) = RequireFile(request);
        RequireExisting(context, key, request);
        await context.RemoveAsync(key, cancellationToken);
        return new ApiReply();
    }

    private Task<ApiReply> CreateUrl(ApiRequest request, bool isUpload)
    {
        var (context, key) = RequireFile(request);
        if (!isUpload) RequireExisting(context, key, request);
        var (path, transfer) = links.Create(context, key, isUpload);
        return ApiReply.With(new JsonObject { ["Url"] = new Uri(endpoint(), path).AbsoluteUri, ["ExpireTime"] = transfer.Expires.ToUnixTimeSeconds() });
    }

    private (BayContext Context, string Key) RequireFile(ApiRequest request)
    {
        var context = contexts.Require(request, "ContextId");
        var key = KeyOf(context, request.Required("FilePath"), "FilePath");
        return key.Length > 0 ? (context, key) : throw ApiException.InvalidParameter("FilePath", "must name a file");
    }

    private static void RequireExisting(BayContext context, string key, ApiRequest request)
    {
        if (!context.Files.Exists(key)) throw ApiException.Business("ContextFile.NotFound", $"The file {request.Required("FilePath")} is not found in context {context.Id}.");
    }

    private static string KeyOf(BayContext context, string path, string parameter) =>
        context.KeyOf(path) ?? throw ApiException.InvalidParameter(parameter, "must not contain '..' or NUL");

    private static JsonObject Describe(BayContext context, string parent, Entry entry)
    {
        var path = $"{parent.TrimEnd('/')}/{entry.Name}";
        return new JsonObject
        {
            ["FileId"] = $"{context.Id}:{path}",
            ["FileName"] = entry.Name,
            ["FilePath"] = path,
            ["FileType"] = entry.Kind == EntryKind.File ? "FILE" : "FOLDER",
            ["GmtCreate"] = WireTime.From(entry.Created),
            ["GmtModified"] = WireTime.From(entry.Modified),
            ["Size"] = entry.Kind == EntryKind.File ? entry.Size : 0,
            ["Status"] = BayContext.Available,
        };
    }
}
