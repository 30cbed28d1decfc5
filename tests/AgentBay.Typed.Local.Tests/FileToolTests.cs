using System.Globalization;
using System.Text;
using System.Text.Json;
using AgentBay.Typed.Local.Tests.Support;

namespace AgentBay.Typed.Local.Tests;

/// <summary>The file tools, isolated or not.</summary>
public abstract class FileToolTests(BayFixture fixture)
{
    private Task<WireSession> NewSessionAsync() => fixture.Wire.CreateSessionAsync();

    [Fact]
    public async Task What_is_written_can_be_read()
    {
        var session = await NewSessionAsync();

        Assert.Equal("Wrote notes.txt", await session.TextAsync("write_file", new { path = "notes.txt", content = "line\nzwei ü 🚀\n" }));

        Assert.Equal("line\nzwei ü 🚀\n", await session.TextAsync("read_file", new { path = "notes.txt" }));
        Assert.Equal("line\nzwei ü 🚀", await session.OutputAsync("cat ~/notes.txt"));
    }

    [Fact]
    public async Task Unicode_and_spaces_in_paths_are_fine()
    {
        var session = await NewSessionAsync();
        const string Path = "Ordner mit Leerzeichen/日本語 🚀 'x'.txt";

        await session.TextAsync("write_file", new { path = Path, content = "ok", create_parent_dir = true });

        Assert.Equal("ok", await session.TextAsync("read_file", new { path = Path }));
        Assert.Equal("[FILE] 日本語 🚀 'x'.txt", await session.TextAsync("list_directory", new { path = "Ordner mit Leerzeichen" }));
    }

    [Fact]
    public async Task Write_appends_when_told_so()
    {
        var session = await NewSessionAsync();
        await session.TextAsync("write_file", new { path = "log", content = "1" });
        await session.TextAsync("write_file", new { path = "log", content = "2", mode = "append" });

        Assert.Equal("12", await session.TextAsync("read_file", new { path = "log" }));
    }

    [Fact]
    public async Task Write_overwrites_all_of_a_longer_file()
    {
        var session = await NewSessionAsync();
        await session.TextAsync("write_file", new { path = "f", content = "a long text" });
        await session.TextAsync("write_file", new { path = "f", content = "short", mode = "overwrite" });

        Assert.Equal("short", await session.TextAsync("read_file", new { path = "f" }));
    }

    [Fact]
    public async Task Create_new_leaves_an_existing_file_alone()
    {
        var session = await NewSessionAsync();
        await session.TextAsync("write_file", new { path = "f", content = "old", mode = "create_new" });

        var error = await session.ErrorAsync("write_file", new { path = "f", content = "new", mode = "create_new" });

        Assert.Contains("exists", error, StringComparison.Ordinal);
        Assert.Equal("old", await session.TextAsync("read_file", new { path = "f" }));
    }

    [Fact]
    public async Task Write_into_a_missing_directory_says_what_helps()
    {
        var session = await NewSessionAsync();

        var error = await session.ErrorAsync("write_file", new { path = "a/b/c.txt", content = "x" });

        Assert.Equal("The parent directory of a/b/c.txt does not exist. create_parent_dir makes it.", error);
        await session.TextAsync("write_file", new { path = "a/b/c.txt", content = "x", create_parent_dir = true });
        Assert.Equal("x", await session.TextAsync("read_file", new { path = "a/b/c.txt" }));
    }

