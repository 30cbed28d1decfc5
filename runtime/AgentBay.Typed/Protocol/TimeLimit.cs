namespace AgentBay.Typed.Protocol;

/// <summary>
/// A limit that a caller sets: any positive time, or <see cref="Timeout.InfiniteTimeSpan"/>. A timer takes about 24 days;
/// what is longer counts as without end.
/// </summary>
internal static class TimeLimit
{
    private static readonly TimeSpan LongestTimer = TimeSpan.FromMilliseconds(int.MaxValue);

    public static bool IsValid(TimeSpan limit) => limit > TimeSpan.Zero || limit == Timeout.InfiniteTimeSpan;

    /// <exception cref="ArgumentOutOfRangeException">It is no limit.</exception>
    public static TimeSpan Require(TimeSpan limit, string parameter) => IsValid(limit)
        ? ForTimer(limit)
        : throw new ArgumentOutOfRangeException(parameter, limit, "A time limit must be positive, or Timeout.InfiniteTimeSpan.");

    public static TimeSpan ForTimer(TimeSpan limit) => limit > LongestTimer ? Timeout.InfiniteTimeSpan : limit;

    /// <summary>A limit that is longer by some time.</summary>
    public static TimeSpan Extend(TimeSpan limit, TimeSpan by) => limit == Timeout.InfiniteTimeSpan ? limit : ForTimer(limit + by);
}
