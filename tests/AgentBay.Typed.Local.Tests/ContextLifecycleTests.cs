using System.Globalization;
using AgentBay.Typed.Local.Tests.Support;

namespace AgentBay.Typed.Local.Tests;

/// <summary>A file's age in a context runs from when it was stored.</summary>
public sealed class ContextLifecycleTests(BestBay fixture) : IClassFixture<BestBay>
{
    private readonly Wire _wire = fixture.Wire;

    [Fact]
    public async Task A_file_that_is_old_in_the_session_is_kept_for_its_days_after_it_was_stored()
    {
        var id = await _wire.CreateContextAsync();
        var session = await _wire.CreateSessionWithAsync(id, "/tmp/ctx", new { recyclePolicy = new { lifecycle = "Lifecycle_1Day" } });
        await session.OutputAsync("echo x > /tmp/ctx/old; touch -d 2001-02-03T04:05:06Z /tmp/ctx/old");

        await session.SyncAsync();

        Assert.Equal(["old"], await _wire.FilesAsync(id));
    }

    [Fact]
    public async Task A_listing_tells_when_a_file_was_stored_and_when_it_was_modified()
    {
        var id = await _wire.CreateContextAsync();
        var session = await _wire.CreateSessionWithAsync(id, "/tmp/ctx");
        await session.OutputAsync("echo x > /tmp/ctx/old; touch -d 2001-02-03T04:05:06Z /tmp/ctx/old");
        await session.SyncAsync();

        var file = (await _wire.CallAsync("DescribeContextFiles", ("ContextId", id), ("ParentFolderPath", "/"))).Data[0];

        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(981173106), Time("GmtModified"));
        Assert.InRange(Time("GmtCreate"), DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow.AddMinutes(1));

        DateTimeOffset Time(string key) => DateTimeOffset.Parse(file.GetProperty(key).GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
    }
}
