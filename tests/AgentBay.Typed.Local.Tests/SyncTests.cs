using System.IO.Compression;
using System.Text;
using System.Text.Json;
using AgentBay.Typed.Local.Tests.Support;

namespace AgentBay.Typed.Local.Tests;

/// <summary>Contexts in sessions: copied in, copied back, with all that a policy says about it.</summary>
public sealed class SyncTests(BestBay fixture) : IClassFixture<BestBay>
{
    private readonly Wire _wire = fixture.Wire;

    [BubblewrapTheory]
    [InlineData("/tmp/ctx")]
    [InlineData("/home/wuying/deep/er")]
    [InlineData("/temp/file-transfer")]
    [InlineData("/home/guest/record")]
    [InlineData("/mnt/data")]
    public async Task What_a_session_leaves_in_a_context_the_next_one_finds(string path)
    {
        var id = await _wire.CreateContextAsync();
        var first = await _wire.CreateSessionWithAsync(id, path);
        await first.OutputAsync($"cd {path}; mkdir -p a/b; echo content > a/b/file; printf '#!/bin/sh\necho ran\n' > tool; chmod 755 tool; touch -d 2001-02-03T04:05:06Z a/b/file");
        await first.CallAsync("DeleteSessionAsync");

        var second = await _wire.CreateSessionWithAsync(id, path);

        Assert.Equal("content\nran\n981173106", await second.OutputAsync($"cd {path}; cat a/b/file; ./tool; stat -c %Y a/b/file"));
        Assert.Equal(["a/", "tool"], await _wire.FilesAsync(id, path));
    }

    [Fact]
    public async Task After_create_there_is_a_row_for_each_context_even_one_that_is_not_copied()
    {
        var (one, two) = (await _wire.CreateContextAsync(), await _wire.CreateContextAsync());
        var list = JsonSerializer.Serialize(new object[]
        {
            new { ContextId = one, Path = "/tmp/one" },
            new { ContextId = two, Path = "/tmp/two/", Policy = """{"downloadPolicy":{"autoDownload":false},"uploadPolicy":null,"bwList":null}""" },
        });
        var created = await _wire.CallAsync("CreateMcpSession", ("PersistenceDataList", list));
        var session = new WireSession(_wire, created.Data.GetProperty("SessionId").GetString()!);

        var rows = await session.CopiedAsync();

        Assert.Equal([(one, "/tmp/one", "Success", "download"), (two, "/tmp/two", "Success", "download")], rows.Select(row => (row.ContextId, row.Path, row.Status, row.TaskType)).OrderBy(row => row.Path));
        Assert.Equal([one, two], (await session.CallAsync("GetSession")).Data.GetProperty("contexts").EnumerateArray().Select(context => context.GetProperty("id").GetString()));
        Assert.Equal([one, two], (await session.CallAsync("ListContexts")).Data.EnumerateArray().Select(context => context.GetProperty("Id").GetString()));
    }

    [Fact]
    public async Task Syncing_copies_now_and_forgets_what_became_of_it_before()
    {
        var id = await _wire.CreateContextAsync();
        var session = await _wire.CreateSessionWithAsync(id, "/tmp/ctx");
        await session.OutputAsync("echo 1 > /tmp/ctx/file");

        await session.SyncAsync(("ContextId", id), ("Path", "/tmp/ctx"), ("Mode", "upload"));

        Assert.Equal(["upload"], (await session.CopiedAsync()).Select(row => row.TaskType));
        Assert.Equal("1\n"u8.ToArray(), await _wire.GetAsync(id, "/tmp/ctx/file"));

        await _wire.PutAsync(id, "file", "2\n"u8.ToArray());
        await session.SyncAsync(("Mode", "download"));
        Assert.Equal("2", await session.OutputAsync("cat /tmp/ctx/file"));
    }

    [Fact]
    public async Task Rows_are_filtered_by_context_path_and_task()
    {
        var id = await _wire.CreateContextAsync();
        var session = await _wire.CreateSessionWithAsync(id, "/tmp/ctx");

        Assert.Single(await session.CopiedAsync(("ContextId", id), ("Path", "/tmp/ctx"), ("TaskType", "download")));
        Assert.Empty(await session.CopiedAsync(("ContextId", "other")));
        Assert.Empty(await session.CopiedAsync(("Path", "/tmp")));
        Assert.Empty(await session.CopiedAsync(("TaskType", "upload")));
    }

    [Fact]
    public async Task What_the_session_deleted_is_deleted_from_the_context_and_nothing_else()
    {
        var id = await _wire.CreateContextAsync();
        foreach (var file in new[] { "/a", "/b" }) await _wire.PutAsync(id, file, [1]);
        var session = await _wire.CreateSessionWithAsync(id, "/tmp/ctx");
        await _wire.PutAsync(id, "/later", [1]);

        await session.OutputAsync("rm /tmp/ctx/a");
        await session.SyncAsync();

        Assert.Equal(["b", "later"], await _wire.FilesAsync(id));
    }

