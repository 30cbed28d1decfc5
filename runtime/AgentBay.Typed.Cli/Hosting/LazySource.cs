using AgentBay.Typed.Cli.Sources;
using AgentBay.Typed.Schema.Captures;

namespace AgentBay.Typed.Cli.Hosting;

/// <summary>
/// Opens a source when it is first needed, and closes with itself what was opened, or is being opened at that moment.
/// A failure is told to whoever waits, and the next one tries again.
/// </summary>
/// <param name="open">Opens it.</param>
/// <param name="shipped">What is known of its tools beforehand; it fills in what the source does not say.</param>
internal sealed class LazySource(Func<CancellationToken, Task<IOpenSource>> open, IReadOnlyList<CapturedTool> shipped) : IAsyncDisposable
{
    private readonly object _gate = new();
    private readonly CancellationTokenSource _closing = new();
    private Task<ServedSource>? _opening;

    /// <summary>Waits for the source and its tools. Giving up waiting does not end the opening.</summary>
    /// <exception cref="CliException">It cannot be opened or listed.</exception>
    public Task<ServedSource> GetAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closing.IsCancellationRequested, this);
            if (_opening is null or { IsFaulted: true })
                _opening = OpenAsync();
            return _opening.WaitAsync(cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Task<ServedSource>? opening;
        lock (_gate)
        {
            _closing.Cancel();
            opening = _opening;
        }

        if (opening is not null)
        {
            await ((Task)opening).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (opening.IsCompletedSuccessfully)
                await (await opening).DisposeAsync();
        }

        _closing.Dispose();
    }

    private async Task<ServedSource> OpenAsync() => await ServedSource.ListAsync(await open(_closing.Token), shipped, _closing.Token);
}
