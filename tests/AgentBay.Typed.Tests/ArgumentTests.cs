using System.Collections.ObjectModel;
using System.Net;
using System.Text;
using AgentBay.Typed.Tests.Infrastructure;

namespace AgentBay.Typed.Tests;

/// <summary>What is wrong with arguments is found before anything is sent, and what is odd but fine is taken.</summary>
public sealed class ArgumentTests
{
    public static TheoryData<string, SessionOptions> WrongOptions() => new()
    {
        { "Labels", new SessionOptions { Labels = { [" "] = "x" } } },
        { "Labels", new SessionOptions { Labels = { ["a"] = "" } } },
        { "IdleTimeout", new SessionOptions { IdleTimeout = TimeSpan.FromMilliseconds(1) } },
        { "SkillNames", new SessionOptions { LoadSkills = true, SkillNames = { "pdf", " " } } },
        { "SkillNames", new SessionOptions { SkillNames = { "pdf" } } },
        { "Contexts", new SessionOptions { Contexts = { null! } } },
        { "Contexts", new SessionOptions { Contexts = { new ContextBinding("", "/a") } } },
        { "Contexts", new SessionOptions { Contexts = { new ContextBinding("c", "relative/path") } } },
        { "Contexts", new SessionOptions { Contexts = { new ContextBinding("c", "/a"), new ContextBinding("d", "/a/") } } },
        { "Contexts", new SessionOptions { Contexts = { new ContextBinding("c", "/a", new ContextPolicy { RecyclePaths = { "*.txt" } }) } } },
        { "Contexts", new SessionOptions { Contexts = { new ContextBinding("c", "/a", new ContextPolicy { Lifecycle = (ContextLifecycle)2 }) } } },
    };

    [Theory]
    [MemberData(nameof(WrongOptions))]
    public void A_wrong_option_is_named_by_the_call_itself(string property, SessionOptions options)
    {
        FakeService service = new();
        using AgentBayClient client = service.CreateClient();
        ArgumentException exception = Assert.Throws<ArgumentException>(() => { _ = client.CreateSessionAsync(options); });
        Assert.Equal("options", exception.ParamName);
        Assert.Contains($"SessionOptions.{property}", exception.Message, StringComparison.Ordinal);
        Assert.Empty(service.Requests);
    }

