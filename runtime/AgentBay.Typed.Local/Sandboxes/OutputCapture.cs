using System.Buffers;
using System.Globalization;
using System.IO.Pipes;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace AgentBay.Typed.Local.Sandboxes;

/// <summary>
/// Reads a program's output to its end, so that the program never meets a closed pipe, and keeps the beginning of it.
/// </summary>
internal sealed class OutputCapture
{
    // A model or a person reads this, and it is held in memory per stream and call.
    public const int Limit = 1024 * 1024;

    private readonly ArrayBufferWriter<byte> _kept = new();
    private readonly Lock _lock = new();
    private long _dropped;

    private readonly SafePipeHandle? _pipe;
    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private readonly Action<string>? _onText;

    /// <param name="stream">The output.</param>
    /// <param name="cancellationToken">Gives up reading.</param>
    /// <param name="onText">Told each piece of what is kept, as it comes.</param>
    public OutputCapture(Stream stream, CancellationToken cancellationToken, Action<string>? onText = null)
    {
        _onText = onText;
        _pipe = (stream as PipeStream)?.SafePipeHandle;
        Completion = PumpAsync(stream, cancellationToken);
    }

    /// <summary>Ends when the last process that holds the other end of the pipe has closed it.</summary>
    public Task Completion { get; }

    /// <summary>Whether something was written that was not read yet. Nobody can tell where it is not Linux.</summary>
    public bool HasMore => OperatingSystem.IsLinux() && _pipe is { IsClosed: false } && Libc.BytesToRead(_pipe) > 0;

    /// <summary>What has come so far; bytes that are no UTF-8 become replacement characters.</summary>
    public string Text()
    {
        lock (_lock)
        {
            var text = Encoding.UTF8.GetString(_kept.WrittenSpan);
            return _dropped == 0 ? text : string.Create(CultureInfo.InvariantCulture, $"{text}\n[{_dropped} more bytes were left out]\n");
        }
    }

    private async Task PumpAsync(Stream stream, CancellationToken cancellationToken)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            int read;
            while ((read = await stream.ReadAsync(buffer, cancellationToken)) > 0) Keep(buffer.AsSpan(0, read));
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // The sandbox has ended; nobody is left to read for.
        }
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        int kept;
        lock (_lock)
        {
            kept = Math.Min(bytes.Length, Limit - _kept.WrittenCount);
            _kept.Write(bytes[..kept]);
            _dropped += bytes.Length - kept;
        }
        if (_onText is null || kept == 0) return;

        // A character may be cut in two; its end comes with the next piece.
        var text = new char[_decoder.GetCharCount(bytes[..kept], flush: false)];
        _decoder.GetChars(bytes[..kept], text, flush: false);
        if (text.Length > 0) _onText(new string(text));
    }
}
