using System.Net;
using AgentBay.Typed.Tests.Infrastructure;
using Microsoft.Extensions.Logging;

namespace AgentBay.Typed.Tests;

public sealed class SessionTests
{
    [Fact]
    public async Task A_session_is_created_with_image_labels_policy_and_region()
    {
        FakeService service = new();
        using AgentBayClient client = service.CreateClient(static options => options.RegionId = "cn-x");
        Session session = await client.CreateSessionAsync(new SessionOptions { ImageId = "code_latest", PolicyId = "p-1", Labels = { ["a"] = "b c" } });
        Assert.Equal(("s-1", "code_latest", "https://desktop.test/1"), (session.SessionId, session.ImageId, session.ResourceUrl));
        IReadOnlyDictionary<string, string> fields = service.Last("CreateMcpSession").Fields;
        Assert.Equal(
            ("code_latest", """{"a":"b c"}""", "p-1", "cn-x"),
            (fields["ImageId"], fields["Labels"], fields["McpPolicyId"], fields["LoginRegionId"]));
        Assert.Contains("\"source\":\"sdk\"", fields["SdkStats"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_set_is_not_sent()
    {
        FakeService service = new();
        await service.CreateSessionAsync();
        Assert.Equal(["Authorization", "SdkStats"], service.Last("CreateMcpSession").Fields.Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("""{"Success":false,"ErrMsg":"no quota"}""", "no quota")]
    [InlineData("""{"Success":true,"SessionId":""}""", "no session id")]
    [InlineData("null", "no session id")]
    public async Task A_creation_that_made_no_session_is_a_failure(string data, string why)
    {
        FakeService service = new FakeService().Answer("CreateMcpSession", data);
        AgentBayException exception = await Assert.ThrowsAsync<AgentBayException>(() => service.CreateSessionAsync());
        Assert.Contains(why, exception.Message, StringComparison.Ordinal);
        Assert.Equal(("SessionNotCreated", "r-CreateMcpSession"), (exception.Code, exception.RequestId));
    }

    [Theory]
    [InlineData("", "x")]
    [InlineData("k", " ")]
    public async Task A_blank_label_is_refused_before_anything_is_sent(string key, string value)
    {
        FakeService service = new();
        using AgentBayClient client = service.CreateClient();
        await Assert.ThrowsAsync<ArgumentException>(() => client.CreateSessionAsync(new SessionOptions { Labels = { [key] = value } }));
        Session session = await client.CreateSessionAsync();
        await Assert.ThrowsAsync<ArgumentException>(() => session.SetLabelsAsync(new Dictionary<string, string> { [key] = value }));
        await Assert.ThrowsAsync<ArgumentException>(() => session.SetLabelsAsync(new Dictionary<string, string>()));
        Assert.Equal((1, 0), (service.Count("CreateMcpSession"), service.Count("SetLabel")));
    }

    [Fact]
    public async Task Labels_are_set_and_read()
    {
        FakeService service = new FakeService().Answer("SetLabel", "null").Answer("GetLabel", """{"Labels":"{\"a\":\"b\"}"}""");
        Session session = await service.CreateSessionAsync();
        OperationResult set = await session.SetLabelsAsync(new Dictionary<string, string> { ["a"] = "b" });
        Assert.Equal("r-SetLabel", set.RequestId);
        Assert.Equal("""{"a":"b"}""", service.Last("SetLabel").Fields["Labels"]);
        Assert.Equal("b", (await session.GetLabelsAsync()).Value["a"]);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"Labels":""}""")]
    [InlineData("""{"Labels":null}""")]
    public async Task No_labels_are_an_empty_map(string data)
    {
        Session session = await new FakeService().Answer("GetLabel", data).CreateSessionAsync();
        Assert.Empty((await session.GetLabelsAsync()).Value);
    }

    [Fact]
    public async Task A_link_converts_to_its_address()
    {
        FakeService service = new FakeService().Answer("GetLink", """{"Url":"https://gw.test/x/"}""");
        Session session = await service.CreateSessionAsync();
        Uri link = await session.GetLinkAsync("https", 30199, "o");
        Assert.Equal(new Uri("https://gw.test/x/"), link);
        IReadOnlyDictionary<string, string> fields = service.Last("GetLink").Fields;
        Assert.Equal(("https", "30199", "o"), (fields["ProtocolType"], fields["Port"], fields["Option"]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(30099)]
    [InlineData(30200)]
    [InlineData(-1)]
    public async Task A_port_that_the_gateway_does_not_open_is_refused_before_anything_is_sent(int port)
    {
        FakeService service = new();
        Session session = await service.CreateSessionAsync();
        ArgumentOutOfRangeException exception = await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => session.GetLinkAsync(port: port));
        Assert.Equal("port", exception.ParamName);
        Assert.Equal(0, service.Count("GetLink"));
    }

    [Fact]
    public async Task A_link_without_an_address_is_no_link()
    {
        Session session = await new FakeService().Answer("GetLink", "{}").CreateSessionAsync();
        Assert.Equal("InvalidResponse", (await Assert.ThrowsAsync<AgentBayException>(() => session.GetLinkAsync(port: 30100))).Code);
    }

    [Fact]
    public async Task Info_has_empty_strings_where_the_service_tells_nothing()
    {
        Session session = await new FakeService()
            .Answer("GetMcpResource", """{"SessionId":"s-1","ResourceUrl":"u","DesktopInfo":{"AppId":"a","AuthCode":"top-secret"}}""").CreateSessionAsync();
        SessionInfo info = await session.GetInfoAsync();
        Assert.Equal(("s-1", "u", "a", "top-secret", "", ""), (info.SessionId, info.ResourceUrl, info.AppId, info.AuthCode, info.Ticket, info.ResourceType));
        Assert.DoesNotContain("top-secret", info.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tools_are_listed_with_their_schemas()
    {
        FakeService service = new FakeService().Answer(
            "ListMcpTools", "\"[{\\\"name\\\":\\\"shell\\\",\\\"server\\\":\\\"wuying_shell\\\",\\\"description\\\":\\\"d\\\",\\\"inputSchema\\\":{\\\"type\\\":\\\"object\\\"}},{\\\"Name\\\":\\\"b\\\",\\\"serverName\\\":\\\"c\\\"}]\"");
        Session session = await service.CreateSessionAsync();
        IReadOnlyList<ToolDescriptor> tools = (await session.ListToolsAsync()).Value;
        Assert.Equal(["shell:wuying_shell", "b:c"], tools.Select(static tool => $"{tool.Name}:{tool.Server}"));
        Assert.Equal("object", tools[0].InputSchema!.Value.GetProperty("type").GetString());
        Assert.Equal("linux_latest", service.Last("ListMcpTools").Fields["ImageId"]);
    }

    [Fact]
    public async Task What_is_no_list_of_tools_is_not_taken_for_an_empty_one()
    {
        Session session = await new FakeService().Answer("ListMcpTools", "\"oops\"").CreateSessionAsync();
        Assert.Equal("InvalidResponse", (await Assert.ThrowsAsync<AgentBayException>(() => session.ListToolsAsync())).Code);
    }

    [Fact]
    public async Task A_running_session_is_found_by_its_id()
    {
        FakeService service = new FakeService().Answer("GetSession", """{"SessionId":"s-9","ResourceUrl":"u"}""");
        using AgentBayClient client = service.CreateClient();
        Session session = await client.GetSessionAsync("s-9");
        Assert.Equal(("s-9", "u"), (session.SessionId, session.ResourceUrl));
        await Assert.ThrowsAsync<ArgumentException>(() => client.GetSessionAsync(" "));
    }

    [Fact]
    public async Task A_deleted_session_refuses_every_call_and_sends_nothing()
    {
        FakeService service = new();
        Session session = await service.CreateSessionAsync();
        SessionDeletion deletion = await session.DeleteAsync();
        Assert.Equal(new SessionDeletion(DeletionState.Finished, ContextSyncState.NotRequested), deletion);
        int sent = service.Requests.Count;
        Func<Task>[] calls =
        [
            () => session.CallToolAsync("t"), () => session.ListToolsAsync(), () => session.GetLinkAsync(), () => session.GetLabelsAsync(),
            () => session.SetLabelsAsync(new Dictionary<string, string> { ["a"] = "b" }), () => session.GetInfoAsync(), () => session.DeleteAsync(),
        ];
        foreach (Func<Task> call in calls)
            Assert.Contains("s-1", (await Assert.ThrowsAsync<ObjectDisposedException>(call)).Message, StringComparison.Ordinal);
        await session.DisposeAsync();
        Assert.Equal(sent, service.Requests.Count);
    }

    [Fact]
    public async Task Deletion_waits_until_the_session_is_gone()
    {
        FakeService service = new();
        QuickTime time = new();
        int polls = 0;
        service.On("GetSessionDetail", (_, _) => Task.FromResult(new HttpResponseMessage(++polls == 2 ? HttpStatusCode.ServiceUnavailable : HttpStatusCode.OK)
        {
            Content = new StringContent("""{"Code":"ok","Success":true,"Data":{"Status":"?"}}""".Replace("?", polls < 4 ? "DELETING" : "FINISH", StringComparison.Ordinal)),
        }));
        Session session = await service.CreateSessionAsync(options => (options.TimeProvider, options.MaxRetries) = (time, 0));
        Assert.Equal(DeletionState.Finished, (await session.DeleteAsync()).Value.State);
        Assert.Equal((4, TimeSpan.FromSeconds(3)), (polls, time.Waited));
    }

    [Theory]
    [InlineData(HttpStatusCode.OK, "Session.Unknown", "Session s-1 not found")]
    [InlineData(HttpStatusCode.NotFound, "InvalidSession.NotFound", "gone")]
    [InlineData(HttpStatusCode.NotFound, "Gone", "session not found")]
    public async Task A_session_is_gone_however_the_service_says_it(HttpStatusCode status, string code, string message)
    {
        FakeService service = new FakeService().Fail("GetSessionDetail", status, code, message);
        Session session = await service.CreateSessionAsync(static options => options.TimeProvider = new QuickTime());
        Assert.Equal(DeletionState.Finished, (await session.DeleteAsync()).Value.State);
    }

    [Fact]
    public async Task A_clock_that_is_set_does_not_change_how_long_is_waited()
    {
        FakeService service = new FakeService().Answer("GetSessionDetail", """{"Status":"DELETING"}""");
        JumpingTime time = new();
        Session session = await service.CreateSessionAsync(options => options.TimeProvider = time);
        Assert.Equal(DeletionState.Requested, (await session.DeleteAsync()).Value.State);
        Assert.Equal(TimeSpan.FromMinutes(5), time.Waited);
    }

    [Fact]
    public async Task Deletion_says_so_when_the_session_is_still_there_after_five_minutes()
    {
        FakeService service = new FakeService().Answer("GetSessionDetail", """{"Status":"DELETING"}""");
        QuickTime time = new();
        Session session = await service.CreateSessionAsync(options => options.TimeProvider = time);
        Assert.Equal(DeletionState.Requested, (await session.DeleteAsync()).Value.State);
        Assert.Equal(TimeSpan.FromMinutes(5), time.Waited);
    }

    [Fact]
    public async Task A_session_that_someone_else_deleted_counts_as_deleted()
    {
        FakeService service = new FakeService().Fail("DeleteSessionAsync", HttpStatusCode.BadRequest, "InvalidMcpSession.NotFound", "gone");
        Session session = await service.CreateSessionAsync();
        Assert.Equal(DeletionState.Finished, (await session.DeleteAsync()).Value.State);
    }

    [Theory]
    [InlineData("no alive session")]
    [InlineData("Resource is Not Found.")]
    public async Task A_session_that_is_not_there_any_more_counts_as_deleted_in_each_wording(string message)
    {
        FakeService service = new FakeService().Fail("DeleteSessionAsync", HttpStatusCode.BadRequest, "Other", message);
        Session session = await service.CreateSessionAsync();
        Assert.Equal(DeletionState.Finished, (await session.DeleteAsync()).Value.State);
    }

    [Fact]
    public async Task Dispose_after_the_clients_own_does_not_throw()
    {
        TestLog log = new();
        AgentBayClient client = new FakeService().CreateClient(options => options.LoggerFactory = log);
        Session session = await client.CreateSessionAsync();
        client.Dispose();
        await session.DisposeAsync();
        Assert.Contains(log.Entries, static entry => entry.Level == LogLevel.Error);
    }

    [Fact]
    public async Task A_deletion_that_was_refused_can_be_tried_again()
    {
        FakeService service = new FakeService().Say("ok").Fail("DeleteSessionAsync", HttpStatusCode.InternalServerError, "Internal", "try later");
        Session session = await service.CreateSessionAsync();
        await Assert.ThrowsAsync<AgentBayException>(() => session.DeleteAsync());
        Assert.Equal("ok", (await session.CallToolAsync("t")).Text);
        service.Answer("DeleteSessionAsync", "null");
        Assert.Equal(DeletionState.Finished, (await session.DeleteAsync()).Value.State);
    }

    [Fact]
    public async Task Contexts_are_synchronised_before_deletion_when_asked_for()
    {
        FakeService service = new FakeService().Answer("SyncContext", "null").Answer("GetContextInfo", ContextStatus("upload", "Success"));
        Session session = await service.CreateSessionAsync();
        Assert.Equal(ContextSyncState.Succeeded, (await session.DeleteAsync(syncContext: true)).Value.ContextSync);
        Assert.Equal(
            ["CreateMcpSession", "SyncContext", "GetContextInfo", "DeleteSessionAsync", "GetSessionDetail"],
            service.Requests.Select(static request => request.Action));
    }

    [Fact]
    public async Task A_failed_synchronisation_is_reported_and_the_session_deleted_all_the_same()
    {
        TestLog log = new();
        FakeService service = new FakeService().Answer("SyncContext", "null").Answer("GetContextInfo", ContextStatus("upload", "Failed"));
        Session session = await service.CreateSessionAsync(options => options.LoggerFactory = log);
        SessionDeletion deletion = await session.DeleteAsync(syncContext: true);
        Assert.Equal((DeletionState.Finished, ContextSyncState.Failed), (deletion.State, deletion.ContextSync));
        Assert.Contains("disk full", deletion.ContextSyncError, StringComparison.Ordinal);
        Assert.Contains(log.Entries, static entry => entry.Level == LogLevel.Warning && entry.Text.Contains("disk full", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_synchronisation_that_is_refused_does_not_stop_the_deletion()
    {
        FakeService service = new FakeService().Fail("SyncContext", HttpStatusCode.InternalServerError, "Internal", "no");
        Session session = await service.CreateSessionAsync();
        Assert.Equal(ContextSyncState.Failed, (await session.DeleteAsync(syncContext: true)).Value.ContextSync);
        Assert.Equal(1, service.Count("DeleteSessionAsync"));
    }

    [Fact]
    public async Task A_synchronisation_without_an_end_is_given_up()
    {
        FakeService service = new FakeService().Answer("SyncContext", "null").Answer("GetContextInfo", ContextStatus("upload", "Running"));
        Session session = await service.CreateSessionAsync(static options => options.TimeProvider = new QuickTime());
        string? error = (await session.DeleteAsync(syncContext: true)).Value.ContextSyncError;
        Assert.Contains("was not finished after 225 s; the last state was upload of context", error, StringComparison.Ordinal);
        Assert.Equal(1, service.Count("DeleteSessionAsync"));
    }

    [Fact]
    public async Task Dispose_deletes_once()
    {
        FakeService service = new();
        Session session = await service.CreateSessionAsync();
        await session.DisposeAsync();
        await session.DisposeAsync();
        Assert.Equal(1, service.Count("DeleteSessionAsync"));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => session.CallToolAsync("t"));
    }

    [Fact]
    public async Task Dispose_logs_what_it_could_not_delete_and_does_not_throw()
    {
        TestLog log = new();
        FakeService service = new FakeService().Fail("DeleteSessionAsync", HttpStatusCode.InternalServerError, "Internal", "no");
        Session session = await service.CreateSessionAsync(options => options.LoggerFactory = log);
        await session.DisposeAsync();
        Assert.Contains(log.Entries, static entry => entry.Level == LogLevel.Error && entry.Text.Contains("s-1", StringComparison.Ordinal));
    }

    private static string ContextStatus(string task, string status) =>
        """{"ContextStatus":"[{\"type\":\"data\",\"data\":\"[{\\\"contextId\\\":\\\"c\\\",\\\"path\\\":\\\"/p\\\",\\\"errorMessage\\\":\\\"disk full\\\",\\\"status\\\":\\\"STATUS\\\",\\\"taskType\\\":\\\"TASK\\\"}]\"}]"}"""
            .Replace("STATUS", status, StringComparison.Ordinal).Replace("TASK", task, StringComparison.Ordinal);
}
