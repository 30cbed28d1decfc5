namespace AgentBay.Typed.Protocol;

/// <summary>
/// A caller's cancellation and a time limit in one token, which can tell the two apart. Every call needs one, so they are
/// used again: none may be touched after its disposal.
/// </summary>
internal sealed class Deadline : IDisposable
{
    private static readonly Spares<Deadline> Idle = new();

    private readonly CancellationTokenSource _source;
    private readonly TimeProvider _time;
    private CancellationTokenRegistration _registration;
    private CancellationToken _caller;
    private long _start;

    private Deadline(TimeSpan limit, TimeProvider time)
    {
        _source = new CancellationTokenSource(limit, time);
        _time = time;
        Limit = limit;
    }

    public TimeSpan Limit { get; private set; }

    public CancellationToken Token => _source.Token;

    /// <summary>Whether the time was up before the caller gave up.</summary>
    public bool IsOver => _source.IsCancellationRequested && !_caller.IsCancellationRequested;

    /// <summary>What is left of the time.</summary>
    public TimeSpan Left => Limit == Timeout.InfiniteTimeSpan ? TimeSpan.MaxValue : Limit - _time.GetElapsedTime(_start);

    /// <summary>Begins a time limit.</summary>
    public static Deadline Start(TimeSpan limit, TimeProvider time, CancellationToken caller)
    {
        Deadline deadline = TakeSpare(TimeLimit.ForTimer(limit), time);
        deadline._caller = caller;
        deadline._start = time.GetTimestamp();
        deadline._registration = caller.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), deadline._source);
        return deadline;
    }

    /// <summary>Starts the time limit anew, for something that may take long but not stand still.</summary>
    public void Restart() => _source.CancelAfter(Limit);

    /// <summary>Stops the time limit while the caller's own code works.</summary>
    public void Pause() => _source.CancelAfter(Timeout.InfiniteTimeSpan);

    /// <exception cref="OperationCanceledException">The caller gave up; the exception carries the caller's token.</exception>
    public void ThrowIfCallerGaveUp() => _caller.ThrowIfCancellationRequested();

    public void Dispose()
    {
        _registration.Dispose();
        _caller = default;
        if (_time != TimeProvider.System || !_source.TryReset() || !Idle.Keep(this))
            _source.Dispose();
    }

    private static Deadline TakeSpare(TimeSpan limit, TimeProvider time)
    {
        if (time != TimeProvider.System || Idle.Take() is not { } deadline)
            return new Deadline(limit, time);
        deadline.Limit = limit;
        deadline.Restart();
        return deadline;
    }
}
