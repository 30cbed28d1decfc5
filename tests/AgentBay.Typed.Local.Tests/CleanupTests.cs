using AgentBay.Typed.Local.Tests.Support;

namespace AgentBay.Typed.Local.Tests;

/// <summary>A session's files go with it, whatever it made of them.</summary>
public sealed class CleanupTests
{
    // Each half has a path that the system takes; the whole does not.
    private const string DeepTree = "n=$(printf '%0200d' 0); p=$n; for i in 1 2 3 4 5 6 7 8 9 10 11 12; do p=$p/$n; done; mkdir -p a/$p b/$p && touch b/$p/file && mv b a/$p/";
    private const string NamesThatAreNoText = "mkdir \"$(printf 'dir\\377')\" && touch \"$(printf 'dir\\377/file\\376')\" \"$(printf 'file\\375')\"";

    [Theory]
    [InlineData(true, DeepTree)]
    [InlineData(false, DeepTree)]
    [InlineData(true, NamesThatAreNoText)]
    [InlineData(false, NamesThatAreNoText)]
    public async Task A_deleted_session_is_gone_with_its_files(bool useBubblewrap, string command)
    {
        var root = Directory.CreateTempSubdirectory("localbay-root-").FullName;
        await using var bay = await LocalBay.StartAsync(new LocalBayOptions { RootDirectory = root, UseBubblewrap = useBubblewrap });
        using var wire = new Wire(bay);
        var session = await wire.CreateSessionAsync();
        await session.OutputAsync(command);

        await session.CallAsync("DeleteSessionAsync");

        Assert.Equal("InvalidMcpSession.NotFound", (await session.CallAsync("GetSession")).Code);
        Assert.Empty(Directory.EnumerateFileSystemEntries(root));
        await bay.DisposeAsync();
        Directory.Delete(root);
    }

    [Fact]
    public async Task A_bay_ends_with_everything_even_when_a_session_left_a_tree_deeper_than_paths_reach()
    {
        var root = Directory.CreateTempSubdirectory("localbay-root-").FullName;
        var bay = await LocalBay.StartAsync(new LocalBayOptions { RootDirectory = root });
        using var wire = new Wire(bay);
        var session = await wire.CreateSessionAsync();
        await session.OutputAsync(DeepTree);

        await bay.DisposeAsync();

        Assert.Empty(Directory.EnumerateFileSystemEntries(root));
        await Assert.ThrowsAsync<HttpRequestException>(() => wire.CallAsync("ListSession"));
        Directory.Delete(root);
    }

    [Fact]
    public async Task A_session_that_cannot_be_set_up_leaves_no_sandbox_behind()
    {
        var root = Directory.CreateTempSubdirectory("localbay-root-").FullName;
        await using var bay = await LocalBay.StartAsync(new LocalBayOptions { RootDirectory = root, TimeProvider = new ClockWithoutTimers() });
        using var wire = new Wire(bay);

        Assert.Equal("InternalError", (await wire.CallAsync("CreateMcpSession", ("Timeout", "60"))).Code);

        Assert.Empty(Directory.EnumerateFileSystemEntries(root));
        await bay.DisposeAsync();
        Directory.Delete(root);
    }

    private sealed class ClockWithoutTimers : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => throw new NotSupportedException();
    }
}
