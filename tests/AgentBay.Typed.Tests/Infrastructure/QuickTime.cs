namespace AgentBay.Typed.Tests.Infrastructure;

/// <summary>A clock on which waiting takes no time: each wait moves it on and ends.</summary>
internal class QuickTime : TimeProvider
{
    private long _ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public TimeSpan Waited => TimeSpan.FromTicks(_ticks);

    public override long GetTimestamp() => Interlocked.Read(ref _ticks);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        // A request's time limit is such a timer too; it is longer than any wait between polls, and never strikes here.
        if (dueTime < TimeSpan.FromSeconds(10) && dueTime >= TimeSpan.Zero)
        {
            Interlocked.Add(ref _ticks, dueTime.Ticks);
            return System.CreateTimer(callback, state, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }

        return System.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }
}

/// <summary>The same, while someone sets the time of day back and forth.</summary>
internal sealed class JumpingTime : QuickTime
{
    private int _looks;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddDays(Interlocked.Increment(ref _looks) % 2 == 0 ? 1 : 20_000);
}
