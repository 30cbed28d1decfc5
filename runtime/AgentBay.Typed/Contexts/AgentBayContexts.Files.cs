using System.Runtime.CompilerServices;
using System.Text.Json;
using AgentBay.Typed.Protocol;

namespace AgentBay.Typed;

public sealed partial class AgentBayContexts
{
    /// <summary>Lists the files in a folder of a context, page by page as they are read.</summary>
    /// <param name="contextId">The context's id.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="ArgumentException">The id is blank. Nothing was sent.</exception>
    /// <exception cref="AgentBayException">The service refused, or could not be reached.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public IAsyncEnumerable<ContextFile> ListFilesAsync(string contextId, string folder = "/", CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(contextId);
        ArgumentNullException.ThrowIfNull(folder);
        return WalkFilesAsync(contextId, folder, cancellationToken);
    }

    /// <summary>Puts a file into a context.</summary>
    /// <param name="contextId">The context's id.</param>
    /// <param name="path">The file's path in the context.</param>
    /// <param name="content">What to upload, from where the stream stands to its end. It must be seekable, and stays open.</param>
    /// <param name="progress">Is told how many bytes are sent.</param>
    /// <param name="cancellationToken">Gives up. What the store has of the file then is not known.</param>
    /// <exception cref="ArgumentException">The stream cannot seek, or the id or the path is blank. Nothing was sent.</exception>
    /// <exception cref="AgentBayException">The service or its store refused, could not be reached, or stood still for longer than <see cref="AgentBayOptions.Timeout"/>.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public Task<OperationResult> UploadFileAsync(
        string contextId,
        string path,
        Stream content,
        IProgress<long>? progress = null,
        CancellationToken cancellationToken = default)
    {
        FileTransfer.RequireLength(content);
        return PutAsync(GetFileUploadUrlAsync(contextId, path, cancellationToken), content, progress, cancellationToken);
    }

    /// <summary>Fetches a file of a context.</summary>
    /// <param name="contextId">The context's id.</param>
    /// <param name="path">The file's path in the context.</param>
    /// <param name="destination">Where the bytes go. It stays open.</param>
    /// <param name="progress">Is told how many bytes have come.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ArgumentException">The id or the path is blank. Nothing was sent.</exception>
    /// <exception cref="AgentBayException">The service or its store refused, could not be reached, or stood still for longer than <see cref="AgentBayOptions.Timeout"/>.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public Task<OperationResult> DownloadFileAsync(
        string contextId,
        string path,
        Stream destination,
        IProgress<long>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(destination);
        return FetchAsync(GetFileDownloadUrlAsync(contextId, path, cancellationToken), destination, progress, cancellationToken);
    }

    /// <summary>Gets an address to which anyone may <c>PUT</c> a file of a context.</summary>
    /// <param name="contextId">The context's id.</param>
    /// <param name="path">The file's path in the context.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="ArgumentException">The id or the path is blank. Nothing was sent.</exception>
    /// <exception cref="AgentBayException">The service refused, or could not be reached.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public Task<OperationResult<ContextFileUrl>> GetFileUploadUrlAsync(string contextId, string path, CancellationToken cancellationToken = default) =>
        GetUrlAsync(ApiAction.GetContextFileUploadUrl, ForFile(contextId, path), cancellationToken);

    /// <summary>Gets an address from which anyone may <c>GET</c> a file of a context.</summary>
    /// <param name="contextId">The context's id.</param>
    /// <param name="path">The file's path in the context.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="ArgumentException">The id or the path is blank. Nothing was sent.</exception>
    /// <exception cref="AgentBayException">The service refused, or could not be reached.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public Task<OperationResult<ContextFileUrl>> GetFileDownloadUrlAsync(string contextId, string path, CancellationToken cancellationToken = default) =>
        GetUrlAsync(ApiAction.GetContextFileDownloadUrl, ForFile(contextId, path), cancellationToken);

    /// <summary>Deletes a file of a context.</summary>
    /// <param name="contextId">The context's id.</param>
    /// <param name="path">The file's path in the context.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="ArgumentException">The id or the path is blank. Nothing was sent.</exception>
    /// <exception cref="AgentBayException">The service refused, or could not be reached.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public Task<OperationResult> DeleteFileAsync(string contextId, string path, CancellationToken cancellationToken = default) =>
        _api.DoAsync(ApiAction.DeleteContextFile, ForFile(contextId, path), cancellationToken);

    private async Task<OperationResult> PutAsync(
        Task<OperationResult<ContextFileUrl>> getAddress,
        Stream content,
        IProgress<long>? progress,
        CancellationToken cancellationToken)
    {
        OperationResult<ContextFileUrl> address = await getAddress.ConfigureAwait(false);
        await FileTransfer.UploadAsync(_api, address.Value.Url, content, progress, cancellationToken).ConfigureAwait(false);
        return new OperationResult(address.RequestId);
    }

    private async Task<OperationResult> FetchAsync(
        Task<OperationResult<ContextFileUrl>> getAddress,
        Stream destination,
        IProgress<long>? progress,
        CancellationToken cancellationToken)
    {
        OperationResult<ContextFileUrl> address = await getAddress.ConfigureAwait(false);
        await FileTransfer.DownloadAsync(_api, address.Value.Url, destination, progress, cancellationToken).ConfigureAwait(false);
        return new OperationResult(address.RequestId);
    }

    // A service may give smaller pages than it is asked for: it has no more when all are counted, or a page is empty.
    private async IAsyncEnumerable<ContextFile> WalkFilesAsync(
        string contextId,
        string folder,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? firstOfPage = null;
        int seen = 0;
        for (int page = 1; ; page++)
        {
            FormBody body = new FormBody().Add("ContextId", contextId).Add("ParentFolderPath", folder)
                .Add("PageNumber", page).Add("PageSize", PageSize);
            ContextFile[] files;
            int? count;
            using (ApiReply reply = await _api.SendAsync(ApiAction.DescribeContextFiles, body, cancellationToken).ConfigureAwait(false))
            {
                files = [.. reply.Data().Items().Select(ContextFile.Read)];
                count = reply.Count;
                if (files.Length > 0 && files[0].Path == firstOfPage)
                    throw Failure.UnexpectedData(ApiAction.DescribeContextFiles.Name, reply, "the next page is the same page again");
            }

            foreach (ContextFile file in files)
                yield return file;
            seen += files.Length;
            if (files.Length == 0 || (count is null ? files.Length < PageSize : seen >= count))
                yield break;
            firstOfPage = files[0].Path;
        }
    }

    private async Task<OperationResult<ContextFileUrl>> GetUrlAsync(ApiAction action, FormBody body, CancellationToken cancellationToken)
    {
        using ApiReply reply = await _api.SendAsync(action, body, cancellationToken).ConfigureAwait(false);
        JsonElement data = reply.Data();
        return Uri.TryCreate(data.TextOrEmpty("Url"), UriKind.Absolute, out Uri? url)
            ? new OperationResult<ContextFileUrl>(new ContextFileUrl(url, data.NumberOrZero("ExpireTime")), reply.RequestId)
            : throw Failure.UnexpectedData(action.Name, reply, "it has no Url");
    }

    private static FormBody ForFile(string contextId, string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(contextId);
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return new FormBody().Add("ContextId", contextId).Add("FilePath", path);
    }
}
