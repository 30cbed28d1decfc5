using System.Net;
using AgentBay.Typed.Local.Tests.Support;

namespace AgentBay.Typed.Local.Tests;

/// <summary>Contexts by themselves: names, lists, files.</summary>
public sealed class ContextTests(BestBay fixture) : IClassFixture<BestBay>
{
    private readonly Wire _wire = fixture.Wire;

    [Fact]
    public async Task A_context_is_created_once_and_then_got_by_name_or_id()
    {
        var name = $"c-{Guid.NewGuid():N}";

        var created = (await _wire.CallAsync("GetContext", ("Name", name), ("AllowCreate", "True"))).Data;
        var id = created.GetProperty("Id").GetString()!;

        Assert.StartsWith("SdkCtx-", id, StringComparison.Ordinal);
        Assert.Equal(("available", name), (created.GetProperty("State").GetString(), created.GetProperty("Name").GetString()));
        Assert.True(DateTimeOffset.TryParse(created.GetProperty("CreateTime").GetString(), System.Globalization.CultureInfo.InvariantCulture, out _));
        Assert.Equal(id, await _wire.CreateContextAsync(name));
        Assert.Equal(id, (await _wire.CallAsync("GetContext", ("Name", name), ("AllowCreate", "false"))).Data.GetProperty("Id").GetString());
        Assert.Equal(name, (await _wire.CallAsync("GetContext", ("ContextId", id), ("AllowCreate", "False"))).Data.GetProperty("Name").GetString());
    }

    [Theory]
    [InlineData("GetContext", "Name")]
    [InlineData("GetContext", "ContextId")]
    [InlineData("ModifyContext", "Id")]
    [InlineData("DeleteContext", "Id")]
    [InlineData("ClearContext", "Id")]
    [InlineData("DescribeContextFiles", "ContextId")]
    [InlineData("GetContextFileUploadUrl", "ContextId")]
    public async Task A_context_that_is_not_there_is_a_business_error(string action, string parameter)
    {
        var answer = await _wire.CallAsync(action, (parameter, "nobody"));

        Assert.Equal((HttpStatusCode.OK, "Context.NotFound", "The context 'nobody' is not found."), (answer.Status, answer.Code, answer.Message));
        Assert.False(answer.Body.GetProperty("Success").GetBoolean());
    }

    [Fact]
    public async Task Contexts_are_listed_in_pages_in_the_order_of_their_creation()
    {
        var before = (await _wire.CallAsync("ListContexts", ("MaxResults", "1"))).Body.GetProperty("TotalCount").GetInt32();
        string[] ids = [await _wire.CreateContextAsync(), await _wire.CreateContextAsync(), await _wire.CreateContextAsync()];

        var listed = new List<string>();
        var token = "";
        do
        {
            var page = await _wire.CallAsync("ListContexts", ("MaxResults", "2"), ("NextToken", token));
            listed.AddRange(page.Data.EnumerateArray().Select(context => context.GetProperty("Id").GetString()!));
            token = page.Body.GetProperty("NextToken").GetString()!;
            Assert.Equal((before + 3, 2), (page.Body.GetProperty("TotalCount").GetInt32(), page.Body.GetProperty("MaxResults").GetInt32()));
        }
        while (token.Length > 0);

        Assert.Equal(ids, listed.TakeLast(3));
    }

    [Fact]
    public async Task A_context_can_be_renamed_unless_the_name_is_taken()
    {
        var (one, two) = (await _wire.CreateContextAsync(), await _wire.CreateContextAsync($"taken-{Guid.NewGuid():N}"));
        var taken = (await _wire.CallAsync("GetContext", ("ContextId", two))).Data.GetProperty("Name").GetString()!;
        var name = $"new-{Guid.NewGuid():N}";

        Assert.Equal("ok", (await _wire.CallAsync("ModifyContext", ("Id", one), ("Name", name))).Code);
        Assert.Equal("Context.NameInUse", (await _wire.CallAsync("ModifyContext", ("Id", one), ("Name", taken))).Code);
        Assert.Equal(one, (await _wire.CallAsync("GetContext", ("Name", name))).Data.GetProperty("Id").GetString());
    }

