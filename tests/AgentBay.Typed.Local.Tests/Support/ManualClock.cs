namespace AgentBay.Typed.Local.Tests.Support;

/// <summary>A clock that stands still until it is told to go on.</summary>
public sealed class ManualClock : TimeProvider
{
    private readonly List<ManualTimer> _timers = [];
    private DateTimeOffset _now = DateTimeOffset.UtcNow;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_timers) return _now;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, () => callback(state));
        lock (_timers) _timers.Add(timer);
        timer.Change(dueTime, period);
        return timer;
    }

    public void Advance(TimeSpan time)
    {
        List<ManualTimer> due;
        lock (_timers)
        {
            _now += time;
            due = _timers.FindAll(timer => timer.Due <= _now);
            due.ForEach(timer => timer.Due = null);
        }
        due.ForEach(timer => timer.Ring());
    }

    private sealed class ManualTimer(ManualClock clock, Action callback) : ITimer
    {
        public DateTimeOffset? Due { get; set; }

        public void Ring() => callback();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._timers) Due = dueTime == Timeout.InfiniteTimeSpan ? null : clock._now + dueTime;
            return true;
        }

        public void Dispose()
        {
            lock (clock._timers) clock._timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
