using AgentBay.Typed.EndToEnd.Catalogs;
using AgentBay.Typed.EndToEnd.Infrastructure;

namespace AgentBay.Typed.EndToEnd;

/// <summary>Every tool that LocalBay lists for linux_latest, called through its generated method.</summary>
public sealed class TypedToolTests(LinuxSession fixture) : IClassFixture<LinuxSession>
{
    private readonly LinuxLatest _tools = fixture.Session.Tools;
    private readonly string _home = fixture.Home;

    [Fact]
    public async Task Each_listed_tool_is_called_by_a_test_of_this_class()
    {
        string[] called =
        [
            "create_directory", "delete_file", "edit_file", "get_file_change", "get_file_info", "get_metrics", "list_directory", "move_file",
            "read_file", "read_multiple_files", "run_code", "search_files", "shell", "write_file",
        ];
        IReadOnlyList<ToolDescriptor> listed = (await fixture.Session.ListToolsAsync()).Value;
        Assert.Empty(listed.Select(static tool => tool.Name).Except(called));
        Assert.Empty(listed.Select(static tool => tool.Name).Except(LinuxLatest.Tools.Select(static tool => tool.Name)));
    }

    [Fact]
    public async Task Shell_gives_output_and_exit_code()
    {
        var run = await _tools.Shell("echo out; echo err >&2", envs: new Dictionary<string, string> { ["X"] = "y" }, cwd: "/tmp");
        Assert.Equal(("out\n", "err\n", 0), (run.Value.Stdout, run.Value.Stderr, run.Value.ExitCode));
    }

    [Fact]
    public async Task A_failed_command_is_an_error_whose_value_can_be_read()
    {
        var run = await _tools.Shell("echo no >&2; exit 3");
        Assert.True(run.IsError);
        Assert.True(run.TryGetValue(out var value));
        Assert.Equal((3, "no\n"), (value.ExitCode, value.Stderr));
        Assert.Same(run, Assert.Throws<ToolCallException>(() => run.Value).Result);
    }

    [Fact]
    public async Task Files_are_written_read_edited_moved_and_deleted()
    {
        string folder = $"{_home}/files";
        (await _tools.CreateDirectory(folder)).EnsureSuccess();
        (await _tools.WriteFile($"{folder}/a.txt", "one\ntwo ü\n")).EnsureSuccess();
        (await _tools.WriteFile($"{folder}/a.txt", "three\n", LinuxLatest.WriteFileMode.Append)).EnsureSuccess();
        Assert.True((await _tools.WriteFile($"{folder}/a.txt", "", LinuxLatest.WriteFileMode.CreateNew)).IsError);
        (await _tools.EditFile($"{folder}/a.txt", [new() { OldText = "one", NewText = "1" }, new() { OldText = "two", NewText = "2" }])).EnsureSuccess();
        (await _tools.MoveFile($"{folder}/a.txt", $"{folder}/b.txt")).EnsureSuccess();
        Assert.Equal("1\n2 ü\nthree\n", (await _tools.ReadFile($"{folder}/b.txt")).Text);
        Assert.Equal("2 ü", (await _tools.ReadFile($"{folder}/b.txt", offset: 2, length: 4)).Text);
        Assert.Equal("MQ==", (await _tools.ReadFile($"{folder}/b.txt", length: 1, format: LinuxLatest.ReadFileFormat.Binary)).Text);
        Assert.Contains("three", (await _tools.ReadMultipleFiles([$"{folder}/b.txt"])).Text, StringComparison.Ordinal);
        (await _tools.DeleteFile($"{folder}/b.txt")).EnsureSuccess();
        Assert.True((await _tools.ReadFile($"{folder}/b.txt")).IsError);
    }

