namespace AgentBay.Typed.Protocol;

/// <summary>The rest of a stream as a request body, which tells how far it came. The stream is not disposed.</summary>
internal sealed class ProgressContent(Stream content, Deadline limit, IProgress<long>? progress) : RequestBody(null)
{
    protected override bool HasPayload => true;

    protected override long ComputeLength() => content.Length - content.Position;

    protected override async ValueTask WriteAsync(Stream stream, CancellationToken cancellationToken)
    {
        byte[] piece = new byte[81920];
        long done = 0;
        while (await content.ReadAsync(piece, cancellationToken).ConfigureAwait(false) is > 0 and int read)
        {
            await stream.WriteAsync(piece.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
            limit.Restart();
            progress?.Report(done += read);
        }
    }
}
