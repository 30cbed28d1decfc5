using Xunit.Abstractions;

namespace AgentBay.Typed.Generator.Tests.RoundTrip;

/// <summary>What is meant is what is sent: for every tool of every capture, with arguments made from its schema.</summary>
public sealed class ArgumentRoundTripTests(ITestOutputHelper output)
{
    public static TheoryData<string> Captures => [.. CatalogUnderTest.Names];

    [Theory]
    [MemberData(nameof(Captures))]
    public async Task Arguments_are_sent_as_they_were_meant(string capture) => (await ArgumentRoundTrips.OfAsync(capture)).AssertNoFailures();

    [Fact]
    public async Task All_tools_and_nearly_all_parameters_were_tried()
    {
        RoundTripTotals totals = await RoundTripTotals.OfAsync(ArgumentRoundTrips.OfAsync);
        output.WriteLine(totals.ToString());
        Assert.Equal(totals.Calls, totals.Validated);
        totals.AssertAtLeast(CatalogUnderTest.HasCorpus ? (4_852, 25_300) : (256, 548));
    }
}

/// <summary>What is written is what is read: for every tool with an output schema, with answers made from it.</summary>
public sealed class OutputRoundTripTests(ITestOutputHelper output)
{
    public static TheoryData<string> Captures => [.. CatalogUnderTest.Names];

    [Theory]
    [MemberData(nameof(Captures))]
    public async Task Outputs_are_read_as_they_were_written(string capture) => (await OutputRoundTrips.OfAsync(capture)).AssertNoFailures();

    [Fact]
    public async Task All_outputs_and_nearly_all_their_members_were_tried()
    {
        RoundTripTotals totals = await RoundTripTotals.OfAsync(OutputRoundTrips.OfAsync);
        output.WriteLine(totals.ToString());
        totals.AssertAtLeast(CatalogUnderTest.HasCorpus ? (519, 6_500) : (74, 340));
    }
}

public sealed class KnownGapTests
{
    [Fact]
    public async Task A_known_gap_that_is_closed_leaves_the_list()
    {
        if (!CatalogUnderTest.HasCorpus)
            return;
        RoundTripTotals arguments = await RoundTripTotals.OfAsync(ArgumentRoundTrips.OfAsync);
        RoundTripTotals outputs = await RoundTripTotals.OfAsync(OutputRoundTrips.OfAsync);
        Assert.Empty(KnownGaps.All.Except(arguments.Gaps).Except(outputs.Gaps));
    }
}
