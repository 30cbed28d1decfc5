namespace AgentBay.Typed.Cli.Sources;

/// <summary>
/// Opens a source when it is first needed, and closes with itself what was opened, or is being opened at that moment.
/// A failure is told to whoever waits, and the next one tries again.
/// </summary>
internal sealed class LazySource(Func<CancellationToken, Task<IOpenSource>> open) : IAsyncDisposable
{
    private readonly object _gate = new();
    private readonly CancellationTokenSource _closing = new();
    private Task<(IOpenSource Source, ToolListing Listing)>? _opening;

    /// <summary>Waits for the source and what it lists. Giving up waiting does not end the opening.</summary>
    /// <exception cref="SourceException">It cannot be opened or listed.</exception>
    public Task<(IOpenSource Source, ToolListing Listing)> GetAsync(CancellationToken cancellationToken)
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
        Task<(IOpenSource Source, ToolListing Listing)>? opening;
        lock (_gate)
        {
            _closing.Cancel();
            opening = _opening;
        }

        if (opening is not null)
        {
            await ((Task)opening).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (opening.IsCompletedSuccessfully)
                await (await opening).Source.DisposeAsync();
        }

        _closing.Dispose();
    }

    private async Task<(IOpenSource Source, ToolListing Listing)> OpenAsync()
    {
        IOpenSource source = await open(_closing.Token);
        try
        {
            return (source, await source.ListAsync(_closing.Token));
        }
        catch
        {
            await source.DisposeAsync();
            throw;
        }
    }
}
