using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgentBay.Typed.Tests.Infrastructure;

namespace AgentBay.Typed.Tests;

/// <summary>What a session is asked for, and that none is left behind when its creation fails.</summary>
public sealed class CreationTests
{
    [Fact]
    public async Task Every_option_is_sent_as_the_wire_has_it()
    {
        FakeService service = new FakeService().Answer("GetContextInfo", Rows("c-1", "download", "Success"));
        using AgentBayClient client = service.CreateClient();
        SessionOptions options = new()
        {
            IdleTimeout = TimeSpan.FromMinutes(2),
            EnableBrowserReplay = false,
            UseVpc = true,
            NetworkId = "n-1",
            LoadSkills = true,
            SkillNames = { "pdf" },
            ExtraConfigs = JsonSerializer.SerializeToElement(new { mobile = new { lockResolution = true } }),
            Framework = "tests",
            Contexts = { new ContextBinding("c-1", "/tmp/data", new ContextPolicy { Lifecycle = ContextLifecycle.ThirtyDays, WhiteLists = { new ContextWhiteList("/src") { ExcludePaths = ["bin"] } } }) },
        };
        await client.CreateSessionAsync(options);
        IReadOnlyDictionary<string, string> sent = service.Last("CreateMcpSession").Fields;
        Assert.Equal(("120", "false", "true", "n-1"), (sent["Timeout"], sent["EnableRecord"], sent["VpcResource"], sent["NetworkId"]));
        Assert.Equal(("true", """["pdf"]""", """{"mobile":{"lockResolution":true}}"""), (sent["LoadSkill"], sent["Skills"], sent["ExtraConfigs"]));
        Assert.Equal("tests", (string)JsonNode.Parse(sent["SdkStats"])!["framework"]!);
        JsonNode context = JsonNode.Parse(sent["PersistenceDataList"])![0]!;
        Assert.Equal(("c-1", "/tmp/data"), ((string)context["ContextId"]!, (string)context["Path"]!));
        Assert.Equal(
            """{"uploadPolicy":{"autoUpload":true,"uploadStrategy":"UploadBeforeResourceRelease","uploadMode":"File"},"downloadPolicy":{"autoDownload":true,"downloadStrategy":"DownloadAsync"},"deletePolicy":{"syncLocalFile":true},"extractPolicy":{"extract":true,"deleteSrcFile":true,"extractToCurrentFolder":false},"recyclePolicy":{"lifecycle":"Lifecycle_30Days","paths":[""]},"bwList":{"whiteLists":[{"path":"/src","excludePaths":["bin"]}]}}""",
            (string)context["Policy"]!);
    }

    [Fact]
    public async Task What_the_service_tells_of_the_session_is_there()
    {
        FakeService service = new FakeService().Answer("CreateMcpSession",
            """{"SessionId":"s-1","Success":true,"ResourceUrl":"https://r","ResourceId":"r-1","AppInstanceId":"a-1","Token":"t","LinkUrl":"https://l/x","WsUrl":"wss://w","VpcResource":"true","NetworkInterfaceIp":"10.0.0.1","HttpPort":"81","ToolList":"[]"}""");
        Session session = await service.CreateSessionAsync();
        Assert.Equal(("https://r", "r-1", "a-1", "t"), (session.ResourceUrl, session.ResourceId, session.AppInstanceId, session.Token));
        Assert.Equal(("https://l/x", "wss://w/", true), (session.LinkUrl!.ToString(), session.WebSocketUrl!.ToString(), session.IsVpc));
        Assert.Equal(("10.0.0.1", 81), (session.NetworkInterfaceIp, session.HttpPort));
    }

