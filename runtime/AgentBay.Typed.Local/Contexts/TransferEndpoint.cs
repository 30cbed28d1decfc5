using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace AgentBay.Typed.Local.Contexts;

/// <summary>Stores and gives out files through transfer URLs, as an object store does: raw bytes, no envelope.</summary>
internal sealed class TransferEndpoint(TransferLinks links, ContextStore contexts)
{
    private const long MaximumUploadSize = 4L * 1024 * 1024 * 1024;

    public async Task HandleAsync(HttpContext context)
    {
        // A context that was deleted takes and gives nothing any more.
        if (links.Find(context.Request.Path) is not { } transfer || contexts.Find(transfer.Context.Id) is null)
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
        else if (transfer.IsUpload && HttpMethods.IsPut(context.Request.Method))
            await StoreAsync(context, transfer);
        else if (!transfer.IsUpload && HttpMethods.IsGet(context.Request.Method))
            await SendAsync(context, transfer);
        else
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
    }

    private static async Task StoreAsync(HttpContext context, Transfer transfer)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = MaximumUploadSize;
        try
        {
            await transfer.Context.StoreUploadAsync(transfer.Key, context.Request.Body, context.RequestAborted);
        }
        catch (BadHttpRequestException e)
        {
            context.Response.StatusCode = e.StatusCode;
        }
        catch (ContextDeletedException)
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
        }
    }

    private static async Task SendAsync(HttpContext context, Transfer transfer)
    {
        var path = transfer.Context.Files.HostPath(transfer.Key);
        if (!File.Exists(path))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        context.Response.ContentType = "application/octet-stream";
        context.Response.ContentLength = file.Length;
        await file.CopyToAsync(context.Response.Body, context.RequestAborted);
    }
}
