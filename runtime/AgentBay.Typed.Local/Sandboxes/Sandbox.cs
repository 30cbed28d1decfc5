using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using AgentBay.Typed.Local.Networks;

namespace AgentBay.Typed.Local.Sandboxes;

/// <summary>Where one session's commands run and its files live.</summary>
internal abstract class Sandbox : IAsyncDisposable
{
    // What a program wrote just before it ended is in the pipe already, and is read to its end. Only a process that it left
    // behind keeps the pipe open for longer; that one is not waited for, however much it writes.
    private static readonly TimeSpan DrainPause = TimeSpan.FromMilliseconds(50);
    private const int MaximumDrainPauses = 100;

    private readonly CancellationTokenSource _end = new();
    private readonly CancellationToken _ended;
    private readonly ConcurrentDictionary<Task, bool> _drains = [];

    protected Sandbox(string id, string directory)
    {
        Id = id;
        DirectoryPath = DirectoryTree.CreatePrivate(directory);
        HomePath = Directory.CreateDirectory(Path.Combine(directory, "home")).FullName;
        TemporaryPath = Directory.CreateDirectory(Path.Combine(directory, "tmp")).FullName;
        _ended = _end.Token;
    }

    public abstract SandboxFiles Files { get; }

    /// <summary>The directory for temporary files, in the sandbox's view.</summary>
    public abstract string TemporaryDirectory { get; }

    /// <summary>The directory that holds everything of this sandbox; what is directly in it the sandbox does not see.</summary>
    public string DirectoryPath { get; }

    protected string Id { get; }

    protected string HomePath { get; }

    protected string TemporaryPath { get; }

    public async Task<SandboxResult> RunAsync(SandboxCommand command, CancellationToken cancellationToken)
    {
        var callId = Guid.NewGuid().ToString("N");
        var started = Stopwatch.GetTimestamp();
        var process = Start(Prepare(command, callId));
        var output = new OutputCapture(process.StandardOutput.BaseStream, _ended, command.OnOutput);
        var error = new OutputCapture(process.StandardError.BaseStream, _ended, command.OnError);
        var pumps = Task.WhenAll(output.Completion, error.Completion);

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _ended);
        limit.CancelAfter(command.Timeout);
        var timedOut = false;
        try
        {
            await WriteInputAsync(process, command.Input, limit.Token);
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            await ProcessTree.KillAsync(ProcessTree.CallMark, callId, process);
            await process.WaitForExitAsync(CancellationToken.None);
            timedOut = true;
        }

        await ReadRestAsync(pumps, output, error);
        var exitCode = process.ExitCode;
        DisposeAfter(pumps, process);
        cancellationToken.ThrowIfCancellationRequested();
        _ended.ThrowIfCancellationRequested();
        return new SandboxResult(callId, output.Text(), error.Text(), exitCode, timedOut, Stopwatch.GetElapsedTime(started));
    }

    /// <summary>Ends all that runs here; the files stay until it is disposed.</summary>
    public async Task EndAsync()
    {
        await _end.CancelAsync();
        await EndProcessesAsync();
        await Task.WhenAll(_drains.Keys);
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        await DirectoryTree.DeleteAsync(DirectoryPath);
        _end.Dispose();
    }

    /// <summary>Connects to a port that something in this sandbox listens on.</summary>
    /// <exception cref="PortUnreachableException">Nothing does, or something else.</exception>
    public abstract Task<Stream> ConnectAsync(int port, CancellationToken cancellationToken);

    /// <summary>Stops every process of this sandbox where it stands.</summary>
    public void Pause()
    {
        // A process that is stopped cannot fork any more, so this comes to an end.
        var stopped = new HashSet<int>();
        while (Members().Where(stopped.Add).ToList() is { Count: > 0 } found) found.ForEach(process => Libc.Signal(process, Libc.SigStop));
    }

    /// <summary>Lets every process of this sandbox go on.</summary>
    public void Resume()
    {
        foreach (var process in Members()) Libc.Signal(process, Libc.SigContinue);
    }

    /// <summary>
    /// The processes that run here now, apart from those that keep the sandbox itself; what waits for others comes after
    /// them.
    /// </summary>
    protected abstract IEnumerable<int> Members();

    /// <summary>How to start a program in this sandbox.</summary>
    protected abstract ProcessStartInfo Prepare(SandboxCommand command, string callId);

    protected abstract Task EndProcessesAsync();

    /// <summary>The variables of every command: the sandbox's own, never those of this process.</summary>
    protected Dictionary<string, string> CommandEnvironment(SandboxCommand command, string callId, IEnumerable<KeyValuePair<string, string>> own)
    {
        var environment = new Dictionary<string, string>(own) { ["LANG"] = "C.UTF-8" };
        foreach (var (name, value) in command.Environment) environment[name] = value;
        environment[ProcessTree.SessionMark] = Id;
        environment[ProcessTree.CallMark] = callId;
        return environment;
    }

    /// <summary>A process whose environment is empty and whose streams are pipes.</summary>
    protected static ProcessStartInfo StartInfo(string fileName, IEnumerable<string> arguments)
    {
        var info = new ProcessStartInfo(fileName, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        info.Environment.Clear();
        return info;
    }

    private static Process Start(ProcessStartInfo info)
    {
        try
        {
            return Process.Start(info)!;
        }
        catch (Win32Exception e)
        {
            throw new ToolException(string.Create(CultureInfo.InvariantCulture, $"The command could not be started: {e.Message}"), e);
        }
    }

    private static async Task ReadRestAsync(Task pumps, OutputCapture output, OutputCapture error)
    {
        for (var pause = 0; pause < MaximumDrainPauses && !pumps.IsCompleted; pause++)
        {
            // What is no longer in the pipe is in the reader's hands, and with it after a pause.
            var isLast = !output.HasMore && !error.HasMore;
            await Task.WhenAny(pumps, Task.Delay(DrainPause, CancellationToken.None));
            if (isLast) return;
        }
    }

    private static async Task WriteInputAsync(Process process, ReadOnlyMemory<byte> input, CancellationToken cancellationToken)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(input, cancellationToken);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading all of its input.
        }
    }

    private void DisposeAfter(Task pumps, Process process)
    {
        var drain = DrainAsync();
        _drains.TryAdd(drain, true);
        _ = drain.ContinueWith(done => _drains.TryRemove(done, out _), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);

        async Task DrainAsync()
        {
            await pumps;
            process.Dispose();
        }
    }
}