    public static TheoryData<string, SessionOptions> Invalid() => new()
    {
        { "IdleTimeout", new SessionOptions { IdleTimeout = TimeSpan.FromMilliseconds(1500) } },
        { "IdleTimeout", new SessionOptions { IdleTimeout = TimeSpan.Zero } },
        { "LoadSkills", new SessionOptions { SkillNames = { "x" } } },
        { "JSON object", new SessionOptions { ExtraConfigs = JsonSerializer.SerializeToElement(5) } },
        { "no id", new SessionOptions { Contexts = { new ContextBinding(" ", "/x") } } },
        { "no path", new SessionOptions { Contexts = { new ContextBinding("c", "") } } },
        { "wildcard", new SessionOptions { Contexts = { new ContextBinding("c", "/x", new ContextPolicy { WhiteLists = { new ContextWhiteList("*.txt") } }) } } },
        { "wildcard", new SessionOptions { Contexts = { new ContextBinding("c", "/x", new ContextPolicy { RecyclePaths = { "a?" } }) } } },
    };

    [Theory]
    [MemberData(nameof(Invalid), DisableDiscoveryEnumeration = true)]
    public async Task An_invalid_option_is_found_before_anything_is_sent(string said, SessionOptions options)
    {
        FakeService service = new();
        using AgentBayClient client = service.CreateClient();
        options.EnableBrowserReplay = true;
        ArgumentException exception = await Assert.ThrowsAnyAsync<ArgumentException>(() => client.CreateSessionAsync(options));
        Assert.Contains(said, exception.Message, StringComparison.Ordinal);
        Assert.Empty(service.Requests);
    }

    [Fact]
    public async Task A_session_is_given_out_when_each_of_its_contexts_is_there()
    {
        FakeService service = new FakeService().AnswerInTurn(
            "GetContextInfo", Rows(), Rows("c-1", "download", "Success"), Rows("c-1", "download", "Success", "c-2", "download", "Running"),
            Rows("c-1", "download", "Success", "c-2", "download", "Success"));
        using AgentBayClient client = service.CreateClient(static options => options.TimeProvider = new QuickTime());
        await client.CreateSessionAsync(new SessionOptions
        {
            Contexts = { new ContextBinding("c-1", "/a"), new ContextBinding("c-2", "/b"), new ContextBinding("c-3", "/c") { WaitForDownload = false } },
        });
        Assert.Equal(4, service.Count("GetContextInfo"));
    }

