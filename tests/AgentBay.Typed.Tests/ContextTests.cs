using System.Collections.ObjectModel;
using System.Net;
using System.Text;
using AgentBay.Typed.Tests.Infrastructure;

namespace AgentBay.Typed.Tests;

/// <summary>Contexts, their files, and the copying between them and sessions (agentbay-wire 5).</summary>
public sealed class ContextTests
{
    [Fact]
    public async Task A_context_is_made_when_there_is_none_of_its_name()
    {
        FakeService service = new FakeService().Answer("GetContext",
            """{"Id":"c-1","Name":"n","State":"available","OsType":"linux","CreateTime":"2026-01-20T08:00:00Z","LastUsedTime":"never"}""");
        using AgentBayClient client = service.CreateClient(static options => options.RegionId = "cn-x");
        AgentBayContext context = await client.Contexts.GetOrCreateAsync("n");
        Assert.Equal(("c-1", "n", "available", "linux"), (context.Id, context.Name, context.State, context.OperatingSystem));
        Assert.Equal((2026, null), (context.CreatedAt!.Value.Year, context.LastUsedAt));
        IReadOnlyDictionary<string, string> sent = service.Last("GetContext").Fields;
        Assert.Equal(("n", "true", "cn-x"), (sent["Name"], sent["AllowCreate"], sent["LoginRegionId"]));
    }

    [Fact]
    public async Task A_context_that_is_not_there_is_null_however_the_service_says_it()
    {
        FakeService service = new FakeService().Answer("GetContext", """{"Id":"","Name":""}""");
        using AgentBayClient client = service.CreateClient();
        Assert.Null((await client.Contexts.FindAsync("n")).Value);
        service.Fail("GetContext", HttpStatusCode.BadRequest, "InvalidContext.NotFound", "no such context");
        OperationResult<AgentBayContext?> missing = await client.Contexts.FindByIdAsync("c-9");
        Assert.Equal((null, "r-GetContext"), (missing.Value, missing.RequestId));
        Assert.Equal(("c-9", "false"), (service.Last("GetContext").Fields["ContextId"], service.Last("GetContext").Fields["AllowCreate"]));
        service.Fail("GetContext", HttpStatusCode.Forbidden, "NoPermission", "no");
        await Assert.ThrowsAsync<AgentBayException>(() => client.Contexts.FindAsync("n"));
    }

    [Fact]
    public async Task Contexts_are_listed_renamed_and_deleted()
    {
        FakeService service = new FakeService().Answer("ModifyContext", "null").Answer("DeleteContext", "null").Answer("DeleteContextFile", "null")
            .On("ListContexts", static (request, _) => Task.FromResult(FakeService.Json(request.Fields.ContainsKey("NextToken")
                ? """{"Success":true,"Data":[{"Id":"c-2","Name":"b"}]}"""
                : """{"Success":true,"Data":[{"Id":"c-1","Name":"a"}],"NextToken":"t"}""")));
        using AgentBayClient client = service.CreateClient();
        Assert.Equal(["c-1", "c-2"], (await ListTests.ToListAsync(client.Contexts.ListAsync())).Select(static context => context.Id));
        await client.Contexts.RenameAsync("c-1", "z");
        await client.Contexts.DeleteAsync("c-2");
        await client.Contexts.DeleteFileAsync("c-1", "/x");
        Assert.Equal(("c-1", "z"), (service.Last("ModifyContext").Fields["Id"], service.Last("ModifyContext").Fields["Name"]));
        Assert.Equal("c-2", service.Last("DeleteContext").Fields["Id"]);
        Assert.Equal(("c-1", "/x"), (service.Last("DeleteContextFile").Fields["ContextId"], service.Last("DeleteContextFile").Fields["FilePath"]));
    }

