using AgentBay.Typed.Local.Tests.Support;

namespace AgentBay.Typed.Local.Tests;

/// <summary>Contexts in a directory of the user's.</summary>
public sealed class ContextDirectoryTests
{
    [Fact]
    public async Task Contexts_outlive_a_bay_that_is_given_a_directory_for_them()
    {
        var directory = Directory.CreateTempSubdirectory("localbay-contexts-").FullName;
        string id;
        await using (var bay = await LocalBay.StartAsync(new LocalBayOptions { ContextsDirectory = directory }))
        {
            using var wire = new Wire(bay);
            id = await wire.CreateContextAsync("kept");
            var session = await wire.CreateSessionWithAsync(id, "/tmp/ctx");
            await session.OutputAsync("echo kept > /tmp/ctx/file");
        } // the session ends with the bay, and its context is copied back first

        await using var next = await LocalBay.StartAsync(new LocalBayOptions { ContextsDirectory = directory });
        using var nextWire = new Wire(next);
        Assert.Equal(id, (await nextWire.CallAsync("GetContext", ("Name", "kept"))).Data.GetProperty("Id").GetString());
        Assert.Equal("kept\n"u8.ToArray(), await nextWire.GetAsync(id, "/file"));
        Directory.Delete(directory, recursive: true);
    }

    [Fact]
    public async Task A_context_that_is_deleted_while_a_session_has_it_does_not_come_back()
    {
        var directory = Directory.CreateTempSubdirectory("localbay-contexts-").FullName;
        await using (var bay = await LocalBay.StartAsync(new LocalBayOptions { ContextsDirectory = directory }))
        {
            using var wire = new Wire(bay);
            var id = await wire.CreateContextAsync();
            await wire.PutAsync(id, "/stored", [1]);
            var session = await wire.CreateSessionWithAsync(id, "/tmp/ctx");
            await session.OutputAsync("rm /tmp/ctx/stored; echo new > /tmp/ctx/file");

            await wire.CallAsync("DeleteContext", ("Id", id));

            await session.CallAsync("SyncContext", ("ContextId", id), ("Path", "/tmp/ctx"), ("Mode", "upload"));
            Assert.Contains(await session.CopiedAsync(), row => row.Status == "Failed" && row.ErrorMessage == $"The context {id} was deleted.");
        }

        Assert.Empty(Directory.EnumerateFileSystemEntries(directory));
        Directory.Delete(directory, recursive: true);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("""{ "Id": "SdkCtx-damaged", "Number": 7 }""")]
    [InlineData("""{ "Id": null, "Number": 7, "Name": null, "CreateTime": "2030-01-01T00:00:00Z", "LastUsedTime": "2030-01-01T00:00:00Z" }""")]
    [InlineData("""{ "Id": "SdkCtx-other", "Number": 7, "Name": "damaged", "CreateTime": "2030-01-01T00:00:00Z", "LastUsedTime": "2030-01-01T00:00:00Z" }""")]
    public async Task A_context_that_is_damaged_is_told_of_left_alone_and_keeps_no_other_from_being_there(string record)
    {
        var directory = Directory.CreateTempSubdirectory("localbay-contexts-").FullName;
        await using (var bay = await LocalBay.StartAsync(new LocalBayOptions { ContextsDirectory = directory }))
        {
            using var wire = new Wire(bay);
            await wire.CreateContextAsync("whole");
        }
        var damaged = Directory.CreateDirectory(Path.Combine(directory, "SdkCtx-damaged")).FullName;
        await File.WriteAllTextAsync(Path.Combine(damaged, "context.json"), record);

        using var log = new RecordingLoggerFactory();
        await using (var bay = await LocalBay.StartAsync(new LocalBayOptions { ContextsDirectory = directory, LoggerFactory = log }))
        {
            using var wire = new Wire(bay);
            Assert.Equal("whole", Assert.Single((await wire.CallAsync("ListContexts")).Data.EnumerateArray()).GetProperty("Name").GetString());
        }

        Assert.Contains(log.Entries, entry => entry.StartsWith($"Warning: The context in {damaged} cannot be read", StringComparison.Ordinal));
        Assert.Equal(record, await File.ReadAllTextAsync(Path.Combine(damaged, "context.json")));
        Directory.Delete(directory, recursive: true);
    }
}
