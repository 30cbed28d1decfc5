using System.Net;
using System.Net.Http.Headers;

namespace AgentBay.Typed.Protocol;

/// <summary>
/// A request body of a known length: a head of its own, then a large payload that is not copied, then a tail. It can
/// be sent again, for a retry. The head is not pooled: a connection may still read it after a call was given up.
/// </summary>
internal abstract class RequestBody : HttpContent
{
    // A longer payload is not copied into the head.
    protected const int LongestCopied = 16 * 1024;

    private readonly object _gate = new();
    private TaskCompletionSource? _writing;
    private bool _isClosed;

    protected RequestBody(MediaTypeHeaderValue? type) => Headers.ContentType = type;

    /// <summary>Whether the body reads memory that belongs to the caller.</summary>
    protected abstract bool HasPayload { get; }

    /// <summary>
    /// Ends the use of the payload, which is the caller's again when the returned task ends. A connection may go on
    /// writing for a moment after its request failed or was answered early.
    /// </summary>
    public Task CloseAsync()
    {
        if (!HasPayload)
            return Task.CompletedTask;
        lock (_gate)
        {
            _isClosed = true;
            return _writing?.Task ?? Task.CompletedTask;
        }
    }

    protected abstract long ComputeLength();

    protected abstract ValueTask WriteAsync(Stream stream, CancellationToken cancellationToken);

    protected sealed override bool TryComputeLength(out long length)
    {
        length = ComputeLength();
        return true;
    }

    protected sealed override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected sealed override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        HasPayload ? WriteTrackedAsync(stream, cancellationToken) : WriteAsync(stream, cancellationToken).AsTask();

    private async Task WriteTrackedAsync(Stream stream, CancellationToken cancellationToken)
    {
        TaskCompletionSource writing = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isClosed, this);
            _writing = writing;
        }

        try
        {
            await WriteAsync(stream, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            writing.SetResult();
        }
    }
}