    [Fact]
    public async Task A_context_is_cleared_when_it_is_available_again()
    {
        FakeService service = new FakeService().Answer("ClearContext", "null")
            .AnswerInTurn("GetContext", """{"Id":"c-1","State":"clearing"}""", """{"Id":"c-1","State":"pre-available"}""", """{"Id":"c-1","State":"available"}""");
        using AgentBayClient client = service.CreateClient(static options => options.TimeProvider = new QuickTime());
        await client.Contexts.ClearAsync("c-1");
        Assert.Equal(3, service.Count("GetContext"));
        service.Answer("GetContext", """{"Id":"c-1","State":"clearing"}""");
        AgentBayException exception = await Assert.ThrowsAsync<AgentBayException>(() => client.Contexts.ClearAsync("c-1", TimeSpan.FromSeconds(5)));
        Assert.Equal("Timeout", exception.Code);
    }

    [Fact]
    public async Task Files_are_listed_over_all_pages()
    {
        FakeService service = new FakeService().On("DescribeContextFiles", static (request, _) =>
        {
            string page = request.Fields["PageNumber"];
            string file = $$"""{"FileId":"f","FileName":"a.txt","FilePath":"/d/a{{page}}.txt","FileType":"file","Size":12,"GmtModified":"2026-01-20 08:00:00"}""";
            string files = string.Join(',', Enumerable.Repeat(file, page == "3" ? 5 : 20));
            return Task.FromResult(FakeService.Json($$"""{"Success":true,"Count":45,"Data":[{{files}}]}"""));
        });
        using AgentBayClient client = service.CreateClient();
        List<ContextFile> files = await ListTests.ToListAsync(client.Contexts.ListFilesAsync("c-1", "/d"));
        Assert.Equal((45, 3), (files.Count, service.Count("DescribeContextFiles")));
        Assert.Equal(("/d/a1.txt", 12L, 8), (files[0].Path, files[0].Size, files[0].ModifiedAt!.Value.Hour));
        Assert.Equal("/d", service.Last("DescribeContextFiles").Fields["ParentFolderPath"]);
    }

    [Fact]
    public async Task Files_without_a_count_end_with_a_page_that_is_not_full_and_the_same_page_again_is_a_fault()
    {
        FakeService service = new FakeService().Answer("DescribeContextFiles", """[{"FilePath":"/a"}]""");
        using AgentBayClient client = service.CreateClient();
        Assert.Single(await ListTests.ToListAsync(client.Contexts.ListFilesAsync("c-1")));
        string full = string.Join(',', Enumerable.Repeat("""{"FilePath":"/a"}""", 50));
        service.Answer("DescribeContextFiles", $"[{full}]");
        await Assert.ThrowsAsync<AgentBayException>(() => ListTests.ToListAsync(client.Contexts.ListFilesAsync("c-1")));
        Assert.Throws<ArgumentException>(() => client.Contexts.ListFilesAsync(" "));
    }

