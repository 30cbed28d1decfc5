using System.Buffers;
using System.Runtime.CompilerServices;

namespace AgentBay.Typed.Protocol;

/// <summary>A growing byte buffer over the shared array pool, which large buffers stay out of: it would keep them for ever.</summary>
internal class PooledBuffer : IBufferWriter<byte>, IDisposable
{
    private const int InitialSize = 1024;

    private const int LargestPooled = 1024 * 1024;

    // A server's claim of its answer's length is believed this far; beyond it the buffer grows with what comes.
    private const int LargestClaim = 128 * 1024 * 1024;

    private byte[] _bytes = [];

    public int WrittenCount { get; private set; }

    public ReadOnlyMemory<byte> WrittenMemory => _bytes.AsMemory(0, WrittenCount);

    public void Advance(int count) => WrittenCount += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsMemory(WrittenCount);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsSpan(WrittenCount);
    }

    /// <summary>Reads a response's body to its end.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        // One byte more than announced, so that the end is seen without growing.
        if (content.Headers.ContentLength is { } length)
            Reserve((int)Math.Min(length + 1, LargestClaim));
        Stream stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            while (await stream.ReadAsync(GetMemory(), cancellationToken).ConfigureAwait(false) is > 0 and int read)
                Advance(read);
        }
    }

    /// <summary>Gives the bytes back; the buffer can be written again.</summary>
    public void Dispose()
    {
        WrittenCount = 0;
        GiveBack();
        _bytes = [];
    }

    private void Reserve(int sizeHint)
    {
        int needed = checked(WrittenCount + Math.Max(sizeHint, 1));
        if (needed <= _bytes.Length)
            return;
        int size = (int)Math.Max(needed, Math.Min(Math.Max(InitialSize, _bytes.Length * 2L), Array.MaxLength));
        byte[] larger = size > LargestPooled ? GC.AllocateUninitializedArray<byte>(size) : ArrayPool<byte>.Shared.Rent(size);
        _bytes.AsSpan(0, WrittenCount).CopyTo(larger);
        GiveBack();
        _bytes = larger;
    }

    private void GiveBack()
    {
        if (_bytes.Length is > 0 and <= LargestPooled)
            ArrayPool<byte>.Shared.Return(_bytes);
    }
}