    [Fact]
    public async Task Deletions_stay_in_the_session_when_the_policy_says_so()
    {
        var id = await _wire.CreateContextAsync();
        await _wire.PutAsync(id, "/a", [1]);
        var session = await _wire.CreateSessionWithAsync(id, "/tmp/ctx", new { deletePolicy = new { syncLocalFile = false } });

        await session.OutputAsync("rm /tmp/ctx/a");
        await session.SyncAsync();

        Assert.Equal(["a"], await _wire.FilesAsync(id));
    }

    [Fact]
    public async Task A_context_that_was_not_copied_in_is_not_emptied_on_the_way_back()
    {
        var id = await _wire.CreateContextAsync();
        await _wire.PutAsync(id, "/a", [1]);
        var session = await _wire.CreateSessionWithAsync(id, "/tmp/ctx", new { downloadPolicy = new { autoDownload = false } });

        Assert.Equal("", await session.OutputAsync("mkdir -p /tmp/ctx; ls /tmp/ctx; echo new > /tmp/ctx/b"));
        await session.CallAsync("DeleteSessionAsync");

        Assert.Equal(["a", "b"], await _wire.FilesAsync(id));
    }

    [Fact]
    public async Task Without_automatic_upload_the_context_stays_as_it_was()
    {
        var id = await _wire.CreateContextAsync();
        var session = await _wire.CreateSessionWithAsync(id, "/tmp/ctx", new { uploadPolicy = new { autoUpload = false } });
        await session.OutputAsync("echo new > /tmp/ctx/a");

        await session.CallAsync("DeleteSessionAsync");

        Assert.Empty(await _wire.FilesAsync(id));
    }

    [Fact]
    public async Task White_and_black_lists_say_what_takes_part_both_ways()
    {
        var id = await _wire.CreateContextAsync();
        await _wire.PutAsync(id, "/kept/in", [1]);
        await _wire.PutAsync(id, "/other/in", [1]);
        var policy = new { bwList = new { whiteLists = new object[] { new { path = "/kept", excludePaths = new[] { "/tmp" } }, new { path = "single" } } } };
        var session = await _wire.CreateSessionWithAsync(id, "/tmp/ctx", policy);

        Assert.Equal("kept\nin", await session.OutputAsync("cd /tmp/ctx; ls; ls kept; mkdir kept/tmp other; echo 1 | tee kept/out kept/tmp/out other/out single > keptnot"));
        await session.SyncAsync();

        Assert.Equal(["kept/", "other/", "single"], await _wire.FilesAsync(id));
        Assert.Equal(["in", "out"], await _wire.FilesAsync(id, "/kept"));
        Assert.Equal(["in"], await _wire.FilesAsync(id, "/other"));
    }

    [Fact]
    public async Task A_file_stored_under_a_full_path_is_found_there_when_the_context_is_bound()
    {
        var id = await _wire.CreateContextAsync();
        await _wire.PutAsync(id, "/tmp/extensions/ext.txt", [(byte)'x']);

        var session = await _wire.CreateSessionWithAsync(id, "/tmp/extensions/");

        Assert.Equal("x", await session.OutputAsync("cat /tmp/extensions/ext.txt"));
        Assert.Equal(["ext.txt"], await _wire.FilesAsync(id, "/tmp/extensions/"));
        Assert.Equal(["ext.txt"], await _wire.FilesAsync(id));
    }

    [Fact]
    public async Task A_mapping_names_the_directory_that_the_data_had_before()
    {
        var id = await _wire.CreateContextAsync();
        await _wire.PutAsync(id, "/old/place/file", [(byte)'x']);

        var session = await _wire.CreateSessionWithAsync(id, "/tmp/new", new { mappingPolicy = new { path = "/old/place" } });

        Assert.Equal("x", await session.OutputAsync("cat /tmp/new/file"));
    }

    [Theory]
    [InlineData(false, true, "pack/dir/file")]
    [InlineData(true, true, "dir/file")]
    [InlineData(false, false, "pack.zip pack/dir/file")]
    public async Task Uploaded_archives_are_unpacked_as_the_policy_says(bool inPlace, bool dropped, string files)
    {
        var id = await _wire.CreateContextAsync();
        await _wire.PutAsync(id, "/pack.zip", Zip(("dir/file", "content")));

        var session = await _wire.CreateSessionWithAsync(id, "/tmp/ctx", new { extractPolicy = new { extract = true, deleteSrcFile = dropped, extractToCurrentFolder = inPlace } });

        Assert.Equal(files, (await session.OutputAsync("cd /tmp/ctx; find . -type f | sort")).Replace("./", "", StringComparison.Ordinal).Replace('\n', ' '));
        await session.CallAsync("DeleteSessionAsync");
        Assert.Contains("pack.zip", await _wire.FilesAsync(id));
    }