    [Fact]
    public async Task A_preview_of_an_edit_changes_nothing()
    {
        (await _tools.WriteFile($"{_home}/preview.txt", "before")).EnsureSuccess();
        (await _tools.EditFile($"{_home}/preview.txt", [new() { OldText = "before", NewText = "after" }], dryRun: true)).EnsureSuccess();
        Assert.Equal("before", (await _tools.ReadFile($"{_home}/preview.txt")).Text);
    }

    [Fact]
    public async Task Directories_are_listed_and_searched_as_records()
    {
        (await _tools.WriteFile($"{_home}/tree/deep/x.log", "1", createParentDir: true)).EnsureSuccess();
        (await _tools.WriteFile($"{_home}/tree/y.txt", "22")).EnsureSuccess();
        var entries = (await _tools.ListDirectory($"{_home}/tree")).Value;
        Assert.Equal(["Dir deep", "File y.txt"], entries.Select(static entry => $"{entry.Kind} {entry.Name}").Order(StringComparer.Ordinal));
        Assert.Equal([$"{_home}/tree/deep/x.log"], (await _tools.SearchFiles($"{_home}/tree", "*.log")).Value);
        Assert.Empty((await _tools.SearchFiles($"{_home}/tree", "*.none")).Value);
        var info = (await _tools.GetFileInfo($"{_home}/tree/y.txt")).Value;
        Assert.Equal((2, false, true, "y.txt"), (info.Size, info.IsDirectory, info.IsFile, info.Name));
    }

    [Fact]
    public async Task Changes_since_the_last_look_are_records()
    {
        (await _tools.CreateDirectory($"{_home}/watched")).EnsureSuccess();
        Assert.Empty((await _tools.GetFileChange($"{_home}/watched")).Value);
        (await _tools.WriteFile($"{_home}/watched/new.txt", "x")).EnsureSuccess();
        Assert.Contains(
            (await _tools.GetFileChange($"{_home}/watched")).Value,
            change => change.EventType == LinuxLatest.GetFileChangeItemEventType.Create && change.Path == $"{_home}/watched/new.txt");
    }

    [Fact]
    public async Task Metrics_are_a_record()
    {
        LinuxLatest.GetMetricsResult metrics = (await _tools.GetMetrics()).Value;
        Assert.Equal(Environment.ProcessorCount, metrics.CpuCount);
        Assert.InRange(metrics.CpuUsedPct, 0, 100);
        Assert.InRange(metrics.MemUsed, 1, metrics.MemTotal);
        Assert.InRange(metrics.Timestamp, DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow.AddMinutes(1));
    }

    [PythonFact]
    public async Task Code_gives_its_output_and_its_last_value()
    {
        var run = (await _tools.RunCode("print('hi')\n6 * 7", LinuxLatest.RunCodeLanguage.Python)).Value;
        Assert.Equal("hi\n", string.Concat(run.Stdout));
        Assert.Equal((true, "42"), (run.Result[0].IsMainResult, run.Result[0].TextPlain));
        Assert.True(string.IsNullOrEmpty(run.ExecutionError));
    }

    [PythonFact]
    public async Task Code_that_fails_says_why() => Assert.Contains(
        "ZeroDivisionError", (await _tools.RunCode("1 / 0", LinuxLatest.RunCodeLanguage.Python)).Value.ExecutionError, StringComparison.Ordinal);

    [Fact]
    public async Task A_bound_of_the_schema_is_checked_before_anything_is_sent() => Assert.Equal(
        "timeoutS",
        (await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => _tools.RunCode("1", LinuxLatest.RunCodeLanguage.Python, timeoutS: 61))).ParamName);

    [Fact]
    public async Task A_tool_that_the_machine_does_not_have_is_an_error_that_says_so()
    {
        ToolResult result = await _tools.ClickMouse(1, 2);
        Assert.True(result.IsError);
        Assert.Contains("click_mouse", result.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_group_of_tools_can_be_passed_on_its_own()
    {
        LinuxLatest.IFileSystemTools files = _tools;
        Assert.True((await files.GetFileInfo(_home)).Value.IsDirectory);
    }
}