    [Fact]
    public async Task Clearing_waits_before_it_looks_because_the_old_state_may_still_be_there()
    {
        QuickTime time = new();
        FakeService service = new FakeService().Answer("ClearContext", "null").Answer("GetContext", """{"Id":"c-1","State":"available"}""");
        using AgentBayClient client = service.CreateClient(options => options.TimeProvider = time);
        await client.Contexts.ClearAsync("c-1");
        Assert.Equal(TimeSpan.FromSeconds(2), time.Waited);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => client.Contexts.ClearAsync("c-1", TimeSpan.Zero));
        Assert.Equal(1, service.Count("ClearContext"));
    }

    [Theory]
    [InlineData(HttpStatusCode.NotFound, "InvalidAction.NotFound")]
    [InlineData(HttpStatusCode.Forbidden, "InvalidAccessKeyId.NotFound")]
    public async Task Another_failure_is_not_taken_for_a_context_that_is_not_there(HttpStatusCode status, string code)
    {
        using AgentBayClient client = new FakeService().Fail("GetContext", status, code, "not found").CreateClient();
        Assert.Equal(code, (await Assert.ThrowsAsync<AgentBayException>(() => client.Contexts.FindAsync("n"))).Code);
    }

    [Fact]
    public async Task A_task_that_is_no_transfer_does_not_make_a_synchronisation_fail()
    {
        FakeService service = new FakeService().Answer("SyncContext", "null")
            .Answer("GetContextInfo", CreationTests.Rows("c-1", "upload", "Success", "c-2", "extract", "Failed"));
        Session session = await service.CreateSessionAsync();
        Assert.Single((await session.Contexts.SyncAsync()).Value);
    }

    [Fact]
    public async Task A_slow_destination_is_no_stall_of_the_store()
    {
        FakeService service = new FakeService().Answer("GetContextFileDownloadUrl", """{"Url":"http://store.test/f"}""")
            .On("/f", static (_, _) => Task.FromResult(new HttpResponseMessage { Content = new ByteArrayContent(new byte[200_000]) }));
        using AgentBayClient client = service.CreateClient(static options => options.Timeout = TimeSpan.FromMilliseconds(150));
        await using SlowStream destination = new(TimeSpan.FromMilliseconds(250));
        await client.Contexts.DownloadFileAsync("c-1", "/f", destination);
        Assert.Equal(200_000, destination.Length);
    }

    [Fact]
    public async Task A_file_goes_up_and_comes_down_with_progress_and_without_the_key()
    {
        byte[] content = new byte[200_000];
        new Random(1).NextBytes(content);
        byte[]? stored = null;
        FakeService service = new FakeService()
            .Answer("GetContextFileUploadUrl", """{"Url":"http://store.test/up?signature=x","ExpireTime":3600}""")
            .Answer("GetContextFileDownloadUrl", """{"Url":"http://store.test/down?signature=x","ExpireTime":3600}""")
            .On("/up", async (request, cancellationToken) =>
            {
                stored = Encoding.Latin1.GetBytes(request.Body);
                await Task.Yield();
                return new HttpResponseMessage(HttpStatusCode.NoContent);
            })
            .On("/down", (_, _) => Task.FromResult(new HttpResponseMessage { Content = new ByteArrayContent(content) }));
        using AgentBayClient client = service.CreateClient();

        Progress up = new();
        await client.Contexts.UploadFileAsync("c-1", "/f", new MemoryStream(Encoding.ASCII.GetBytes("12345")), up);
        Assert.Equal(("12345", 5L), (Encoding.ASCII.GetString(stored!), up.Last));
        FakeService.Request put = service.Last("/up");
        Assert.Equal(("PUT", 5L, null), (put.Message.Method.Method, put.Message.Content!.Headers.ContentLength, put.ContentType));
        Assert.DoesNotContain("secret-key", put.Message.ToString(), StringComparison.Ordinal);

        Progress down = new();
        MemoryStream target = new();
        await client.Contexts.DownloadFileAsync("c-1", "/f", target, down);
        Assert.Equal(content, target.ToArray());
        Assert.Equal(content.Length, down.Last);
    }

    [Fact]
    public async Task An_address_that_expired_and_a_stream_that_cannot_seek_are_told_apart()
    {
        FakeService service = new FakeService().Answer("GetContextFileUploadUrl", """{"Url":"http://store.test/up"}""")
            .On("/up", static (_, _) => Task.FromResult(new HttpResponseMessage(HttpStatusCode.Forbidden)));
        using AgentBayClient client = service.CreateClient();
        AgentBayException exception = await Assert.ThrowsAsync<AgentBayException>(() => client.Contexts.UploadFileAsync("c-1", "/f", new MemoryStream([1])));
        Assert.Equal(("Http403", HttpStatusCode.Forbidden), (exception.Code, exception.StatusCode));
        Assert.Contains("expired", exception.Message, StringComparison.Ordinal);
        using System.IO.Pipes.AnonymousPipeServerStream pipe = new();
        await Assert.ThrowsAsync<ArgumentException>(() => client.Contexts.UploadFileAsync("c-1", "/f", pipe));
    }

    [Fact]
    public async Task A_store_that_is_busy_says_when_to_come_again()
    {
        FakeService service = new FakeService().Answer("GetContextFileDownloadUrl", """{"Url":"http://store.test/f"}""")
            .On("/f", static (_, _) => Task.FromResult(new HttpResponseMessage(HttpStatusCode.TooManyRequests)
            {
                Headers = { RetryAfter = new System.Net.Http.Headers.RetryConditionHeaderValue(TimeSpan.FromSeconds(3)) },
            }));
        using AgentBayClient client = service.CreateClient();
        AgentBayException exception = await Assert.ThrowsAsync<AgentBayException>(() => client.Contexts.DownloadFileAsync("c-1", "/f", new MemoryStream()));
        Assert.Equal(("Http429", true, TimeSpan.FromSeconds(3)), (exception.Code, exception.IsTransient, exception.RetryAfter));
        Assert.Contains("wait", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("expired", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_transfer_is_looked_for_again_when_a_look_fails_for_a_passing_reason()
    {
        int looks = 0;
        string found = CreationTests.Rows("t-1", "download", "Success").Replace("/a", "/tmp/transfer/a.txt", StringComparison.Ordinal);
        FakeService service = new FakeService().Answer("GetAndLoadInternalContext", """[{"ContextId":"t-1","ContextPath":"/tmp/transfer"}]""")
            .Answer("GetContextFileUploadUrl", """{"Url":"http://store.test/up"}""").Answer("SyncContext", "null")
            .On("/up", static (_, _) => Task.FromResult(new HttpResponseMessage()))
            .On("GetContextInfo", (_, _) => Task.FromResult(++looks == 2
                ? FakeService.Json("""{"Code":"Down","Success":false}""", HttpStatusCode.ServiceUnavailable)
                : FakeService.Json($$"""{"Success":true,"Data":{{found}}}""")));
        Session session = await service.CreateSessionAsync(static options => (options.MaxRetries, options.TimeProvider) = (0, new QuickTime()));
        Assert.Equal("/tmp/transfer/a.txt", (await session.Files.UploadAsync(new MemoryStream([1]), "a.txt")).Value);
        Assert.Equal(3, looks);
    }

    [Fact]
    public async Task A_synchronisation_names_both_context_and_path_or_neither()
    {
        FakeService service = new FakeService().Answer("SyncContext", "null").Answer("GetContextInfo", CreationTests.Rows("c-1", "download", "Success", "c-1", "other", "Running"));
        Session session = await service.CreateSessionAsync();
        await Assert.ThrowsAsync<ArgumentException>(() => session.Contexts.SyncAsync("c-1"));
        await Assert.ThrowsAsync<ArgumentException>(() => session.Contexts.SyncAsync(path: "/a"));
        Assert.Equal(0, service.Count("SyncContext"));
        OperationResult<ReadOnlyCollection<ContextSyncTask>> tasks = await session.Contexts.SyncAsync("c-1", "/a", ContextSyncMode.Download);
        Assert.Equal("download", Assert.Single(tasks.Value).TaskType);
        IReadOnlyDictionary<string, string> sent = service.Last("SyncContext").Fields;
        Assert.Equal(("c-1", "/a", "download"), (sent["ContextId"], sent["Path"], sent["Mode"]));
        Assert.Contains("&Authorization=Bearer%20secret-key", service.Last("SyncContext").Message.RequestUri!.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_synchronisation_says_what_failed_and_why()
    {
        FakeService service = new FakeService().Answer("SyncContext", "null").Answer("GetContextInfo", CreationTests.Rows("c-1", "upload", "Failed", "c-2", "upload", "Success"));
        Session session = await service.CreateSessionAsync();
        AgentBayException exception = await Assert.ThrowsAsync<AgentBayException>(() => session.Contexts.SyncAsync());
        Assert.Equal(("ContextSyncFailed", "r-SyncContext"), (exception.Code, exception.RequestId));
        Assert.Contains("context c-1 at /a: Failed, no space", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("c-2", exception.Message, StringComparison.Ordinal);
        Assert.Equal(2, (await session.Contexts.GetInfoAsync()).Value.Count);
    }

    [Fact]
    public async Task Contexts_are_bound_to_a_running_session()
    {
        FakeService service = new FakeService().Answer("BindContexts", "null").AnswerInTurn(
            "DescribeSessionContexts", "[]", """[{"ContextId":"c-1","ContextName":"n","Path":"/a","Policy":"{}","BindTime":"2026-01-20T08:00:00Z"}]""");
        Session session = await service.CreateSessionAsync(static options => options.TimeProvider = new QuickTime());
        await session.Contexts.BindAsync([new ContextBinding("c-1", "/a")]);
        Assert.Equal("""[{"ContextId":"c-1","Path":"/a"}]""", service.Last("BindContexts").Fields["PersistenceDataList"]);
        BoundContext bound = (await session.Contexts.ListAsync()).Value.Single();
        Assert.Equal(("c-1", "n", "/a", "{}", 2026), (bound.ContextId, bound.ContextName, bound.Path, bound.Policy, bound.BoundAt!.Value.Year));
        await Assert.ThrowsAsync<ArgumentException>(() => session.Contexts.BindAsync([]));
    }

    [Fact]
    public async Task The_transfer_folder_is_asked_for_once_and_tells_that_request()
    {
        FakeService service = new FakeService().Answer("GetAndLoadInternalContext", """[{"ContextId":"t-1","ContextPath":"/tmp/transfer"}]""");
        Session session = await service.CreateSessionAsync();
        await session.Files.GetTransferFolderAsync();
        OperationResult<string> folder = await session.Files.GetTransferFolderAsync();
        Assert.Equal(("/tmp/transfer", "r-GetAndLoadInternalContext", 1), (folder.Value, folder.RequestId, service.Count("GetAndLoadInternalContext")));
    }

    [Fact]
    public async Task A_file_of_ours_goes_into_the_session_through_its_transfer_folder()
    {
        FakeService service = new FakeService().Answer("GetAndLoadInternalContext", """[{"ContextId":"","ContextPath":"/x"},{"ContextId":"t-1","ContextPath":"/tmp/transfer"}]""")
            .Answer("GetContextFileUploadUrl", """{"Url":"http://store.test/up"}""").Answer("SyncContext", "null")
            .On("/up", static (_, _) => Task.FromResult(new HttpResponseMessage()))
            .Answer("GetContextInfo", """{"ContextStatus":"[{\"type\":\"data\",\"data\":\"[{\\\"contextId\\\":\\\"t-1\\\",\\\"path\\\":\\\"/tmp/transfer/a.txt\\\",\\\"taskType\\\":\\\"download\\\",\\\"status\\\":\\\"Success\\\"}]\"}]"}""");
        Session session = await service.CreateSessionAsync();
        Assert.Equal("/tmp/transfer/a.txt", (await session.Files.UploadAsync(new MemoryStream([1, 2]), "a.txt")).Value);
        Assert.Equal(("t-1", "/tmp/transfer/a.txt"), (service.Last("GetContextFileUploadUrl").Fields["ContextId"], service.Last("GetContextFileUploadUrl").Fields["FilePath"]));
        Assert.Equal("download", service.Last("SyncContext").Fields["Mode"]);
        Assert.Equal(1, service.Count("GetAndLoadInternalContext"));
    }

    [Fact]
    public async Task A_deleted_session_synchronises_nothing()
    {
        FakeService service = new();
        Session session = await service.CreateSessionAsync();
        await session.DeleteAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => session.Contexts.ListAsync());
        Assert.Throws<ObjectDisposedException>(() => { _ = session.Contexts.SyncAsync(); });
        Assert.Throws<ObjectDisposedException>(() => { _ = session.Contexts.GetInfoAsync(); });
        await Assert.ThrowsAsync<ObjectDisposedException>(() => session.Files.UploadAsync(new MemoryStream(), "a"));
        Assert.Equal(3, service.Requests.Count);
    }

    private sealed class SlowStream(TimeSpan delay) : MemoryStream
    {
        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Task.Delay(delay, cancellationToken);
            await base.WriteAsync(buffer, cancellationToken);
        }
    }

    private sealed class Progress : IProgress<long>
    {
        public long Last { get; private set; }

        public void Report(long value) => Last = value;
    }
}