    [Fact]
    public async Task An_archive_of_the_sessions_own_stays_an_archive()
    {
        var id = await _wire.CreateContextAsync();
        var policy = new { extractPolicy = new { extract = true, deleteSrcFile = true } };
        var first = await _wire.CreateSessionWithAsync(id, "/tmp/ctx", policy);
        await first.OutputAsync("echo no archive > /tmp/ctx/mine.zip");
        await first.CallAsync("DeleteSessionAsync");

        var second = await _wire.CreateSessionWithAsync(id, "/tmp/ctx", policy);

        Assert.Equal("no archive", await second.OutputAsync("cat /tmp/ctx/mine.zip"));
    }

    [Fact]
    public async Task An_archive_that_leads_out_of_its_folder_is_not_unpacked()
    {
        var id = await _wire.CreateContextAsync();
        await _wire.PutAsync(id, "/pack.zip", Zip(("../../evil", "x")));

        var session = await _wire.CreateSessionWithAsync(id, "/tmp/a/b", new { extractPolicy = new { extract = true } });

        Assert.Equal(("Failed", "pack.zip holds an entry that leads out of it: ../../evil"), Assert.Single((await session.CopiedAsync()).Select(row => (row.Status, row.ErrorMessage))));
        Assert.True((await session.ShellAsync("ls /tmp/evil")).IsError);
    }

    [BubblewrapFact]
    public async Task Links_that_a_session_plants_lead_nowhere_out_of_it()
    {
        var id = await _wire.CreateContextAsync();
        await _wire.PutAsync(id, "/dir/file", [(byte)'x']);
        var session = await _wire.CreateSessionWithAsync(id, "/tmp/ctx", new { downloadPolicy = new { autoDownload = false } });
        var secret = Path.Combine(fixture.Root, "secret");
        await File.WriteAllTextAsync(secret, "secret");
        await session.OutputAsync($"mkdir -p /tmp/ctx; ln -s {fixture.Root} /tmp/ctx/dir; ln -s {secret} /tmp/ctx/link; ln -s / /tmp/ctx/root");

        await session.CallAsync("SyncContext", ("Mode", "download"));
        await session.CopiedAsync();
        await session.CallAsync("SyncContext", ("Mode", "upload"));
        await session.CopiedAsync();

        Assert.False(File.Exists(Path.Combine(fixture.Root, "file")));
        Assert.DoesNotContain("link", await _wire.FilesAsync(id));
        Assert.DoesNotContain("root/", await _wire.FilesAsync(id));
        File.Delete(secret);
    }

    [BubblewrapFact]
    public async Task A_path_that_cannot_be_written_is_a_failed_row_that_says_so()
    {
        var id = await _wire.CreateContextAsync();
        await _wire.PutAsync(id, "/a", [1]);

        var session = await _wire.CreateSessionWithAsync(id, "/usr/ctx");

        var row = Assert.Single(await session.CopiedAsync());
        Assert.Equal(("Failed", "Read-only file system: /usr/ctx"), (row.Status, row.ErrorMessage));
    }

    [Fact]
    public async Task Files_for_the_session_itself_go_through_a_context_of_its_own()
    {
        var session = await _wire.CreateSessionAsync();
        var loaded = (await session.CallAsync("GetAndLoadInternalContext", ("ContextTypes.1", "file_transfer"))).Data[0];
        var (id, folder) = (loaded.GetProperty("ContextId").GetString()!, loaded.GetProperty("ContextPath").GetString()!);

        await _wire.PutAsync(id, $"{folder}/up.txt", "up"u8.ToArray());
        await session.SyncAsync(("ContextId", id), ("Path", $"{folder}/up.txt"), ("Mode", "download"));
        Assert.Equal("up", await session.OutputAsync($"cat {folder}/up.txt; echo down > {folder}/down.txt"));

        await session.SyncAsync(("ContextId", id), ("Path", $"{folder}/down.txt"), ("Mode", "upload"));
        var row = Assert.Single(await session.CopiedAsync(("ContextId", id), ("Path", $"{folder}/down.txt"), ("TaskType", "upload")));
        Assert.Equal("Success", row.Status);
        Assert.Equal("down\n", Encoding.UTF8.GetString(await _wire.GetAsync(id, $"{folder}/down.txt")));

        Assert.DoesNotContain(id, (await _wire.CallAsync("ListContexts", ("MaxResults", "100"))).Data.EnumerateArray().Select(context => context.GetProperty("Id").GetString()));
        await session.CallAsync("DeleteSessionAsync");
        Assert.Equal("Context.NotFound", (await _wire.CallAsync("GetContext", ("ContextId", id))).Code);
    }

