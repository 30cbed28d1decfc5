using System.Net;

namespace AgentBay.Typed.Protocol;

/// <summary>
/// Sends and fetches files at addresses that the service gave out. Files are streamed; the time limit is for standing
/// still, not for the whole of a large file.
/// </summary>
internal static class FileTransfer
{
    public static async Task UploadAsync(ApiConnection api, Uri url, Stream content, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        if (!content.CanSeek)
            throw new ArgumentException("The stream must be seekable, because the store wants to know the length first.", nameof(content));
        using Deadline limit = new(api.Timeout, api.Time, cancellationToken);
        using HttpRequestMessage request = new(HttpMethod.Put, url) { Content = new ProgressContent(content, limit, progress) };
        using HttpResponseMessage response = await SendAsync("Uploading a file", api, request, limit).ConfigureAwait(false);
    }

    public static async Task DownloadAsync(ApiConnection api, Uri url, Stream destination, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        const string Action = "Downloading a file";
        using Deadline limit = new(api.Timeout, api.Time, cancellationToken);
        using HttpRequestMessage request = new(HttpMethod.Get, url);
        using HttpResponseMessage response = await SendAsync(Action, api, request, limit).ConfigureAwait(false);
        Stream source = await response.Content.ReadAsStreamAsync(limit.Token).ConfigureAwait(false);
        await using (source.ConfigureAwait(false))
        {
            byte[] piece = new byte[81920];
            long done = 0;
            while (await ReadAsync(source, piece).ConfigureAwait(false) is > 0 and int read)
            {
                await destination.WriteAsync(piece.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
                progress?.Report(done += read);
            }
        }

        async Task<int> ReadAsync(Stream source, byte[] piece)
        {
            try
            {
                limit.Restart();
                return await source.ReadAsync(piece, limit.Token).ConfigureAwait(false);
            }
            catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
            {
                throw Translate(Action, api, url, response.StatusCode, limit, e);
            }
        }
    }

    private static async Task<HttpResponseMessage> SendAsync(string action, ApiConnection api, HttpRequestMessage request, Deadline limit)
    {
        HttpResponseMessage response;
        try
        {
            response = await api.Http.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            throw Translate(action, api, request.RequestUri!, null, limit, e);
        }

        if (response.IsSuccessStatusCode)
            return response;
        using (response)
            throw Failure.TransferRefused(action, request.RequestUri!.Authority, response.StatusCode);
    }

    private static AgentBayException Translate(string action, ApiConnection api, Uri url, HttpStatusCode? status, Deadline limit, Exception e)
    {
        limit.ThrowIfCallerGaveUp();
        return limit.IsOver
            ? Failure.TimedOut(action, url.Authority, api.Timeout, e)
            : Failure.Unreachable(action, url.Authority, status, e);
    }
}
