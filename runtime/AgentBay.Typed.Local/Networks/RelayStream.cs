using System.Diagnostics;
using System.Globalization;
using AgentBay.Typed.Local.Sandboxes;

namespace AgentBay.Typed.Local.Networks;

/// <summary>
/// A connection made by a process in a session's network namespace and passed on through its standard streams. A
/// user who is not root cannot enter a namespace from a process with many threads, so a small process does.
/// </summary>
internal sealed class RelayStream : Stream
{
    // "+" says that it is connected. When the server ends, so does the relay.
    private const string Script = "exec 3<>/dev/tcp/127.0.0.1/$0 && printf + && { cat <&0 >&3 & cat <&3; kill $!; }";

    private readonly Process _process;
    private readonly Stream _input;
    private readonly Stream _output;

    private RelayStream(Process process)
    {
        _process = process;
        _input = process.StandardInput.BaseStream;
        _output = process.StandardOutput.BaseStream;
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public static async Task<Stream> ConnectAsync(string sessionId, int processId, int port, Bubblewrap programs, CancellationToken cancellationToken)
    {
        if (Programs.Find("bash") is not { } bash) throw new PortUnreachableException("Without root's rights a link needs the program bash, which is not there.");
        var info = new ProcessStartInfo(
            programs.Nsenter,
            ["-t", processId.ToString(CultureInfo.InvariantCulture), "-U", "--preserve-credentials", "-n", "--", bash, "-c", Script, port.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        info.Environment.Clear();
        info.Environment["PATH"] = Programs.DefaultPath;

        var stream = new RelayStream(Process.Start(info)!);
        try
        {
            var connected = new byte[1];
            if (await stream.ReadAsync(connected, cancellationToken) == 1) return stream;
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
        await stream.DisposeAsync();
        throw PortUnreachableException.NothingListens(port, sessionId);
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => _output.ReadAsync(buffer, cancellationToken);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => _output.ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => _output.Read(buffer, offset, count);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => _input.WriteAsync(buffer, cancellationToken);

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => _input.WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(byte[] buffer, int offset, int count) => _input.Write(buffer, offset, count);

    public override void Flush() => _input.Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) => _input.FlushAsync(cancellationToken);

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_process.HasExited) _process.Kill(entireProcessTree: true);
        if (disposing) _process.Dispose();
        base.Dispose(disposing);
    }
}
