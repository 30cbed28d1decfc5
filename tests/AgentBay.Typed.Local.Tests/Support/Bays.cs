namespace AgentBay.Typed.Local.Tests.Support;

/// <summary>One LocalBay for the tests of a class.</summary>
public abstract class BayFixture(LocalBayOptions options) : IAsyncLifetime
{
    public LocalBay Bay { get; private set; } = null!;

    public Wire Wire { get; private set; } = null!;

    /// <summary>The bay's root directory.</summary>
    public string Root { get; } = options.RootDirectory = Directory.CreateTempSubdirectory("localbay-tests-").FullName;

    public async Task InitializeAsync()
    {
        Bay = await LocalBay.StartAsync(options);
        Wire = new Wire(Bay);
    }

    public async Task DisposeAsync()
    {
        Wire.Dispose();
        await Bay.DisposeAsync();
        Directory.Delete(Root);
    }
}

/// <summary>With bubblewrap, where it is there.</summary>
public sealed class BestBay() : BayFixture(new LocalBayOptions());

/// <summary>Without bubblewrap.</summary>
public sealed class PlainBay() : BayFixture(new LocalBayOptions { UseBubblewrap = false });

/// <summary>With a clock that the test moves on.</summary>
public sealed class ClockedBay : BayFixture
{
    public ClockedBay()
        : this(new ManualClock())
    {
    }

    private ClockedBay(ManualClock clock)
        : base(new LocalBayOptions { UseBubblewrap = false, TimeProvider = clock }) => Clock = clock;

    public ManualClock Clock { get; }
}
