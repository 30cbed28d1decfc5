using System.Globalization;
using System.Text;
using AgentBay.Typed.Local.Sandboxes;

namespace AgentBay.Typed.Local.Tools.Files;

/// <summary>Reads what a tool hands out whole.</summary>
internal static class FileContent
{
    // An answer is one JSON string held in memory, here and at the caller.
    public const int Limit = 64 * 1024 * 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Up to <paramref name="length"/> bytes from <paramref name="offset"/>; 0 means to the end.</summary>
    public static async Task<byte[]> ReadAsync(SandboxFiles files, string path, long offset, long length, CancellationToken cancellationToken)
    {
        await using var stream = files.OpenRead(path);
        var rest = Math.Max(0, stream.Length - offset);
        var wanted = length == 0 ? rest : Math.Min(length, rest);
        if (wanted > Limit)
            throw new ToolException(string.Create(CultureInfo.InvariantCulture, $"{path} is too large for one answer: {wanted} bytes, at most {Limit}. Read it in pieces with offset and length."));

        stream.Seek(offset, SeekOrigin.Begin);
        var bytes = new byte[wanted];
        var read = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        return read == bytes.Length ? bytes : bytes[..read];
    }

    /// <summary>The whole file, which must be UTF-8 text because it is going to be written back.</summary>
    public static async Task<string> ReadTextAsync(SandboxFiles files, string path, CancellationToken cancellationToken)
    {
        try
        {
            return Strict.GetString(await ReadAsync(files, path, 0, 0, cancellationToken));
        }
        catch (DecoderFallbackException e)
        {
            throw new ToolException($"Not UTF-8 text: {path}", e);
        }
    }
}
