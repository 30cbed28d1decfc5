using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace AgentBay.Typed.Protocol;

/// <summary>
/// A form-urlencoded request body, encoded once. Spaces are <c>%20</c>, as the official Node client writes them. The
/// bytes are not pooled: a connection may still read them after a call was given up.
/// </summary>
internal sealed class FormBody : HttpContent
{
    private static readonly MediaTypeHeaderValue FormType = new("application/x-www-form-urlencoded");
    private static readonly SearchValues<byte> Unreserved =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"u8);

    private readonly ArrayBufferWriter<byte> _buffer = new(512);

    public FormBody() => Headers.ContentType = FormType;

    public FormBody Add(string name, string? value)
    {
        if (value is null)
            return this;
        int length = Encoding.UTF8.GetByteCount(value);
        byte[] utf8 = ArrayPool<byte>.Shared.Rent(length);
        Add(name, utf8.AsSpan(0, Encoding.UTF8.GetBytes(value, utf8)));
        ArrayPool<byte>.Shared.Return(utf8);
        return this;
    }

    public FormBody Add(string name, bool value) => Add(name, value ? "true"u8 : "false"u8);

    public FormBody Add(string name, int? value) => Add(name, value?.ToString(CultureInfo.InvariantCulture));

    public FormBody Add(string name, ReadOnlySpan<byte> utf8)
    {
        if (_buffer.WrittenCount > 0)
            _buffer.Write("&"u8);
        _buffer.Write(Encoding.ASCII.GetBytes(name));
        _buffer.Write("="u8);
        Encode(utf8);
        return this;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        await stream.WriteAsync(_buffer.WrittenMemory, cancellationToken).ConfigureAwait(false);

    protected override bool TryComputeLength(out long length)
    {
        length = _buffer.WrittenCount;
        return true;
    }

    private void Encode(ReadOnlySpan<byte> utf8)
    {
        while (utf8.Length > 0)
        {
            int plain = utf8.IndexOfAnyExcept(Unreserved);
            if (plain < 0)
                plain = utf8.Length;
            _buffer.Write(utf8[..plain]);
            if (plain == utf8.Length)
                return;
            Span<byte> escape = _buffer.GetSpan(3);
            escape[0] = (byte)'%';
            Utf8Formatter.TryFormat(utf8[plain], escape[1..], out _, new StandardFormat('X', 2));
            _buffer.Advance(3);
            utf8 = utf8[(plain + 1)..];
        }
    }
}
