using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace AgentBay.Typed.Local;

/// <summary>How much a request may send, for whatever route it is.</summary>
internal static class RequestBody
{
    /// <summary>Enough for writing a file of 64 MB in one call, percent-encoded, and still something to hold in memory.</summary>
    public const int MaximumSize = 128 * 1024 * 1024;

    // A client reads no answer before it has sent its body. Beyond this the connection is cut instead.
    private const long MaximumDrain = 8L * MaximumSize;

    public static readonly string TooLarge = $"The request body is too large: at most {MaximumSize} bytes.";

    /// <summary>Whether the body is announced as too large; then it is read to its end here, so that the answer is seen.</summary>
    public static async Task<bool> IsTooLargeAsync(HttpContext context)
    {
        if (context.Request.ContentLength is not > MaximumSize) return false;
        if (context.Request.ContentLength <= MaximumDrain && context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = MaximumDrain;
            await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
        }
        return true;
    }
}
