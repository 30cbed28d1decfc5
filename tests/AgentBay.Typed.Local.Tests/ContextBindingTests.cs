using System.Net;
using System.Text.Json;
using AgentBay.Typed.Local.Tests.Support;

namespace AgentBay.Typed.Local.Tests;

/// <summary>When a binding changes a context, and when not.</summary>
public sealed class ContextBindingTests(BestBay fixture) : IClassFixture<BestBay>
{
    private readonly Wire _wire = fixture.Wire;

    public static TheoryData<string, string> Refusals => new()
    {
        { """[{"ContextId":"SdkCtx-none","Path":"/tmp/other"}]""", "Context.NotFound" },
        { """[{"Path":"/tmp/other"}]""", "InvalidParameter" },
        { """[{"ContextId":"SdkCtx-none","Path":"relative"}]""", "InvalidParameter" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task A_list_that_is_refused_for_a_later_entry_changes_no_context(string rest, string code)
    {
        var id = await NewContextAsync();

        var answer = await _wire.CallAsync("CreateMcpSession", ("PersistenceDataList", List([Item(id, "/tmp/ctx")], rest)));

        Assert.Equal(code, answer.Code);
        Assert.Equal(["old/"], await _wire.FilesAsync(id));
    }

    [Fact]
    public async Task A_list_that_names_a_path_twice_changes_no_context()
    {
        var id = await NewContextAsync();

        var answer = await _wire.CallAsync("CreateMcpSession", ("PersistenceDataList", List([Item(id, "/tmp/ctx"), Item(id, "/tmp/ctx/")])));

        Assert.Equal("InvalidParameter", answer.Code);
        Assert.Equal(["old/"], await _wire.FilesAsync(id));
    }

    [Fact]
    public async Task A_path_that_has_a_context_already_changes_no_other_context()
    {
        var id = await NewContextAsync();
        var session = await _wire.CreateSessionWithAsync(await _wire.CreateContextAsync(), "/tmp/ctx");

        var answer = await session.CallAsync("BindContexts", ("PersistenceDataList", List([Item(id, "/tmp/ctx")])));

        Assert.Equal("PathAlreadyBound", answer.Code);
        Assert.Equal(["old/"], await _wire.FilesAsync(id));
    }

    [Fact]
    public async Task A_file_has_its_session_path_as_soon_as_the_session_is_there()
    {
        var id = await _wire.CreateContextAsync();

        await _wire.CallAsync("CreateMcpSession", ("PersistenceDataList", List([Item(id, "/tmp/ctx")])));
        await _wire.PutAsync(id, "/tmp/ctx/file", [1]);

        Assert.Equal(["file"], await _wire.FilesAsync(id));
    }

    [Fact]
    public async Task A_deletion_of_a_file_waits_for_what_changes_the_context_meanwhile()
    {
        var id = await _wire.CreateContextAsync();
        await _wire.PutAsync(id, "/a", [1]);
        using var body = new HeldContent();
        var upload = _wire.Http.PutAsync(await _wire.UrlAsync("GetContextFileUploadUrl", id, "/b"), body);
        await body.Begun;
        await Eventually.HoldsAsync(() => Directory.EnumerateFiles(fixture.Root, "*", SearchOption.AllDirectories).Any(path => path.Contains($"{id}/incoming/", StringComparison.Ordinal)));

        var deletion = _wire.CallAsync("DeleteContextFile", ("ContextId", id), ("FilePath", "/a"));
        await Task.WhenAny(deletion, Task.Delay(500));
        Assert.False(deletion.IsCompleted);
        body.Release();

        Assert.Equal("ok", (await deletion).Code);
        using var uploaded = await upload;
        Assert.Equal(["b"], await _wire.FilesAsync(id));
    }

    [Fact]
    public async Task The_exchange_of_files_works_once_its_place_is_free()
    {
        var session = await _wire.CreateSessionAsync();
        var temporary = await session.OutputAsync("echo ${TMPDIR:-/tmp}");
        await session.OutputAsync($"touch {temporary}/file-transfer");

        var refused = await session.CallAsync("GetAndLoadInternalContext", ("ContextTypes.1", "file_transfer"));
        await session.OutputAsync($"rm {temporary}/file-transfer");
        var loaded = await session.CallAsync("GetAndLoadInternalContext", ("ContextTypes.1", "file_transfer"));

        Assert.Equal((HttpStatusCode.OK, "Context.NotAvailable", $"Not a directory: {temporary}/file-transfer"), (refused.Status, refused.Code, refused.Message));
        Assert.Equal("ok", loaded.Code);
        Assert.Equal("", await session.OutputAsync($"ls {temporary}/file-transfer"));
    }

    /// <summary>A context whose one file any bound <see cref="Item"/> would move.</summary>
    private async Task<string> NewContextAsync()
    {
        var id = await _wire.CreateContextAsync();
        await _wire.PutAsync(id, "/old/place/file", [1]);
        return id;
    }

    private static Dictionary<string, string> Item(string contextId, string path) => new()
    {
        ["ContextId"] = contextId,
        ["Path"] = path,
        ["Policy"] = """{"mappingPolicy":{"path":"/old/place"}}""",
    };

    private static string List(IEnumerable<Dictionary<string, string>> items, string rest = "[]") => JsonSerializer.Serialize(
        items.Select(item => JsonSerializer.SerializeToElement(item)).Concat(JsonElement.Parse(rest).EnumerateArray()));

    /// <summary>A body whose end comes when the test says so.</summary>
    private sealed class HeldContent : HttpContent
    {
        private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Begun => _begun.Task;

        public void Release() => _released.SetResult();

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(new byte[64 * 1024]);
            await stream.FlushAsync();
            _begun.SetResult();
            await _released.Task;
            await stream.WriteAsync(new byte[1]);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 64 * 1024 + 1;
            return true;
        }
    }
}
