using System.Buffers;

namespace AgentBay.Typed.Protocol;

/// <summary>Percent-encodes bytes: all but letters, digits and <c>-._~</c> (RFC 3986, 2.3).</summary>
internal static class PercentEncoding
{
    private static readonly SearchValues<byte> Unreserved =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"u8);

    public static long Length(ReadOnlySpan<byte> bytes)
    {
        long length = bytes.Length;
        foreach (byte one in bytes)
        {
            if (!Unreserved.Contains(one))
                length += 2;
        }

        return length;
    }

    public static void Write(IBufferWriter<byte> target, ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            int length = Write(bytes, target.GetSpan(Math.Min(3 * bytes.Length, 4096)), out int read);
            target.Advance(length);
            bytes = bytes[read..];
        }
    }

    /// <summary>Writes as much as fits.</summary>
    /// <param name="bytes">What to encode.</param>
    /// <param name="target">Where to: three bytes at least.</param>
    /// <param name="read">How many of the bytes were encoded.</param>
    /// <returns>How many bytes were written.</returns>
    public static int Write(ReadOnlySpan<byte> bytes, Span<byte> target, out int read)
    {
        int written = 0;
        read = 0;
        while (read < bytes.Length)
        {
            ReadOnlySpan<byte> rest = bytes[read..];
            int plain = rest.IndexOfAnyExcept(Unreserved);
            plain = Math.Min(plain < 0 ? rest.Length : plain, target.Length - written);
            rest[..plain].CopyTo(target[written..]);
            written += plain;
            read += plain;
            if (read == bytes.Length || target.Length - written < 3)
                break;
            if (Unreserved.Contains(bytes[read]))
                continue;
            target[written] = (byte)'%';
            target[written + 1] = HexDigit(bytes[read] >> 4);
            target[written + 2] = HexDigit(bytes[read] & 0xF);
            written += 3;
            read++;
        }

        return written;
    }

    private static byte HexDigit(int value) => (byte)(value < 10 ? '0' + value : 'A' + value - 10);
}