    [Theory]
    [InlineData]
    [InlineData("c-1", "download", "Running")]
    public async Task A_service_that_tells_of_no_end_is_not_waited_for_longer(params string[] rows)
    {
        TestLog log = new();
        FakeService service = new FakeService().Answer("GetContextInfo", Rows(rows));
        using AgentBayClient client = service.CreateClient(options => (options.TimeProvider, options.LoggerFactory) = (new QuickTime(), log));
        await client.CreateSessionAsync(new SessionOptions { Contexts = { new ContextBinding("c-1", "/a") } });
        Assert.Contains(log.Entries, static entry => entry.Text.Contains("did not tell that the contexts of session s-1 are there", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_context_that_is_not_awaited_does_not_make_the_creation_fail()
    {
        FakeService service = new FakeService().Answer("GetContextInfo", Rows("c-1", "download", "Success", "c-2", "download", "Failed"));
        using AgentBayClient client = service.CreateClient();
        await client.CreateSessionAsync(new SessionOptions
        {
            Contexts =
            {
                new ContextBinding("c-1", "/a"), new ContextBinding("c-2", "/b") { WaitForDownload = false },
                new ContextBinding("c-3", "/c", new ContextPolicy { AutoDownload = false }),
            },
        });
        Assert.Equal(1, service.Count("GetContextInfo"));
    }

    [Fact]
    public async Task A_session_that_the_service_named_and_called_a_failure_is_deleted()
    {
        FakeService service = new FakeService().Answer("CreateMcpSession", """{"SessionId":"half","Success":false,"ErrMsg":"no, secret-key"}""");
        AgentBayException exception = await Assert.ThrowsAsync<AgentBayException>(() => service.CreateSessionAsync());
        Assert.Equal("half", service.Last("DeleteSessionAsync").Fields["SessionId"]);
        Assert.DoesNotContain("secret-key", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_with_odd_values_still_is_a_session()
    {
        FakeService service = new FakeService().Answer("CreateMcpSession",
            """{"SessionId":"s-1","VpcResource":true,"NetworkInterfaceIp":"not a host","HttpPort":"80","Token":"t","ResourceUrl":"x\udc80","ToolList":"[{\"name\":\"a\",\"description\":\"\\udc80\"}]"}""").Say("ok");
        Session session = await service.CreateSessionAsync();
        Assert.Equal("x\uFFFD", session.ResourceUrl);
        Assert.Equal("ok", (await session.InvokeAsync(new ToolDescriptor("t") { Server = "s" }, "{}"u8.ToArray())).Text);
    }

    [Fact]
    public async Task A_blank_image_leaves_that_of_the_catalog()
    {
        FakeService service = Offering();
        using AgentBayClient client = service.CreateClient();
        await client.CreateSessionAsync<TwoTools>(new SessionOptions { ImageId = " ", PolicyId = "", NetworkId = " " });
        IReadOnlyDictionary<string, string> sent = service.Last("CreateMcpSession").Fields;
        Assert.Equal("two_latest", sent["ImageId"]);
        Assert.DoesNotContain("NetworkId", sent.Keys);
        Assert.DoesNotContain("McpPolicyId", sent.Keys);
    }

    [Theory]
    [InlineData("Failed", "ContextSyncFailed")]
    public async Task A_session_whose_contexts_do_not_come_is_deleted(string status, string code)
    {
        FakeService service = new FakeService().Answer("GetContextInfo", Rows("c-1", "download", status));
        using AgentBayClient client = service.CreateClient(static options => options.TimeProvider = new QuickTime());
        AgentBayException exception = await Assert.ThrowsAsync<AgentBayException>(
            () => client.CreateSessionAsync(new SessionOptions { Contexts = { new ContextBinding("c-1", "/a") } }));
        Assert.Equal((code, 1), (exception.Code, service.Count("DeleteSessionAsync")));
        Assert.Contains("c-1", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_whose_creation_is_cancelled_while_its_contexts_come_is_deleted()
    {
        using CancellationTokenSource source = new();
        FakeService service = new FakeService().On("GetContextInfo", async (_, cancellationToken) =>
        {
            await source.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
            throw new InvalidOperationException();
        });
        AgentBayClient client = service.CreateClient();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => client.CreateSessionAsync(new SessionOptions { Contexts = { new ContextBinding("c-1", "/a") } }, source.Token));
        await client.DisposeAsync();
        Assert.Equal("s-1", service.Last("DeleteSessionAsync").Fields["SessionId"]);
    }

    [Fact]
    public async Task A_session_that_is_made_after_its_caller_gave_up_is_deleted()
    {
        using CancellationTokenSource source = new();
        TaskCompletionSource<HttpResponseMessage> answer = new();
        FakeService service = new FakeService().On("CreateMcpSession", async (_, cancellationToken) =>
        {
            await source.CancelAsync();
            return await answer.Task.WaitAsync(cancellationToken);
        });
        AgentBayClient client = service.CreateClient();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.CreateSessionAsync(cancellationToken: source.Token));
        Assert.Equal(0, service.Count("DeleteSessionAsync"));
        answer.SetResult(FakeService.Json("""{"Success":true,"Data":{"SessionId":"late"}}"""));
        await client.DisposeAsync();
        Assert.Equal("late", service.Last("DeleteSessionAsync").Fields["SessionId"]);
    }

    [Fact]
    public async Task A_session_that_is_made_after_the_time_limit_is_deleted()
    {
        TaskCompletionSource<HttpResponseMessage> answer = new();
        FakeService service = new FakeService().On("CreateMcpSession", (_, cancellationToken) => answer.Task.WaitAsync(cancellationToken));
        AgentBayClient client = service.CreateClient(static options => options.Timeout = TimeSpan.FromMilliseconds(50));
        Assert.Equal("Timeout", (await Assert.ThrowsAsync<AgentBayException>(() => client.CreateSessionAsync())).Code);
        answer.SetResult(FakeService.Json("""{"Success":true,"Data":{"SessionId":"late"}}"""));
        await client.DisposeAsync();
        Assert.Equal("late", service.Last("DeleteSessionAsync").Fields["SessionId"]);
    }

    [Fact]
    public async Task A_creation_that_fails_after_its_caller_gave_up_is_no_unobserved_task()
    {
        List<Exception> unobserved = [];
        void Keep(object? sender, UnobservedTaskExceptionEventArgs e)
        {
            if (e.Exception.ToString().Contains("late-failure", StringComparison.Ordinal))
                unobserved.Add(e.Exception);
        }

        TaskScheduler.UnobservedTaskException += Keep;
        await GiveUpAsync();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        TaskScheduler.UnobservedTaskException -= Keep;
        Assert.Empty(unobserved);

        static async Task GiveUpAsync()
        {
            using CancellationTokenSource source = new();
            TaskCompletionSource<HttpResponseMessage> answer = new();
            FakeService service = new FakeService().On("CreateMcpSession", async (_, cancellationToken) =>
            {
                await source.CancelAsync();
                return await answer.Task.WaitAsync(cancellationToken);
            });
            AgentBayClient client = service.CreateClient();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.CreateSessionAsync(cancellationToken: source.Token));
            answer.SetResult(FakeService.Json("""{"Code":"late-failure","Success":false}""", HttpStatusCode.Forbidden));
            await client.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_caller_who_gave_up_before_sends_nothing()
    {
        FakeService service = new();
        using AgentBayClient client = service.CreateClient();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.CreateSessionAsync(cancellationToken: new CancellationToken(true)));
        Assert.Empty(service.Requests);
    }

    [Fact]
    public async Task A_session_that_could_not_be_deleted_after_a_failure_is_logged()
    {
        TestLog log = new();
        FakeService service = new FakeService().Answer("GetContextInfo", Rows("c-1", "download", "Failed"))
            .Fail("DeleteSessionAsync", HttpStatusCode.Forbidden, "No", "no");
        using AgentBayClient client = service.CreateClient(options => options.LoggerFactory = log);
        await Assert.ThrowsAsync<AgentBayException>(() => client.CreateSessionAsync(new SessionOptions { Contexts = { new ContextBinding("c-1", "/a") } }));
        Assert.Contains(log.Entries, static entry => entry.Level == Microsoft.Extensions.Logging.LogLevel.Error && entry.Text.Contains("s-1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Browser_replay_makes_a_context_for_the_recording_and_names_it()
    {
        FakeService service = new FakeService().Answer("CreateMcpSession", """{"SessionId":"s-1","AppInstanceId":"a-1"}""")
            .Answer("GetContext", """{"Id":"rec-1","Name":"x"}""").Answer("ModifyContext", "null");
        using AgentBayClient client = service.CreateClient();
        Session session = await client.CreateSessionAsync(new SessionOptions { EnableBrowserReplay = true });
        Assert.Equal("rec-1", session.RecordingContextId);
        Assert.Matches("^[0-9]{14}_[0-9a-z]{8}$", service.Last("GetContext").Fields["Name"]);
        Assert.Equal(("true", """[{"ContextId":"rec-1","Path":"/home/guest/record"}]"""),
            (service.Last("CreateMcpSession").Fields["EnableRecord"], service.Last("CreateMcpSession").Fields["PersistenceDataList"]));
        Assert.Equal(("rec-1", "browserreplay-a-1"), (service.Last("ModifyContext").Fields["Id"], service.Last("ModifyContext").Fields["Name"]));
    }

    [Fact]
    public async Task A_recording_context_does_not_outlive_a_failed_creation()
    {
        FakeService service = new FakeService().Fail("CreateMcpSession", HttpStatusCode.Forbidden, "Quota", "no more")
            .Answer("GetContext", """{"Id":"rec-1"}""").Answer("DeleteContext", "null");
        using AgentBayClient client = service.CreateClient();
        await Assert.ThrowsAsync<AgentBayException>(() => client.CreateSessionAsync(new SessionOptions { EnableBrowserReplay = true }));
        Assert.Equal("rec-1", service.Last("DeleteContext").Fields["Id"]);
    }

    [Fact]
    public async Task With_browser_replay_a_deletion_synchronises_the_recording_alone()
    {
        FakeService service = new FakeService().Answer("GetContext", """{"Id":"rec-1"}""").Answer("SyncContext", "null")
            .Answer("GetContextInfo", Rows("rec-1", "upload", "Success"));
        using AgentBayClient client = service.CreateClient();
        Session session = await client.CreateSessionAsync(new SessionOptions { EnableBrowserReplay = true });
        Assert.Equal(ContextSyncState.Succeeded, (await session.DeleteAsync()).Value.ContextSync);
        Assert.Equal(("rec-1", "/home/guest/record"), (service.Last("SyncContext").Fields["ContextId"], service.Last("SyncContext").Fields["Path"]));
    }

    [Theory]
    [InlineData(ToolDrift.Ignore, 0)]
    [InlineData(ToolDrift.Log, 1)]
    public async Task Tools_that_the_image_lacks_are_logged(ToolDrift drift, int expected)
    {
        TestLog log = new();
        using AgentBayClient client = Offering("b", "new").CreateClient(options => options.LoggerFactory = log);
        await client.CreateSessionAsync<TwoTools>(new SessionOptions { ToolDrift = drift });
        Assert.Equal(expected, log.Entries.Count(static entry => entry.Text.Contains("lacks tools of its catalog: a.", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_session_whose_image_lacks_tools_is_deleted_where_that_is_a_failure()
    {
        FakeService service = Offering("b");
        using AgentBayClient client = service.CreateClient();
        SessionOptions strict = new() { ToolDrift = ToolDrift.Throw };
        AgentBayException exception = await Assert.ThrowsAsync<AgentBayException>(() => client.CreateSessionAsync<TwoTools>(strict));
        Assert.Equal(("ToolDrift", 1), (exception.Code, service.Count("DeleteSessionAsync")));
    }

    [Theory]
    [InlineData("a", "b")]
    [InlineData("a", "b", "new")]
    [InlineData]
    public async Task New_tools_and_a_service_that_lists_none_are_no_failure(params string[] offered)
    {
        FakeService service = Offering(offered);
        using AgentBayClient client = service.CreateClient();
        await client.CreateSessionAsync<TwoTools>(new SessionOptions { ToolDrift = ToolDrift.Throw });
        Assert.Equal(["CreateMcpSession"], service.Requests.Select(static request => request.Action));
    }

    internal static string Rows(params string[] rows)
    {
        JsonArray tasks = [.. rows.Chunk(3).Select(static row => (JsonNode)new JsonObject
        {
            ["contextId"] = row[0],
            ["path"] = "/a",
            ["taskType"] = row[1],
            ["status"] = row[2],
            ["errorMessage"] = row[2] == "Failed" ? "no space" : "",
        })];
        JsonArray outer = [new JsonObject { ["type"] = "data", ["data"] = tasks.ToJsonString() }];
        return new JsonObject { ["ContextStatus"] = outer.ToJsonString() }.ToJsonString();
    }

    private static FakeService Offering(params string[] tools)
    {
        string list = string.Join(',', tools.Select(static name => $$"""{"name":"{{name}}"}"""));
        return new FakeService().Answer("CreateMcpSession", $$"""{"SessionId":"s-1","ToolList":[{{list}}]}""");
    }

    private sealed class TwoTools : ISandboxImage<TwoTools>
    {
        public static IReadOnlyList<ToolDescriptor> Tools { get; } = [new("a"), new("b")];

        public static string ImageId => "two_latest";

        public required IToolInvoker Invoker { get; init; }

        public static TwoTools Create(IToolInvoker invoker) => new() { Invoker = invoker };
    }
}
