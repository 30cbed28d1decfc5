using System.Collections.Immutable;

namespace AgentBay.Typed.Generator.Tests.RoundTrip;

/// <summary>A round trip that is known to fail, and why.</summary>
/// <param name="Capture">The capture.</param>
/// <param name="Tool">The tool.</param>
/// <param name="Problem">A part of what is said of the failure.</param>
/// <param name="Reason">Why it is so.</param>
internal sealed record KnownGap(string Capture, string Tool, string Problem, string Reason);

/// <summary>All round trips that are known to fail. One that succeeds again must leave the list: a test sees to that.</summary>
internal static class KnownGaps
{
    public static ImmutableArray<KnownGap> All { get; } = [];

    public static KnownGap? Find(string capture, string tool, string problem) => All.FirstOrDefault(
        gap => gap.Capture == capture && gap.Tool == tool && problem.Contains(gap.Problem, StringComparison.Ordinal));
}
