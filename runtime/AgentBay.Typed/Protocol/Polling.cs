namespace AgentBay.Typed.Protocol;

/// <summary>Looks again and again, at growing intervals, until something is so or the time is up.</summary>
/// <param name="First">The first interval.</param>
/// <param name="Limit">How long to go on.</param>
internal readonly record struct Polling(TimeSpan First, TimeSpan Limit)
{
    /// <summary>By how much the interval grows each time; 1 keeps it.</summary>
    public double Growth { get; init; } = 1;

    /// <summary>How far it grows.</summary>
    public TimeSpan Longest { get; init; } = TimeSpan.MaxValue;

    /// <returns>Whether it came about; false when the time was up.</returns>
    public async Task<bool> UntilAsync(Func<CancellationToken, Task<bool>> isDone, TimeProvider time, CancellationToken cancellationToken)
    {
        long start = time.GetTimestamp();
        for (TimeSpan interval = First; ; interval = Min(interval * Growth, Longest))
        {
            if (await isDone(cancellationToken).ConfigureAwait(false))
                return true;
            if (time.GetElapsedTime(start) + interval > Limit)
                return false;
            await Task.Delay(interval, time, cancellationToken).ConfigureAwait(false);
        }
    }

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
