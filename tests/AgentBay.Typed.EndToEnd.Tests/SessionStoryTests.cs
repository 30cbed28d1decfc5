using System.Net;
using AgentBay.Typed.EndToEnd.Catalogs;
using AgentBay.Typed.Local;

namespace AgentBay.Typed.EndToEnd;

/// <summary>What a session is for, from its creation to its deletion, against LocalBay and over each route.</summary>
public sealed class SessionStoryTests
{
    public static TheoryData<string> Routes() => ["api", "link", "vpc"];

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task Tools_answer_alike_over_every_route(string route)
    {
        await using LocalBay bay = await StartAsync(route);
        await using AgentBayClient client = bay.CreateClient();
        await using Session<LinuxLatest> session = await client.CreateSessionAsync<LinuxLatest>(new() { UseVpc = route == "vpc" ? true : null });
        Assert.Equal((route == "link", route == "vpc"), (session.LinkUrl is not null, session.IsVpc));

        ToolResult<LinuxLatest.ShellResult> run = await session.Tools.Shell("echo 'a b+c&d=é€'; echo oops >&2; exit 3");
        Assert.True(run.IsError);
        Assert.True(run.TryGetValue(out LinuxLatest.ShellResult? failed));
        Assert.Equal(("a b+c&d=é€", "oops", 3), (failed.Stdout.Trim(), failed.Stderr.Trim(), failed.ExitCode));

        string text = string.Concat(Enumerable.Range(0, 3000).Select(static i => $"line {i} ☃\n"));
        await session.Tools.WriteFile("/tmp/big.txt", text);
        Assert.Equal(text, (await session.Tools.ReadFile("/tmp/big.txt")).Text);

#pragma warning disable ABT1002 // That the tool is unknown is the point.
        ToolResult unknown = await session.CallToolAsync("no_such_tool");
#pragma warning restore ABT1002
        Assert.True(unknown.IsError);
        Assert.NotEmpty(unknown.RequestId);
        Assert.True((await session.GetMetricsAsync()).Value.MemoryTotal > 0);
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task A_session_that_someone_else_deleted_is_said_to_be_gone(string route)
    {
        await using LocalBay bay = await StartAsync(route);
        await using AgentBayClient client = bay.CreateClient();
        Session<LinuxLatest> session = await client.CreateSessionAsync<LinuxLatest>(new() { UseVpc = route == "vpc" ? true : null });
        await (await client.GetSessionAsync(session.SessionId)).DeleteAsync();
        AgentBayException exception = await Assert.ThrowsAsync<AgentBayException>(() => session.Tools.Shell("true"));
        Assert.Equal(("InvalidMcpSession.NotFound", HttpStatusCode.BadRequest), (exception.Code, exception.StatusCode));
        Assert.Equal(DeletionState.Finished, (await session.DeleteAsync()).Value.State);
    }

    [Fact]
    public async Task Files_of_a_context_outlive_sessions()
    {
        await using LocalBay bay = await LocalBay.StartAsync();
        await using AgentBayClient client = bay.CreateClient();
        AgentBayContext context = await client.Contexts.GetOrCreateAsync("project");
        await client.Contexts.UploadFileAsync(context.Id, "/notes.txt", new MemoryStream("from outside\n"u8.ToArray()));
        SessionOptions options = new() { Contexts = { new ContextBinding(context.Id, "/home/wuying/project") } };

        await using (Session<LinuxLatest> first = await client.CreateSessionAsync<LinuxLatest>(options))
        {
            await first.Tools.Shell("echo 'from the first' >> /home/wuying/project/notes.txt");
            SessionDeletion deletion = await first.DeleteAsync(syncContext: true);
            Assert.Equal((DeletionState.Finished, ContextSyncState.Succeeded, null), (deletion.State, deletion.ContextSync, deletion.ContextSyncError));
        }

        await using Session<LinuxLatest> second = await client.CreateSessionAsync<LinuxLatest>(options);
        Assert.Equal("from outside\nfrom the first\n", (await second.Tools.ReadFile("/home/wuying/project/notes.txt")).Text);
        Assert.Equal(context.Id, Assert.Single((await second.Contexts.ListAsync()).Value).ContextId);

        await second.Tools.WriteFile("/home/wuying/project/more.txt", "more");
        ContextSyncTask task = Assert.Single((await second.Contexts.SyncAsync(context.Id, "/home/wuying/project", ContextSyncMode.Upload)).Value);
        Assert.Equal((context.Id, "upload", "Success"), (task.ContextId, task.TaskType, task.Status));
        Dictionary<string, long> files = [];
        await foreach (ContextFile file in client.Contexts.ListFilesAsync(context.Id))
            files[file.Name] = file.Size;
        Assert.Equal(4, files["more.txt"]);
        MemoryStream fetched = new();
        await client.Contexts.DownloadFileAsync(context.Id, "/more.txt", fetched);
        Assert.Equal("more"u8.ToArray(), fetched.ToArray());
    }

    [Fact]
    public async Task Contexts_are_found_renamed_cleared_and_deleted()
    {
        await using LocalBay bay = await LocalBay.StartAsync();
        await using AgentBayClient client = bay.CreateClient();
        Assert.Null((await client.Contexts.FindAsync("nothing")).Value);
        AgentBayContext context = await client.Contexts.GetOrCreateAsync("one");
        Assert.Equal(context.Id, (await client.Contexts.FindAsync("one")).Value!.Id);
        await client.Contexts.RenameAsync(context.Id, "two");
        Assert.Equal("two", (await client.Contexts.FindByIdAsync(context.Id)).Value!.Name);
        await client.Contexts.UploadFileAsync(context.Id, "/a", new MemoryStream([1]));
        await client.Contexts.ClearAsync(context.Id);
        await foreach (ContextFile file in client.Contexts.ListFilesAsync(context.Id))
            Assert.Fail($"{file.Path} is still there.");
        await client.Contexts.DeleteAsync(context.Id);
        Assert.Null((await client.Contexts.FindByIdAsync(context.Id)).Value);
    }

    [Fact]
    public async Task A_file_of_ours_goes_into_a_session_and_comes_back()
    {
        await using LocalBay bay = await LocalBay.StartAsync();
        await using AgentBayClient client = bay.CreateClient();
        await using Session<LinuxLatest> session = await client.CreateSessionAsync<LinuxLatest>();
        byte[] content = new byte[3_000_000];
        new Random(1).NextBytes(content);
        string remote = await session.Files.UploadAsync(new MemoryStream(content), "data.bin");
        Assert.Equal("3000000", (await session.Tools.Shell($"wc -c < {remote}")).Value.Stdout.Trim());
        await session.Tools.Shell($"cp {remote} {remote}.copy");
        MemoryStream back = new();
        await session.Files.DownloadAsync("data.bin.copy", back);
        Assert.Equal(content, back.ToArray());
    }

    [Fact]
    public async Task A_paused_session_stands_still()
    {
        await using LocalBay bay = await LocalBay.StartAsync();
        await using AgentBayClient client = bay.CreateClient();
        await using Session<LinuxLatest> session = await client.CreateSessionAsync<LinuxLatest>();
        await session.PauseAsync();
        Assert.Equal(SessionStatus.Paused, (await session.GetStatusAsync()).Value);
        await Assert.ThrowsAsync<AgentBayException>(() => session.Tools.Shell("true"));
        await session.ResumeAsync();
        Assert.Equal(SessionStatus.Running, (await session.GetStatusAsync()).Value);
        Assert.Equal("1", (await session.Tools.Shell("echo 1")).Value.Stdout.Trim());
        await session.KeepAliveAsync();
    }

    [Fact]
    public async Task Sessions_are_listed_by_label_over_all_pages()
    {
        await using LocalBay bay = await LocalBay.StartAsync();
        await using AgentBayClient client = bay.CreateClient();
        List<Session> sessions = [];
        for (int i = 0; i < 60; i++)
            sessions.Add(await client.CreateSessionAsync(new() { ImageId = "linux_latest", Labels = { ["team"] = i < 55 ? "a" : "b", ["n"] = $"{i}" } }));
        HashSet<string> found = [];
        await foreach (SessionSummary one in client.ListSessionsAsync(new Dictionary<string, string> { ["team"] = "a" }, SessionStatus.Running))
            Assert.True(found.Add(one.SessionId), "A session is listed twice.");
        Assert.Equal(sessions.Take(55).Select(static session => session.SessionId).Order(), found.Order());
    }

    [Fact]
    public async Task A_browsers_recording_is_synchronised_at_the_deletion()
    {
        await using LocalBay bay = await LocalBay.StartAsync();
        await using AgentBayClient client = bay.CreateClient();
        Session<LinuxLatest> session = await client.CreateSessionAsync<LinuxLatest>(new() { EnableBrowserReplay = true });
        AgentBayContext? recording = await client.Contexts.FindByIdAsync(session.RecordingContextId!);
        Assert.Equal($"browserreplay-{session.AppInstanceId}", recording!.Name);
        SessionDeletion deletion = await session.DeleteAsync();
        Assert.Equal((DeletionState.Finished, ContextSyncState.Succeeded, null), (deletion.State, deletion.ContextSync, deletion.ContextSyncError));
    }

    private static Task<LocalBay> StartAsync(string route) => LocalBay.StartAsync(new LocalBayOptions
    {
        ToolRoute = route == "link" ? LocalBayToolRoute.Link : LocalBayToolRoute.Api,
    });
}
