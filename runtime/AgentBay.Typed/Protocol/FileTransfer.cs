namespace AgentBay.Typed.Protocol;

/// <summary>
/// Sends and fetches files at addresses that the service gave out. Files are streamed; the time limit is for standing
/// still, not for the whole of a large file.
/// </summary>
internal static class FileTransfer
{
    /// <exception cref="ArgumentException">The stream cannot seek.</exception>
    public static void RequireLength(Stream content)
    {
        ArgumentNullException.ThrowIfNull(content);
        if (!content.CanSeek)
            throw new ArgumentException("The stream must be seekable, because the store wants to know the length first.", nameof(content));
    }

    public static async Task UploadAsync(ApiConnection api, Uri url, Stream content, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        Destination to = Destination.Store("Uploading a file", url);
        using Deadline limit = Deadline.Start(api.Timeout, api.Time, cancellationToken);
        ProgressContent body = new(content, limit, progress);
        using HttpRequestMessage request = new(HttpMethod.Put, url) { Content = body };
        try
        {
            using HttpResponseMessage response = await SendAsync(to, api, request, limit).ConfigureAwait(false);
        }
        finally
        {
            // The stream is the caller's again, and so is the time limit's source.
            await body.CloseAsync().ConfigureAwait(false);
        }
    }

    public static async Task DownloadAsync(ApiConnection api, Uri url, Stream destination, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        Destination to = Destination.Store("Downloading a file", url);
        using Deadline limit = Deadline.Start(api.Timeout, api.Time, cancellationToken);
        using HttpRequestMessage request = new(HttpMethod.Get, url);
        using HttpResponseMessage response = await SendAsync(to, api, request, limit).ConfigureAwait(false);
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
                int read = await source.ReadAsync(piece, limit.Token).ConfigureAwait(false);
                limit.Pause();
                return read;
            }
            catch (Exception e) when (e is not ObjectDisposedException)
            {
                throw api.Http.Translate(to, response.StatusCode, limit, e);
            }
        }
    }

    private static async Task<HttpResponseMessage> SendAsync(Destination to, ApiConnection api, HttpRequestMessage request, Deadline limit)
    {
        HttpResponseMessage response;
        try
        {
            response = await api.Http.StartAsync(request, limit.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not ObjectDisposedException)
        {
            throw api.Http.Translate(to, null, limit, e);
        }

        if (response.IsSuccessStatusCode)
            return response;
        using (response)
            throw Failure.TransferRefused(to, response.StatusCode, api.Http.RetryAfter(response));
    }
}