    [Fact]
    public async Task The_internal_context_is_asked_for_by_get_as_well()
    {
        var session = await _wire.CreateSessionAsync();

        using var response = await _wire.Http.GetAsync(new Uri($"/?Action=GetAndLoadInternalContext&ContextTypes.1=file_transfer&SessionId={session.Id}&Authorization={fixture.Bay.ApiKey}", UriKind.Relative));

        Assert.Equal("file_transfer", JsonElement.Parse(await response.Content.ReadAsStringAsync()).GetProperty("Data")[0].GetProperty("ContextType").GetString());
    }

    [Fact]
    public async Task A_missing_file_is_a_failed_row()
    {
        var id = await _wire.CreateContextAsync();
        var session = await _wire.CreateSessionWithAsync(id, "/tmp/ctx");

        foreach (var mode in new[] { "upload", "download" })
        {
            await session.CallAsync("SyncContext", ("ContextId", id), ("Path", "/tmp/ctx/none"), ("Mode", mode));
            Assert.Equal("Failed", Assert.Single(await session.CopiedAsync(("TaskType", mode))).Status);
        }
    }

    [Theory]
    [InlineData("ContextId", "SdkCtx-other", "Context.NotBound")]
    [InlineData("Path", "/elsewhere", "Context.NotBound")]
    [InlineData("Mode", "sideways", "InvalidParameter")]
    public async Task A_sync_that_fits_nothing_is_refused(string parameter, string value, string code)
    {
        var session = await _wire.CreateSessionWithAsync(await _wire.CreateContextAsync(), "/tmp/ctx");

        Assert.Equal(code, (await session.CallAsync("SyncContext", (parameter, value))).Code);
    }

    [Fact]
    public async Task Without_any_context_a_sync_of_everything_has_nothing_to_do()
    {
        var session = await _wire.CreateSessionAsync();

        Assert.Equal("ok", (await session.CallAsync("SyncContext")).Code);
        Assert.Empty(await session.CopiedAsync());
    }

    [Fact]
    public async Task Contexts_can_be_bound_to_a_running_session_each_path_once()
    {
        var (one, two) = (await _wire.CreateContextAsync(), await _wire.CreateContextAsync());
        await _wire.PutAsync(one, "/file", [(byte)'x']);
        var session = await _wire.CreateSessionAsync();

        Assert.Equal("ok", (await session.CallAsync("BindContexts", ("PersistenceDataList", WireContexts.List(one, "/tmp/late", new { uploadPolicy = new { autoUpload = true } })))).Code);
        var again = await session.CallAsync("BindContexts", ("PersistenceDataList", WireContexts.List(two, "/tmp/late/")));
        await session.CopiedAsync();

        Assert.Equal(("PathAlreadyBound", "The path /tmp/late has a context already."), (again.Code, again.Message));
        Assert.Equal("x", await session.OutputAsync("cat /tmp/late/file"));
        var binding = Assert.Single((await session.CallAsync("DescribeSessionContexts")).Data.EnumerateArray());
        Assert.Equal((one, "/tmp/late", """{"uploadPolicy":{"autoUpload":true}}"""), (binding.GetProperty("ContextId").GetString(), binding.GetProperty("Path").GetString(), binding.GetProperty("Policy").GetString()));
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{}")]
    [InlineData("""[{"Path":"/tmp/x"}]""")]
    [InlineData("""[{"ContextId":"x","Path":"relative"}]""")]
    [InlineData("""[{"ContextId":"x","Path":"/tmp/../etc"}]""")]
    [InlineData("""[{"ContextId":"x","Path":"/"}]""")]
    public async Task A_list_of_contexts_that_is_none_is_refused_and_no_session_is_left(string list)
    {
        var before = (await _wire.CallAsync("ListSession")).Body.GetProperty("TotalCount").GetInt32();

        var answer = await _wire.CallAsync("CreateMcpSession", ("PersistenceDataList", list));

        Assert.Equal("InvalidParameter", answer.Code);
        Assert.StartsWith("The parameter PersistenceDataList ", answer.Message, StringComparison.Ordinal);
        Assert.Equal(before, (await _wire.CallAsync("ListSession")).Body.GetProperty("TotalCount").GetInt32());
    }

    private static byte[] Zip(params (string Name, string Text)[] entries)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create))
        {
            foreach (var (name, text) in entries)
            {
                using var entry = archive.CreateEntry(name).Open();
                entry.Write(Encoding.UTF8.GetBytes(text));
            }
        }
        return stream.ToArray();
    }
}
