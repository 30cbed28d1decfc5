namespace AgentBay.Typed.Local.Tests.Support;

/// <summary>One LocalBay for the tests of a class.</summary>
public abstract class BayFixture(bool useBubblewrap) : IAsyncLifetime
{
    public LocalBay Bay { get; private set; } = null!;

    public Wire Wire { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Bay = await LocalBay.StartAsync(new LocalBayOptions { UseBubblewrap = useBubblewrap });
        Wire = new Wire(Bay);
    }

    public async Task DisposeAsync()
    {
        Wire.Dispose();
        await Bay.DisposeAsync();
    }
}

/// <summary>With bubblewrap, where it is there.</summary>
public sealed class BestBay() : BayFixture(useBubblewrap: true);

/// <summary>Without bubblewrap.</summary>
public sealed class PlainBay() : BayFixture(useBubblewrap: false);
