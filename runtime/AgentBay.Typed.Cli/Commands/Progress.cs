using Spectre.Console;

namespace AgentBay.Typed.Cli.Commands;

/// <summary>A spinner on the error stream while a person waits at a terminal; nothing elsewhere.</summary>
internal sealed class Progress : IDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly object _gate = new();
    private readonly Task _spinning;
    private readonly string _clear;

    private Progress(string text, bool isShown)
    {
        _clear = isShown ? "\r" + new string(' ', text.Length + 4) + "\r" : "";
        _spinning = isShown ? SpinAsync(text) : Task.CompletedTask;
    }

    public static Progress Start(string text) => new(text, !Console.IsErrorRedirected && !Console.IsOutputRedirected);

    /// <summary>Clears the line, so that another can be printed.</summary>
    public void Pause()
    {
        lock (_gate)
            Console.Error.Write(_clear);
    }

    public void Dispose()
    {
        _end.Cancel();
        _spinning.Wait();
        Pause();
        _end.Dispose();
    }

    private async Task SpinAsync(string text)
    {
        IReadOnlyList<string> frames = Spinner.Known.Line.Frames;
        for (int i = 0; !_end.IsCancellationRequested; i++)
        {
            lock (_gate)
                Console.Error.Write($"\r{frames[i % frames.Count]} {text}");
            await Task.Delay(Spinner.Known.Line.Interval, _end.Token).ContinueWith(static _ => { }, TaskScheduler.Default);
        }
    }
}
