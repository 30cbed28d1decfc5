using System.Buffers;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;

namespace AgentBay.Typed.Protocol;

/// <summary>A form-urlencoded request body. Spaces are <c>%20</c>, as the official Node client writes them.</summary>
internal sealed class FormBody : RequestBody
{
    private static readonly MediaTypeHeaderValue FormType = new("application/x-www-form-urlencoded");

    private const int LongestOnStack = 256;

    private readonly ArrayBufferWriter<byte> _head;
    private byte[] _payloadName = [];
    private ReadOnlyMemory<byte> _payload;

    public FormBody(int capacity = 256) : base(FormType) => _head = new ArrayBufferWriter<byte>(capacity);

    /// <summary>What a body with this payload is likely to need.</summary>
    public static int CapacityFor(ReadOnlyMemory<byte> payload) => 256 + (payload.Length <= LongestCopied ? payload.Length * 3 / 2 : 0);

    /// <summary>Fields that go into the query, encoded, each after <c>&amp;</c>.</summary>
    public string Query { get; private set; } = "";

    protected override bool HasPayload => !_payload.IsEmpty;

    /// <summary>Adds a field that travels in the query.</summary>
    public FormBody AddToQuery(string name, string value)
    {
        Query += $"&{name}={Uri.EscapeDataString(value)}";
        return this;
    }

    public FormBody Add(string name, string? value)
    {
        if (value is null)
            return this;
        AddName(name);
        if (Encoding.UTF8.GetMaxByteCount(value.Length) <= LongestOnStack)
        {
            Span<byte> utf8 = stackalloc byte[LongestOnStack];
            PercentEncoding.Write(_head, utf8[..Encoding.UTF8.GetBytes(value, utf8)]);
        }
        else
        {
            PercentEncoding.Write(_head, Encoding.UTF8.GetBytes(value));
        }

        return this;
    }

    public FormBody Add(string name, bool? value) => Add(name, value switch { true => "true", false => "false", null => null });

    public FormBody Add(string name, int? value) => Add(name, value?.ToString(CultureInfo.InvariantCulture));

    /// <summary>Adds the one field that may be large, and is not copied then.</summary>
    public FormBody Add(string name, ReadOnlyMemory<byte> utf8)
    {
        if (utf8.Length > LongestCopied)
        {
            _payloadName = Encoding.ASCII.GetBytes($"&{name}=");
            _payload = utf8;
            return this;
        }

        AddName(name);
        PercentEncoding.Write(_head, utf8.Span);
        return this;
    }

    protected override long ComputeLength() =>
        _head.WrittenCount + _payloadName.Length + PercentEncoding.Length(_payload.Span);

    protected override async ValueTask WriteAsync(Stream stream, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(_head.WrittenMemory, cancellationToken).ConfigureAwait(false);
        if (!HasPayload)
            return;
        await stream.WriteAsync(_payloadName, cancellationToken).ConfigureAwait(false);
        byte[] piece = ArrayPool<byte>.Shared.Rent(LongestCopied);
        for (int start = 0; start < _payload.Length;)
        {
            int length = PercentEncoding.Write(_payload.Span[start..], piece, out int read);
            await stream.WriteAsync(piece.AsMemory(0, length), cancellationToken).ConfigureAwait(false);
            start += read;
        }

        ArrayPool<byte>.Shared.Return(piece);
    }

    private void AddName(string name)
    {
        if (_head.WrittenCount > 0)
            _head.Write("&"u8);
        Encoding.ASCII.GetBytes(name, _head);
        _head.Write("="u8);
    }
}
