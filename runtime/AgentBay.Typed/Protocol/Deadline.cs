namespace AgentBay.Typed.Protocol;

/// <summary>
/// A caller's cancellation and a time limit in one token, which can tell the two apart. Sources are used again, because
/// every call needs one.
/// </summary>
internal sealed class Deadline : IDisposable
{
    private static readonly Spares<CancellationTokenSource> Idle = new();

    private readonly CancellationTokenSource _source;
    private readonly CancellationTokenRegistration _registration;
    private readonly CancellationToken _caller;
    private readonly bool _isReusable;
    private readonly TimeProvider _time;
    private readonly long _start;

    public Deadline(TimeSpan limit, TimeProvider time, CancellationToken caller)
    {
        Limit = TimeLimit.ForTimer(limit);
        _caller = caller;
        _time = time;
        _start = time.GetTimestamp();
        _isReusable = time == TimeProvider.System;
        _source = _isReusable ? TakeSpare(Limit) : new CancellationTokenSource(Limit, time);
        _registration = caller.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _source);
    }

    public TimeSpan Limit { get; }

    public CancellationToken Token => _source.Token;

    /// <summary>Whether the time was up before the caller gave up.</summary>
    public bool IsOver => _source.IsCancellationRequested && !_caller.IsCancellationRequested;

    /// <summary>What is left of the time.</summary>
    public TimeSpan Left => Limit == Timeout.InfiniteTimeSpan ? TimeSpan.MaxValue : Limit - _time.GetElapsedTime(_start);

    /// <summary>Starts the time limit anew, for something that may take long but not stand still.</summary>
    public void Restart() => _source.CancelAfter(Limit);

    /// <summary>Stops the time limit while the caller's own code works.</summary>
    public void Pause() => _source.CancelAfter(Timeout.InfiniteTimeSpan);

    /// <exception cref="OperationCanceledException">The caller gave up; the exception carries the caller's token.</exception>
    public void ThrowIfCallerGaveUp() => _caller.ThrowIfCancellationRequested();

    public void Dispose()
    {
        _registration.Dispose();
        if (!_isReusable || !_source.TryReset() || !Idle.Keep(_source))
            _source.Dispose();
    }

    private static CancellationTokenSource TakeSpare(TimeSpan limit)
    {
        CancellationTokenSource source = Idle.Take() ?? new CancellationTokenSource();
        source.CancelAfter(limit);
        return source;
    }
}