    [Fact]
    public async Task A_path_on_a_drive_is_absolute()
    {
        FakeService service = new();
        await using AgentBayClient client = service.CreateClient();
        await client.CreateSessionAsync(new SessionOptions { Contexts = { new ContextBinding("c", @"C:\data") { WaitForDownload = false } } });
        Assert.Contains("C:", service.Last("CreateMcpSession").Fields["PersistenceDataList"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Arguments_that_are_wrong_are_told_by_the_call_itself_and_not_by_its_task()
    {
        FakeService service = new();
        await using AgentBayClient client = service.CreateClient();
        Session session = await client.CreateSessionAsync();
        using System.IO.Pipes.AnonymousPipeServerStream pipe = new();
        Action[] calls =
        [
            () => _ = client.GetSessionAsync(" "), () => _ = client.Contexts.GetOrCreateAsync(""), () => _ = client.Contexts.FindAsync(" "),
            () => _ = client.Contexts.RenameAsync("c", ""), () => _ = client.Contexts.DeleteAsync(""), () => _ = client.Contexts.ClearAsync(" "),
            () => _ = client.Contexts.ClearAsync("c", TimeSpan.Zero), () => _ = client.Contexts.UploadFileAsync("c", "/f", pipe),
            () => _ = client.Contexts.UploadFileAsync("c", "", new MemoryStream()), () => _ = client.Contexts.DownloadFileAsync("", "/f", new MemoryStream()),
            () => _ = client.Contexts.GetFileUploadUrlAsync("c", ""), () => _ = client.Contexts.DeleteFileAsync("", "/f"),
            () => _ = session.Files.UploadAsync(pipe, "f"), () => _ = session.Files.UploadAsync(new MemoryStream(), " "),
            () => _ = session.Files.DownloadAsync("", new MemoryStream()), () => _ = session.Contexts.BindAsync([]), () => _ = session.Contexts.SyncAsync("c"),
            () => _ = session.PauseAsync(TimeSpan.FromSeconds(-1)), () => _ = session.ResumeAsync(TimeSpan.Zero), () => _ = session.GetLinkAsync(port: 1),
            () => _ = session.SetLabelsAsync(new Dictionary<string, string>()), () => _ = session.CallToolAsync(" "),
        ];
        foreach (Action call in calls)
            Assert.ThrowsAny<ArgumentException>(call);
        Assert.Single(service.Requests);
    }

    public static TheoryData<TimeSpan> LongLimits() => new(TimeSpan.MaxValue, TimeSpan.FromDays(60), Timeout.InfiniteTimeSpan);

    [Theory]
    [MemberData(nameof(LongLimits))]
    public async Task A_limit_may_be_as_long_as_one_likes(TimeSpan limit)
    {
        FakeService service = new FakeService().Answer("ClearContext", "null").Answer("GetContext", """{"Id":"c","State":"available"}""")
            .Answer("PauseSessionAsync", "null").AnswerInTurn("GetSession", """{"Status":"PAUSING"}""", """{"Status":"PAUSED"}""");
        await using AgentBayClient client = service.CreateClient(options => (options.Timeout, options.ToolTimeout, options.TimeProvider) = (limit, limit, new QuickTime()));
        Session session = await client.CreateSessionAsync();
        await session.PauseAsync(limit);
        service.AnswerInTurn("GetSession", """{"Status":"RESUMING"}""", """{"Status":"RUNNING"}""").Answer("ResumeSessionAsync", "null");
        await session.ResumeAsync(limit);
        await client.Contexts.ClearAsync("c", limit);
        Assert.Equal(1, service.Count("ClearContext"));
    }

    [Fact]
    public async Task Arguments_are_written_in_the_call()
    {
        FakeService service = new FakeService().Say("ok");
        Session session = await service.CreateSessionAsync();
        await session.CallToolAsync("shell", new() { ["command"] = "ls", ["timeout_ms"] = 5 });
        Assert.Equal("""{"command":"ls","timeout_ms":5}""", service.Last("CallMcpTool").Fields["Args"]);
        await session.CallToolAsync("shell", null);
        Assert.Equal("{}", service.Last("CallMcpTool").Fields["Args"]);
    }

    [Theory]
    [InlineData("{bad")]
    [InlineData("""{"keys":["\ud800","a"]}""")]
    [InlineData("""{"\ud800":1,"keys":["A"]}""")]
    [InlineData("""{"keys":"A"}""")]
    public async Task Keys_that_are_none_are_passed_on_as_they_are(string arguments)
    {
        FakeService service = new FakeService().Say("ok");
        Session session = await service.CreateSessionAsync();
        await session.InvokeAsync(new ToolDescriptor("press_keys"), Encoding.UTF8.GetBytes(arguments));
        Assert.Equal(arguments, service.Last("CallMcpTool").Fields["Args"]);
    }

    [Fact]
    public async Task Keys_are_corrected_beside_what_is_odd()
    {
        FakeService service = new FakeService().Say("ok");
        Session session = await service.CreateSessionAsync();
        await session.InvokeAsync(new ToolDescriptor("press_keys"), """{"keys":["CTRL","\ud800",1],"keys":["A"],"hold":"é"}"""u8.ToArray());
        Assert.Equal("""{"keys":["Ctrl","\ud800",1],"keys":["a"],"hold":"é"}""", service.Last("CallMcpTool").Fields["Args"]);
    }

    [Fact]
    public async Task Results_that_are_lists_and_maps_convert_to_them()
    {
        FakeService service = new FakeService().Answer("GetLabel", """{"Labels":"{\"a\":\"b\"}"}""").Answer("ListMcpTools", """[{"name":"t"}]""")
            .Answer("DescribeSessionContexts", """[{"ContextId":"c"}]""").Answer("GetContextInfo", CreationTests.Rows("c", "upload", "Success"));
        Session session = await service.CreateSessionAsync();
        ReadOnlyDictionary<string, string> labels = await session.GetLabelsAsync();
        ReadOnlyCollection<ToolDescriptor> tools = await session.ListToolsAsync();
        ReadOnlyCollection<BoundContext> bound = await session.Contexts.ListAsync();
        ReadOnlyCollection<ContextSyncTask> tasks = await session.Contexts.GetInfoAsync();
        Assert.Equal(("b", "t", "c", "c"), (labels["a"], tools[0].Name, bound[0].ContextId, tasks[0].ContextId));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_callers_HttpClient_stays_the_callers_unless_it_is_given_away(bool disposeHttpClient)
    {
        using HttpClient http = new(new FakeService(), disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };
        AgentBayClient client = new(new AgentBayOptions { ApiKey = "k", Endpoint = "http://bay.test" }, http, disposeHttpClient);
        await client.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => client.GetSessionAsync("s-1"));
        using HttpRequestMessage request = new(HttpMethod.Post, "http://bay.test/?Action=DeleteSessionAsync");
        if (disposeHttpClient)
            await Assert.ThrowsAsync<ObjectDisposedException>(() => http.SendAsync(request));
        else
            Assert.Equal(HttpStatusCode.OK, (await http.SendAsync(request)).StatusCode);
    }
}
