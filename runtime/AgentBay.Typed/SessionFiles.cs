using System.Collections.ObjectModel;
using System.Text.Json;
using AgentBay.Typed.Protocol;

namespace AgentBay.Typed;

/// <summary>
/// Brings files from here into a session and back, of any size, through the session's transfer folder (agentbay-wire 5.7).
/// </summary>
public sealed class SessionFiles
{
    private static readonly Polling TransferPoll = new(TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(300));

    private readonly Session _session;
    private readonly AgentBayContexts _contexts;
    private TransferFolder? _folder;

    internal SessionFiles(Session session, AgentBayContexts contexts)
    {
        _session = session;
        _contexts = contexts;
    }

    /// <summary>Gets the folder of the session through which files come and go: remote paths lie below it. Asked for once.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="AgentBayException">The service refused, has no such folder, or could not be reached.</exception>
    /// <exception cref="ObjectDisposedException">The session was deleted.</exception>
    public async Task<OperationResult<string>> GetTransferFolderAsync(CancellationToken cancellationToken = default)
    {
        TransferFolder folder = await FolderAsync(cancellationToken).ConfigureAwait(false);
        return new OperationResult<string>(folder.Path, folder.RequestId);
    }

    /// <summary>Brings a file into the session.</summary>
    /// <param name="content">What to upload, from where the stream stands to its end. It must be seekable, and stays open.</param>
    /// <param name="path">The path in the session, below the transfer folder. A relative path is taken from that folder.</param>
    /// <param name="progress">Is told how many bytes are sent.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The file's path in the session.</returns>
    /// <exception cref="ArgumentException">The stream cannot seek, or the path is blank. Nothing was sent.</exception>
    /// <exception cref="AgentBayException">A step failed, or the copying did not end within about 9 minutes (<c>Timeout</c>).</exception>
    /// <exception cref="ObjectDisposedException">The session was deleted.</exception>
    public Task<OperationResult<string>> UploadAsync(
        Stream content,
        string path,
        IProgress<long>? progress = null,
        CancellationToken cancellationToken = default)
    {
        FileTransfer.RequireLength(content);
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return PutAsync(content, path, progress, cancellationToken);
    }

    /// <summary>Fetches a file of the session.</summary>
    /// <param name="path">The path in the session, below the transfer folder. A relative path is taken from that folder.</param>
    /// <param name="destination">Where the bytes go. It stays open.</param>
    /// <param name="progress">Is told how many bytes have come.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ArgumentException">The path is blank. Nothing was sent.</exception>
    /// <exception cref="AgentBayException">A step failed, or the copying did not end within about 9 minutes (<c>Timeout</c>).</exception>
    /// <exception cref="ObjectDisposedException">The session was deleted.</exception>
    public Task<OperationResult> DownloadAsync(
        string path,
        Stream destination,
        IProgress<long>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(destination);
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return FetchAsync(path, destination, progress, cancellationToken);
    }

    private async Task<OperationResult<string>> PutAsync(Stream content, string path, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        TransferFolder folder = await FolderAsync(cancellationToken).ConfigureAwait(false);
        string remote = folder.Resolve(path);
        OperationResult sent = await _contexts.UploadFileAsync(folder.ContextId, remote, content, progress, cancellationToken).ConfigureAwait(false);
        await MoveAsync(folder.ContextId, remote, ContextSyncMode.Download, "download", cancellationToken).ConfigureAwait(false);
        return new OperationResult<string>(remote, sent.RequestId);
    }

    private async Task<OperationResult> FetchAsync(string path, Stream destination, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        TransferFolder folder = await FolderAsync(cancellationToken).ConfigureAwait(false);
        string remote = folder.Resolve(path);
        await MoveAsync(folder.ContextId, remote, ContextSyncMode.Upload, "upload", cancellationToken).ConfigureAwait(false);
        return await _contexts.DownloadFileAsync(folder.ContextId, remote, destination, progress, cancellationToken).ConfigureAwait(false);
    }

    private async Task MoveAsync(string contextId, string path, ContextSyncMode mode, string taskType, CancellationToken cancellationToken)
    {
        ApiConnection api = _session.RequireApi();
        OperationResult<ReadOnlyCollection<ContextSyncTask>> sync = await ContextSync
            .RunAsync(api, _session.SessionId, contextId, path, mode, cancellationToken).ConfigureAwait(false);

        ContextSyncTask? task = null;
        bool isThere = await TransferPoll.UntilAsync(
            async ct =>
            {
                OperationResult<ReadOnlyCollection<ContextSyncTask>> tasks = await ContextSync
                    .ListAsync(api, _session.SessionId, contextId, path, taskType, ct).ConfigureAwait(false);
                task = tasks.Value.FirstOrDefault(one => one.ContextId == contextId && one.Path == path && one.TaskType == taskType);
                return task is { IsFinished: true } or { ErrorMessage.Length: > 0 };
            },
            _session.Time,
            cancellationToken).ConfigureAwait(false);
        if (!isThere)
            throw Failure.NotFinished($"The {taskType} of '{path}'", TransferPoll.Limit, task?.Status ?? "unknown", sync.RequestId);
        if (task is { IsFailed: true } or { ErrorMessage.Length: > 0 })
            throw Failure.SyncFailed($"The {taskType} of '{path}'", [task], sync.RequestId, api.Secrets);
    }

    private async Task<TransferFolder> FolderAsync(CancellationToken cancellationToken)
    {
        _session.RequireApi();
        if (_folder is { } known)
            return known;
        FormBody body = _session.NewBody().Add("ContextTypes.1", "file_transfer");
        using ApiReply reply = await _session.SendAsync(ApiAction.GetAndLoadInternalContext, body, cancellationToken).ConfigureAwait(false);
        foreach (JsonElement item in reply.Data().Items())
        {
            if (item.TextOrEmpty("ContextId") is { Length: > 0 } id && item.TextOrEmpty("ContextPath") is { Length: > 0 } path)
                return _folder = new TransferFolder(id, path, reply.RequestId);
        }

        throw Failure.UnexpectedData(ApiAction.GetAndLoadInternalContext.Name, reply, "it names no folder for file transfer");
    }

    private sealed record TransferFolder(string ContextId, string Path, string RequestId)
    {
        public string Resolve(string path) => SandboxPath.IsAbsolute(path) ? path : $"{Path.TrimEnd('/')}/{path}";
    }
}
