using System.Text.RegularExpressions;
using AgentBay.Typed.Cli.Captures;
using AgentBay.Typed.Cli.Tests.Support;

namespace AgentBay.Typed.Cli.Tests;

/// <summary>What the targets AgentBayRefresh and AgentBayCheck run.</summary>
public sealed class MsBuildCommandTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_targets_hand_metadata_over_in_the_order_in_which_they_are_read()
    {
        string targets = File.ReadAllText(Repository.File("runtime/AgentBay.Typed/build/AgentBay.Typed.Captures.targets"));
        string items = Regex.Match(targets, "<_AgentBayItems>@\\(AgentBaySchema->'([^']*)', '␞'\\)</_AgentBayItems>").Groups[1].Value;
        Assert.Equal(ItemFields.Names.Select(static name => $"%({name})"), items.Split('␟'));
    }

    [Theory]
    [InlineData(ExitCodes.Compatible, "error")]
    [InlineData(ExitCodes.Compatible, "error", "--fail-on", "Any")]
    [InlineData(ExitCodes.Success, "warning", "--fail-on", "Breaking")]
    public async Task Each_difference_is_a_line_at_its_place_and_compatible_ones_fail_as_the_project_says(int exitCode, string severity, params string[] options)
    {
        CliRun run = await CheckAsync("[\n{\"name\":\"a\"}]", """[{"name":"a","title":"A"}]""", options);
        Assert.Equal(
            $"""
            a.tools.json: 1 tool changed (a) (1 difference, all compatible)
            {_folder["a.tools.json"]}(2,9): {severity} ABT0402: Compatible: a: 'title' is "A" now

            """,
            run.Output);
        Assert.Equal((exitCode, ""), (run.ExitCode, run.Error));
    }

    [Fact]
    public async Task A_server_cannot_write_a_line_of_its_own()
    {
        CliRun run = await CheckAsync("[]", """[{"name":"x\nfoo(1,1): error ABT0401: forged"},{"name":"x\nfoo(1,1): error ABT0401: forged"}]""");
        Assert.DoesNotContain("\nfoo", run.Output, StringComparison.Ordinal);
        Assert.Equal(3, run.Output.Trim().Split('\n').Length);
    }

    [Fact]
    public async Task Another_word_for_what_fails_is_an_error()
    {
        CliRun run = await CheckAsync("[]", """[{"name":"a"}]""", "--fail-on", "never");
        Assert.Equal(
            (ExitCodes.Failure, "agentbay-typed check: AgentBayCheckFailOn is 'any' or 'breaking', not 'never'"), (run.ExitCode, run.Error.Trim()));
    }

    [Theory]
    [InlineData("a.tools.json", "{", "a.tools.json(1,2): error ABT0001: ")]
    [InlineData("a.tools.json", "1", "a.tools.json(1,1): error ABT0002: ")]
    [InlineData("a.overlay.json", "\n[]", "a.overlay.json(2,1): error ABT0301: ")]
    public async Task What_is_wrong_with_a_file_is_told_at_its_place_and_not_as_a_fault_of_the_source(string file, string text, string line)
    {
        string items = Item("[]", """[{"name":"a"}]""");
        _folder.Write(file, text);
        CliRun run = await MsBuildItems.RunAsync(items, "check");
        Assert.StartsWith(_folder[line], run.Output, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Failure, run.ExitCode);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("4294968")]
    public async Task A_refresh_names_what_it_could_not_capture_and_captures_the_others(string timeout)
    {
        string items = MsBuildItems.Of(
            new() { ["FullPath"] = _folder["a.tools.json"], ["Timeout"] = timeout, ["Command"] = "x" },
            new() { ["FullPath"] = _folder["b.tools.json"], ["Command"] = _folder.Command("""[{"name":"a"}]""") },
            new() { ["FullPath"] = _folder["shipped.tools.json"], ["ImageId"] = "linux_latest", ["AgentBayIsShipped"] = "true" });
        CliRun run = await MsBuildItems.RunAsync(items, "refresh", "--project-folder", _folder.Path);
        Assert.Equal(
            $"""
            {_folder["a.tools.json"]}(1,1): error ABT0404: The item's source cannot be used: Timeout is a number of seconds from 1 to 86400, not '{timeout}'
            b.tools.json: captured 1 tool

            """,
            run.Output);
        Assert.Equal(ExitCodes.Failure, run.ExitCode);
        Assert.False(File.Exists(_folder["shipped.tools.json"]));
    }

    private Task<CliRun> CheckAsync(string before, string now, params string[] options) =>
        MsBuildItems.RunAsync(Item(before, now), ["check", "--project-folder", _folder.Path, .. options]);

    private string Item(string before, string now) => MsBuildItems.Of(
        new Dictionary<string, string> { ["FullPath"] = _folder.Write("a.tools.json", before), ["Command"] = _folder.Command(now) });
}