    [Fact]
    public async Task Write_to_a_directory_is_an_error()
    {
        var session = await NewSessionAsync();
        await session.TextAsync("create_directory", new { path = "d" });

        Assert.Contains("Is a directory", await session.ErrorAsync("write_file", new { path = "d", content = "x" }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_of_a_megabyte_go_through_in_one_call()
    {
        var session = await NewSessionAsync();
        var content = new string('ä', 1_000_000);

        await session.TextAsync("write_file", new { path = "big", content });

        Assert.Equal(content, await session.TextAsync("read_file", new { path = "big", offset = 0, length = 0 }));
    }

    [Theory]
    [InlineData(0, 0, "0123456789")]
    [InlineData(3, 0, "3456789")]
    [InlineData(3, 4, "3456")]
    [InlineData(8, 100, "89")]
    [InlineData(10, 5, "")]
    [InlineData(1000, 5, "")]
    public async Task Read_takes_a_range_of_bytes(long offset, long length, string expected)
    {
        var session = await NewSessionAsync();
        await session.TextAsync("write_file", new { path = "digits", content = "0123456789" });

        Assert.Equal(expected, await session.TextAsync("read_file", new { path = "digits", offset, length }));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    public async Task Text_read_in_pieces_is_the_text_wherever_the_pieces_end(int piece)
    {
        var session = await NewSessionAsync();
        const string Content = "aé日🚀z\n";
        await session.TextAsync("write_file", new { path = "mixed", content = Content });

        var text = new StringBuilder();
        for (var offset = 0; offset < Encoding.UTF8.GetByteCount(Content); offset += piece)
            text.Append(await session.TextAsync("read_file", new { path = "mixed", offset, length = piece }));

        Assert.Equal(Content, text.ToString());
    }

    [Fact]
    public async Task Binary_is_read_as_base64_byte_for_byte()
    {
        var session = await NewSessionAsync();
        await session.OutputAsync("printf '\\000\\377\\200abc' > raw");

        Assert.Equal(Convert.ToBase64String([0, 255, 128, (byte)'a', (byte)'b', (byte)'c']), await session.TextAsync("read_file", new { path = "raw", format = "binary" }));
        Assert.Equal(Convert.ToBase64String([255, 128]), await session.TextAsync("read_file", new { path = "raw", format = "binary", offset = 1, length = 2 }));
    }

    [Fact]
    public async Task Reading_bytes_that_are_no_text_gives_replacement_characters()
    {
        var session = await NewSessionAsync();
        await session.OutputAsync("printf 'a\\377b' > raw");

        Assert.Equal("a\uFFFDb", await session.TextAsync("read_file", new { path = "raw" }));
    }

    [Fact]
    public async Task Reading_what_is_not_there_is_an_error_that_names_it()
    {
        var session = await NewSessionAsync();

        var error = await session.ErrorAsync("read_file", new { path = "nope.txt" });

        Assert.StartsWith("No such file or directory", error, StringComparison.Ordinal);
        Assert.EndsWith("nope.txt", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reading_a_directory_or_a_pipe_is_an_error_at_once()
    {
        var session = await NewSessionAsync();
        await session.OutputAsync("mkdir d; mkfifo pipe");

        Assert.Contains("Is a directory", await session.ErrorAsync("read_file", new { path = "d" }), StringComparison.Ordinal);
        Assert.Contains("Not a regular file", await session.ErrorAsync("read_file", new { path = "pipe" }), StringComparison.Ordinal);
        Assert.Contains("Not a regular file", await session.ErrorAsync("write_file", new { path = "pipe", content = "x" }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_too_large_for_one_answer_says_how_to_read_it()
    {
        var session = await NewSessionAsync();
        await session.OutputAsync("truncate -s 70000000 huge");

        Assert.Contains("offset and length", await session.ErrorAsync("read_file", new { path = "huge" }), StringComparison.Ordinal);
        Assert.Equal(5, (await session.TextAsync("read_file", new { path = "huge", offset = 69_999_000, length = 5 })).Length);
    }

    [Fact]
    public async Task Several_files_come_in_blocks()
    {
        var session = await NewSessionAsync();
        await session.OutputAsync("printf 'alpha\\n' > a; printf 'beta\\n' > b");

        Assert.Equal("a:\nalpha\n\n---\nb:\nbeta\n", await session.TextAsync("read_multiple_files", new { paths = new[] { "a", "b" } }));
        Assert.Contains("missing", await session.ErrorAsync("read_multiple_files", new { paths = new[] { "a", "missing" } }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Directories_are_made_with_their_parents_and_twice_is_fine()
    {
        var session = await NewSessionAsync();

        await session.TextAsync("create_directory", new { path = "x/y/z" });
        await session.TextAsync("create_directory", new { path = "x/y/z" });

        Assert.Equal("[DIR] z", await session.TextAsync("list_directory", new { path = "x/y" }));
    }

    [Fact]
    public async Task A_directory_cannot_take_a_files_place()
    {
        var session = await NewSessionAsync();
        await session.TextAsync("write_file", new { path = "f", content = "" });

        Assert.Contains("Not a directory", await session.ErrorAsync("create_directory", new { path = "f" }), StringComparison.Ordinal);
        Assert.Contains("ot a directory", await session.ErrorAsync("create_directory", new { path = "f/g" }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_listing_tells_directories_from_files_in_order()
    {
        var session = await NewSessionAsync();
        await session.OutputAsync("mkdir d; touch b a .hidden; ln -s d linked; ln -s nowhere dangling");

        Assert.Equal(
            "[FILE] .hidden\n[FILE] a\n[FILE] b\n[DIR] d\n[FILE] dangling\n[DIR] linked",
            await session.TextAsync("list_directory", new { path = "." }));
    }

    [Fact]
    public async Task An_empty_directory_lists_as_nothing_and_a_file_not_at_all()
    {
        var session = await NewSessionAsync();
        await session.OutputAsync("mkdir d; touch f");

        Assert.Equal("", await session.TextAsync("list_directory", new { path = "d" }));
        Assert.Contains("Not a directory", await session.ErrorAsync("list_directory", new { path = "f" }), StringComparison.Ordinal);
        Assert.Contains("No such file or directory", await session.ErrorAsync("list_directory", new { path = "gone" }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Info_has_the_keys_of_all_official_sdks()
    {
        var session = await NewSessionAsync();
        await session.OutputAsync("printf 12345 > f; chmod 640 f");
        var home = await session.OutputAsync("echo $HOME");

        var info = (await session.TextAsync("get_file_info", new { path = "f" })).Split('\n').Select(line => line.Split(": ", 2)).ToDictionary(pair => pair[0], pair => pair[1]);

        Assert.Equal(
            ["name", "path", "size", "isDirectory", "isFile", "created", "modified", "accessed", "modTime", "permissions", "mode", "owner", "group"], info.Keys);
        Assert.Equal(("f", $"{home}/f", "5", "false", "true", "rw-r-----"), (info["name"], info["path"], info["size"], info["isDirectory"], info["isFile"], info["permissions"]));
        Assert.Equal(await session.OutputAsync("stat -c %U f | sed s/UNKNOWN/$(id -u)/"), info["owner"]);
        Assert.Equal(await session.OutputAsync("stat -c %G f | sed s/UNKNOWN/$(id -g)/"), info["group"]);
        foreach (var key in new[] { "created", "modified", "accessed", "modTime" })
            Assert.InRange(DateTimeOffset.Parse(info[key], CultureInfo.InvariantCulture), DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow.AddMinutes(5));
    }

    [Fact]
    public async Task Info_on_a_directory_and_on_nothing()
    {
        var session = await NewSessionAsync();

        Assert.Contains("isDirectory: true\nisFile: false", await session.TextAsync("get_file_info", new { path = "." }), StringComparison.Ordinal);
        Assert.Contains("No such file or directory", await session.ErrorAsync("get_file_info", new { path = "nothing" }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_is_deleted_and_its_link_too_without_what_it_leads_to()
    {
        var session = await NewSessionAsync();
        await session.OutputAsync("echo x > f; ln -s f link");

        await session.TextAsync("delete_file", new { path = "link" });
        Assert.Equal("[FILE] f", await session.TextAsync("list_directory", new { path = "." }));
        Assert.Equal("Deleted f", await session.TextAsync("delete_file", new { path = "f" }));
        Assert.Contains("No such file or directory", await session.ErrorAsync("delete_file", new { path = "f" }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Delete_refuses_a_directory()
    {
        var session = await NewSessionAsync();
        await session.TextAsync("create_directory", new { path = "d" });

        Assert.Equal("Is a directory: d. delete_file removes files only.", await session.ErrorAsync("delete_file", new { path = "d" }));
    }

    [Fact]
    public async Task Files_and_directories_move_but_not_over_something()
    {
        var session = await NewSessionAsync();
        await session.OutputAsync("mkdir d; echo 1 > d/f; echo 2 > g");

        Assert.Equal("Moved d to e", await session.TextAsync("move_file", new { source = "d", destination = "e" }));
        await session.TextAsync("move_file", new { source = "e/f", destination = "h" });

        Assert.Equal("1\n", await session.TextAsync("read_file", new { path = "h" }));
        Assert.Equal("File exists: g", await session.ErrorAsync("move_file", new { source = "h", destination = "g" }));
        Assert.Contains("No such file or directory", await session.ErrorAsync("move_file", new { source = "gone", destination = "x" }), StringComparison.Ordinal);
        Assert.Contains("No such file or directory", await session.ErrorAsync("move_file", new { source = "h", destination = "no/x" }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_directory_does_not_move_into_itself()
    {
        var session = await NewSessionAsync();
        await session.OutputAsync("mkdir d");

        Assert.Equal("d cannot be moved into itself.", await session.ErrorAsync("move_file", new { source = "d", destination = "d/e" }));
    }

    [Fact]
    public async Task Edits_are_applied_in_order_and_shown_as_a_diff()
    {
        var session = await NewSessionAsync();
        await session.TextAsync("write_file", new { path = "app.cfg", content = "a\nb\nc\nd\ndebug=false\ne\nf\ng\nh\n" });

        var diff = await session.TextAsync("edit_file", new
        {
            path = "app.cfg",
            edits = new[] { new { oldText = "debug=false", newText = "debug=maybe" }, new { oldText = "maybe", newText = "true" } },
        });

        Assert.Equal("--- app.cfg\n+++ app.cfg\n@@ -2,7 +2,7 @@\n b\n c\n d\n-debug=false\n+debug=true\n e\n f\n g\n", diff);
        Assert.Contains("debug=true\n", await session.TextAsync("read_file", new { path = "app.cfg" }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_diff_is_one_that_patch_understands()
    {
        var session = await NewSessionAsync();
        await session.OutputAsync("seq 1 30 > n; printf 'last' >> n; cp n before");

        var diff = await session.TextAsync("edit_file", new
        {
            path = "n",
            edits = new[] { new { oldText = "1\n", newText = "" }, new { oldText = "20\n", newText = "20\ntwenty\n" }, new { oldText = "last", newText = "final" } },
        });

        await session.TextAsync("write_file", new { path = "change.diff", content = diff });
        Assert.Equal("same", await session.OutputAsync("command -v patch > /dev/null || { echo same; exit; }; patch -s before < change.diff && cmp before n && echo same"));
    }

    [Theory]
    [InlineData("dryRun")]
    [InlineData("dry_run")]
    public async Task A_dry_run_shows_the_change_and_does_not_make_it(string argument)
    {
        var session = await NewSessionAsync();
        await session.TextAsync("write_file", new { path = "f", content = "one" });

        var diff = await session.TextAsync("edit_file", $$"""{"path":"f","edits":[{"oldText":"one","newText":"two"}],"{{argument}}":true}""");

        Assert.Equal("--- f\n+++ f\n@@ -1 +1 @@\n-one\n\\ No newline at end of file\n+two\n\\ No newline at end of file\n", diff);
        Assert.Equal("one", await session.TextAsync("read_file", new { path = "f" }));
    }

    [Fact]
    public async Task An_edit_that_finds_nothing_leaves_the_file_untouched()
    {
        var session = await NewSessionAsync();
        await session.TextAsync("write_file", new { path = "f", content = "one" });

        var error = await session.ErrorAsync("edit_file", new { path = "f", edits = new[] { new { oldText = "one", newText = "1" }, new { oldText = "two", newText = "2" } } });

        Assert.Equal("edits[1]: oldText was not found in f. Nothing was changed.", error);
        Assert.Equal("one", await session.TextAsync("read_file", new { path = "f" }));
    }

    [Fact]
    public async Task Editing_what_is_not_text_is_refused()
    {
        var session = await NewSessionAsync();
        await session.OutputAsync("printf 'a\\377b' > raw");

        Assert.Equal("Not UTF-8 text: raw", await session.ErrorAsync("edit_file", new { path = "raw", edits = new[] { new { oldText = "a", newText = "b" } } }));
    }

    [Fact]
    public async Task Search_finds_names_anywhere_below()
    {
        var session = await NewSessionAsync();
        await session.OutputAsync("mkdir -p s/in/deep s/skip; touch s/app.log s/in/deep/old.log s/skip/no.log s/App.LOG s/x.txt");
        var start = await session.OutputAsync("echo $HOME/s");

        Assert.Equal($"{start}/app.log\n{start}/in/deep/old.log\n{start}/skip/no.log", await session.TextAsync("search_files", new { path = "s", pattern = "*.log" }));
        Assert.Equal($"{start}/x.txt", await session.TextAsync("search_files", new { path = start, pattern = "?.txt" }));
        Assert.Equal($"{start}/in/deep", await session.TextAsync("search_files", new { path = start, pattern = "deep" }));
        Assert.Equal("No matches found", await session.TextAsync("search_files", new { path = "s", pattern = "*.none" }));
    }

    [Theory]
    [InlineData("""["skip","old.*"]""", "excludePatterns")]
    [InlineData("\"skip, old.*\"", "excludePatterns")]
    [InlineData("""["skip","old.*"]""", "exclude_patterns")]
    [InlineData("\"skip,in/deep/*\"", "excludePatterns")]
    public async Task Search_leaves_out_what_is_excluded_in_any_spelling(string patterns, string argument)
    {
        var session = await NewSessionAsync();
        await session.OutputAsync("mkdir -p s/in/deep s/skip; touch s/app.log s/in/deep/old.log s/skip/no.log");

        var found = await session.TextAsync("search_files", $$"""{"path":"s","pattern":"*.log","{{argument}}":{{patterns}}}""");

        Assert.EndsWith("/s/app.log", found, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', found);
    }

    [Fact]
    public async Task Search_does_not_run_in_circles()
    {
        var session = await NewSessionAsync();
        await session.OutputAsync("mkdir s; ln -s . s/loop; ln -s self s/self; touch s/f");

        Assert.EndsWith("/s/f", await session.TextAsync("search_files", new { path = "s", pattern = "f" }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Changes_are_those_since_the_call_before()
    {
        var session = await NewSessionAsync();
        await session.OutputAsync("mkdir -p w/d; echo 1 > w/changed; echo 1 > w/gone; echo 1 > w/same");
        var root = await session.OutputAsync("echo $HOME/w");

        Assert.Equal("[]", await session.TextAsync("get_file_change", new { path = "w" }));
        await session.OutputAsync("echo 22 > w/changed; rm w/gone; mkdir w/new; echo 3 > w/d/inner");
        var changes = await session.TextAsync("get_file_change", new { path = "w" });

        Assert.Equal(
            [
                $"modify directory {root}", $"modify file {root}/changed", $"modify directory {root}/d", $"create file {root}/d/inner",
                $"delete file {root}/gone", $"create directory {root}/new",
            ],
            JsonElement.Parse(changes).EnumerateArray().Select(change => $"{change.GetProperty("eventType")} {change.GetProperty("pathType")} {change.GetProperty("path")}"));
        Assert.Equal("[]", await session.TextAsync("get_file_change", new { path = "w" }));
    }

    [Fact]
    public async Task Each_session_and_each_path_has_a_baseline_of_its_own()
    {
        var session = await NewSessionAsync();
        await session.OutputAsync("mkdir -p w/d");
        await session.TextAsync("get_file_change", new { path = "w" });
        await session.OutputAsync("touch w/d/f");

        Assert.Equal("[]", await session.TextAsync("get_file_change", new { path = "w/d" }));
        Assert.NotEqual("[]", await session.TextAsync("get_file_change", new { path = "w" }));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\\u0000b")]
    public async Task An_impossible_path_is_an_error(string path)
    {
        var session = await NewSessionAsync();

        Assert.Contains("A path must not", await session.ErrorAsync("read_file", $$"""{"path":"{{path}}"}"""), StringComparison.Ordinal);
    }
}

public sealed class FileToolsWithTheBestIsolationTests(BestBay fixture) : FileToolTests(fixture), IClassFixture<BestBay>;

public sealed class FileToolsWithoutIsolationTests(PlainBay fixture) : FileToolTests(fixture), IClassFixture<PlainBay>;
