namespace AgentBay.Typed.Protocol;

/// <summary>
/// Looks again and again, at growing intervals, until something is so or the time is up. A look that fails for a passing
/// reason says nothing, and is not the last.
/// </summary>
/// <param name="First">The first interval.</param>
/// <param name="Limit">How long to go on.</param>
internal readonly record struct Polling(TimeSpan First, TimeSpan Limit)
{
    /// <summary>By how much the interval grows each time; 1 keeps it.</summary>
    public double Growth { get; init; } = 1;

    /// <summary>How far it grows.</summary>
    public TimeSpan Longest { get; init; } = TimeSpan.MaxValue;

    /// <summary>Whether to wait before the first look, because what is seen at once may be from before.</summary>
    public bool WaitsFirst { get; init; }

    /// <returns>Whether it came about; false when the time was up.</returns>
    public async Task<bool> UntilAsync(Func<CancellationToken, Task<bool>> isDone, TimeProvider time, CancellationToken cancellationToken)
    {
        using Deadline deadline = Deadline.Start(Limit, time, cancellationToken);
        try
        {
            if (WaitsFirst)
                await Task.Delay(First, time, deadline.Token).ConfigureAwait(false);
            for (TimeSpan interval = First; ; interval = Min(interval * Growth, Longest))
            {
                if (await LookAsync(isDone, deadline.Token).ConfigureAwait(false))
                    return true;
                if (interval > deadline.Left)
                    return false;
                await Task.Delay(interval, time, deadline.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            deadline.ThrowIfCallerGaveUp();
            return false;
        }
    }

    private static async Task<bool> LookAsync(Func<CancellationToken, Task<bool>> isDone, CancellationToken cancellationToken)
    {
        try
        {
            return await isDone(cancellationToken).ConfigureAwait(false);
        }
        catch (AgentBayException e) when (e.IsTransient)
        {
            return false;
        }
    }

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