    [Fact]
    public async Task A_deleted_context_is_gone_with_its_files()
    {
        var id = await _wire.CreateContextAsync();
        await _wire.PutAsync(id, "/a", [1]);
        var url = await _wire.UrlAsync("GetContextFileDownloadUrl", id, "/a");

        Assert.Equal("ok", (await _wire.CallAsync("DeleteContext", ("Id", id))).Code);

        Assert.Equal("Context.NotFound", (await _wire.CallAsync("GetContext", ("ContextId", id))).Code);
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(url));
        Assert.Empty(Directory.EnumerateDirectories(fixture.Root, id, SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Clearing_removes_the_files_and_comes_back_to_available()
    {
        var id = await _wire.CreateContextAsync();
        await _wire.PutAsync(id, "/a/b", [1]);

        Assert.Equal("ok", (await _wire.CallAsync("ClearContext", ("Id", id))).Code);

        while ((await _wire.CallAsync("GetContext", ("ContextId", id))).Data.GetProperty("State").GetString() is var state && state != "available") Assert.Equal("clearing", state);
        Assert.Empty(await _wire.FilesAsync(id));
    }

    [Fact]
    public async Task A_file_goes_in_and_out_through_its_urls()
    {
        var id = await _wire.CreateContextAsync();
        var content = new byte[3 * 1024 * 1024];
        Random.Shared.NextBytes(content);

        await _wire.PutAsync(id, "/dir/ü file.bin", content);

        Assert.Equal(content, await _wire.GetAsync(id, "/dir/ü file.bin"));
        Assert.Equal(["dir/"], await _wire.FilesAsync(id));
        var file = (await _wire.CallAsync("DescribeContextFiles", ("ContextId", id), ("ParentFolderPath", "/dir"))).Data[0];
        Assert.Equal(("ü file.bin", "/dir/ü file.bin", content.Length), (file.GetProperty("FileName").GetString(), file.GetProperty("FilePath").GetString(), file.GetProperty("Size").GetInt32()));
    }

    [Fact]
    public async Task A_stored_file_can_be_deleted_once()
    {
        var id = await _wire.CreateContextAsync();
        await _wire.PutAsync(id, "/a/b", [1]);

        Assert.Equal("ok", (await _wire.CallAsync("DeleteContextFile", ("ContextId", id), ("FilePath", "/a/b"))).Code);
        Assert.Equal("ContextFile.NotFound", (await _wire.CallAsync("DeleteContextFile", ("ContextId", id), ("FilePath", "/a/b"))).Code);
        Assert.Equal("ContextFile.NotFound", (await _wire.CallAsync("GetContextFileDownloadUrl", ("ContextId", id), ("FilePath", "/a/b"))).Code);
        Assert.Empty(await _wire.FilesAsync(id));
    }

    [Fact]
    public async Task Files_are_listed_in_pages_with_a_count()
    {
        var id = await _wire.CreateContextAsync();
        for (var i = 0; i < 5; i++) await _wire.PutAsync(id, $"/f{i}", [1]);

        var page = await _wire.CallAsync("DescribeContextFiles", ("ContextId", id), ("ParentFolderPath", "/"), ("PageNumber", "2"), ("PageSize", "2"));

        Assert.Equal(["f2", "f3"], page.Data.EnumerateArray().Select(file => file.GetProperty("FileName").GetString()));
        Assert.Equal(5, page.Body.GetProperty("Count").GetInt32());
    }

    [Theory]
    [InlineData("/../../etc/passwd")]
    [InlineData("a/../../b")]
    [InlineData("/")]
    public async Task A_path_cannot_lead_out_of_a_context(string path)
    {
        var id = await _wire.CreateContextAsync();

        foreach (var action in new[] { "GetContextFileUploadUrl", "GetContextFileDownloadUrl", "DeleteContextFile" })
            Assert.Equal("InvalidParameter", (await _wire.CallAsync(action, ("ContextId", id), ("FilePath", path))).Code);
    }

    [Fact]
    public async Task A_url_is_good_for_its_own_file_and_direction_only()
    {
        var id = await _wire.CreateContextAsync();
        await _wire.PutAsync(id, "/a", [1]);
        var (up, down) = (await _wire.UrlAsync("GetContextFileUploadUrl", id, "/a"), await _wire.UrlAsync("GetContextFileDownloadUrl", id, "/a"));

        Assert.NotEqual(up, down);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, await StatusAsync(up));
        using var body = new ByteArrayContent([2]);
        using var put = await _wire.Http.PutAsync(down, body);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, put.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(new Uri(down, new string('0', 48))));
    }

    private async Task<HttpStatusCode> StatusAsync(Uri address)
    {
        using var response = await _wire.Http.GetAsync(address);
        return response.StatusCode;
    }
}
