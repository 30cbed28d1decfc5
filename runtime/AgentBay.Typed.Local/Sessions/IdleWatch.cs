namespace AgentBay.Typed.Local.Sessions;

/// <summary>Tells when nobody has used something for a time. Without a time, or with one beyond what a timer takes, it never does.</summary>
internal sealed class IdleWatch : IDisposable
{
    private static readonly TimeSpan LongestTime = TimeSpan.FromDays(49); // a timer counts milliseconds in 32 bits

    private readonly TimeSpan _time;
    private readonly ITimer? _timer;
    private readonly Lock _lock = new();
    private int _uses;

    /// <param name="clock">The clock that the time is measured by.</param>
    /// <param name="time">How long nobody may use it; nothing, and more than 49 days, means for ever.</param>
    /// <param name="onIdle">Called once the time is over.</param>
    public IdleWatch(TimeProvider clock, TimeSpan? time, Action onIdle)
    {
        if (time is not { } limit || limit > LongestTime) return;
        _time = limit;
        _timer = clock.CreateTimer(_ => { if (IsUnused) onIdle(); }, null, _time, Timeout.InfiniteTimeSpan);
    }

    private bool IsUnused
    {
        get { lock (_lock) return _uses == 0; }
    }

    /// <summary>It is in use until the result is disposed; from then on the time runs anew.</summary>
    public IDisposable Use()
    {
        lock (_lock)
        {
            if (++_uses == 1) _timer?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
        return new Usage(this);
    }

    /// <summary>The time runs anew.</summary>
    public void Touch() => Use().Dispose();

    public void Dispose() => _timer?.Dispose();

    private void End()
    {
        lock (_lock)
        {
            if (--_uses == 0) _timer?.Change(_time, Timeout.InfiniteTimeSpan);
        }
    }

    private sealed class Usage(IdleWatch watch) : IDisposable
    {
        private int _isDisposed;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isDisposed, 1) == 0) watch.End();
        }
    }
}
