namespace AgentBay.Typed.Generator.Tests.RoundTrip;

/// <summary>What was sent or read for one capture, and what went wrong.</summary>
internal sealed class RoundTripReport(string capture)
{
    private readonly List<string> _failures = [];

    public int Tools { get; set; }

    public int Calls { get; set; }

    /// <summary>How many calls a schema library looked at.</summary>
    public int Validated { get; set; }

    /// <summary>How many parameters and members of records there are.</summary>
    public int Members { get; private set; }

    /// <summary>Those of them that never held a value.</summary>
    public List<string> Idle { get; } = [];

    /// <summary>The known gaps that were met.</summary>
    public HashSet<KnownGap> Gaps { get; } = [];

    public void Fail(string tool, string way, string problem)
    {
        if (KnownGaps.Find(capture, tool, problem) is { } gap)
            Gaps.Add(gap);
        else
            _failures.Add($"{tool}, {way}: {problem}");
    }

    public void AddMembers(string tool, IEnumerable<(string Type, string Member)> all, IReadOnlySet<(string Type, string Member)> touched)
    {
        foreach ((string type, string member) in all)
        {
            Members++;
            if (!touched.Contains((type, member)))
                Idle.Add($"{capture}: {tool}: {type}.{member}");
        }
    }

    public void AssertNoFailures()
    {
        if (_failures.Count > 0)
        {
            throw new Xunit.Sdk.XunitException(
                $"{capture}: {_failures.Count} of {Calls} calls went wrong.\n\n" + string.Join("\n\n", _failures.Take(10)));
        }
    }
}

/// <summary>What was exercised over all captures.</summary>
internal sealed record RoundTripTotals(
    int Captures, int Tools, int Calls, int Validated, int Members, IReadOnlyList<string> Idle, IReadOnlySet<KnownGap> Gaps)
{
    public static async Task<RoundTripTotals> OfAsync(Func<string, Task<RoundTripReport>> reportOf)
    {
        List<RoundTripReport> reports = [];
        foreach (string capture in CatalogUnderTest.Names)
            reports.Add(await reportOf(capture));
        return new RoundTripTotals(
            reports.Count,
            reports.Sum(static report => report.Tools),
            reports.Sum(static report => report.Calls),
            reports.Sum(static report => report.Validated),
            reports.Sum(static report => report.Members),
            [.. reports.SelectMany(static report => report.Idle)],
            reports.SelectMany(static report => report.Gaps).ToHashSet());
    }

    /// <summary>Fails when less was tried than was before: a test that tries nothing is green too.</summary>
    public void AssertAtLeast((int Tools, int Members) expected)
    {
        Assert.True(Tools >= expected.Tools, $"Only {Tools} tools were tried.");
        Assert.True(Members - Idle.Count >= expected.Members, $"Only {Members - Idle.Count} parameters and members were tried.");
    }

    public override string ToString() =>
        $"{Captures} captures, {Tools} tools, {Calls} calls, {Validated} of them validated; "
        + $"{Members - Idle.Count} of {Members} parameters and members held a value; "
        + $"{Gaps.Count} known gaps{string.Concat(Gaps.Select(static gap => $"\n  {gap}"))}";
}
