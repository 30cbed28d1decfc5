using System.Net;
using System.Text.Json;
using AgentBay.Typed.Local.Tests.Support;

namespace AgentBay.Typed.Local.Tests;

/// <summary>The actions on sessions, their labels and their images.</summary>
public sealed class SessionTests(BestBay fixture) : IClassFixture<BestBay>
{
    private readonly Wire _wire = fixture.Wire;

    [Fact]
    public async Task Create_answers_with_exactly_typed_fields()
    {
        var data = (await _wire.CallAsync("CreateMcpSession", ("SdkStats", "{}"), ("VpcResource", "False"))).Data;

        Assert.True(data.GetProperty("Success").GetBoolean());
        Assert.False(data.GetProperty("VpcResource").GetBoolean());
        foreach (var name in new[] { "SessionId", "AppInstanceId", "Token", "ToolList", "WsUrl" }) Assert.NotEmpty(data.GetProperty(name).GetString()!);
        foreach (var name in new[] { "LinkUrl", "HttpPort", "NetworkInterfaceIp", "ResourceUrl" }) Assert.Equal("", data.GetProperty(name).GetString());
    }

    [Fact]
    public async Task The_tool_list_is_json_in_a_string_with_the_names_servers_and_schemas_of_the_capture()
    {
        var session = await _wire.CallAsync("CreateMcpSession", ("ImageId", "code_latest"));

        var tools = JsonElement.Parse(session.Data.GetProperty("ToolList").GetString()!).EnumerateArray().ToDictionary(tool => tool.GetProperty("name").GetString()!);

        var shell = tools["shell"];
        Assert.Equal(["name", "description", "inputSchema", "server", "tool"], shell.EnumerateObject().Select(property => property.Name));
        Assert.Equal(("wuying_shell", "shell"), (shell.GetProperty("server").GetString(), shell.GetProperty("tool").GetString()));
        Assert.Equal("string", shell.GetProperty("inputSchema").GetProperty("properties").GetProperty("command").GetProperty("type").GetString());
    }

    [Fact]
    public async Task An_image_lists_what_runs_here_and_nothing_else()
    {
        string[] everywhere =
        [
            "create_directory", "delete_file", "edit_file", "get_file_change", "get_file_info", "list_directory", "move_file", "read_file",
            "read_multiple_files", "search_files", "shell", "write_file",
        ];
        string[] code = Machine.Has("python3") || Machine.Has("node") ? ["run_code"] : [];

        Assert.Equal(everywhere.Concat(code).Append("get_metrics").Order(), await ToolsOfAsync("linux_latest"));
        Assert.Equal(everywhere.Concat(code).Append("get_metrics").Order(), await ToolsOfAsync("code_latest"));
        Assert.Equal(everywhere, await ToolsOfAsync("browser_latest"));
    }

    [Fact]
    public async Task Without_an_image_it_is_linux_latest()
    {
        var session = await _wire.CallAsync("CreateMcpSession");

        var detail = await _wire.CallAsync("GetSessionDetail", ("SessionId", session.Data.GetProperty("SessionId").GetString()!));

        Assert.Equal("linux_latest", detail.Data.GetProperty("ImageId").GetString());
        Assert.Equal((await _wire.CallAsync("ListMcpTools")).Data.GetString(), (await _wire.CallAsync("ListMcpTools", ("ImageId", "linux_latest"))).Data.GetString());
    }

    [Theory]
    [InlineData("CreateMcpSession", "windows_latest")]
    [InlineData("CreateMcpSession", "mobile_latest")]
    [InlineData("ListMcpTools", "nonsense")]
    public async Task An_image_that_is_not_served_is_refused_with_those_that_are(string action, string imageId)
    {
        var answer = await _wire.CallAsync(action, ("ImageId", imageId));

        Assert.Equal((HttpStatusCode.BadRequest, "InvalidParameter"), (answer.Status, answer.Code));
        Assert.Equal($"The parameter ImageId must be one of the images that LocalBay serves (linux_latest, code_latest, browser_latest), but is '{imageId}'.", answer.Message);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("{\"a\":1}")]
    [InlineData("{\" \":\"x\"}")]
    public async Task Labels_that_are_none_are_refused(string labels)
    {
        foreach (var action in new[] { "CreateMcpSession", "ListSession" })
        {
            var answer = await _wire.CallAsync(action, ("Labels", labels));

            Assert.Equal((HttpStatusCode.BadRequest, "InvalidParameter"), (answer.Status, answer.Code));
            Assert.StartsWith("The parameter Labels must be a JSON object", answer.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("EnableRecord", "False")]
    [InlineData("EnableRecord", "true")]
    [InlineData("ExtraConfigs", """{"mobile":{"lockResolution":true}}""")]
    [InlineData("ExtraConfigs", """{"mobile":{"lock_resolution":true}}""")]
    [InlineData("ExtraConfigs.Mobile.LockResolution", "True")]
    [InlineData("LoginRegionId", "cn-shanghai")]
    [InlineData("LoadSkill", "True")]
    public async Task What_the_sdks_send_beyond_that_is_taken(string parameter, string value) =>
        Assert.Equal(HttpStatusCode.OK, (await _wire.CallAsync("CreateMcpSession", (parameter, value))).Status);

    [Fact]
    public async Task The_policy_is_told_back()
    {
        var session = await _wire.CallAsync("CreateMcpSession", ("McpPolicyId", "policy-1"));

        var detail = await _wire.CallAsync("GetSessionDetail", ("SessionId", session.Data.GetProperty("SessionId").GetString()!));

        Assert.Equal("policy-1", detail.Data.GetProperty("PolicyId").GetString());
    }

    [Theory]
    [InlineData("""{"sdk_language":"typescript","sdk_version":"0.11.0"}""", "out\n")]
    [InlineData("""{"sdk_language":"typescript","sdk_version":"0.15.1"}""", """{"stdout":"out\n","stderr":"","exit_code":0}""")]
    [InlineData("""{"sdk_language":"python","sdk_version":"0.11.0"}""", """{"stdout":"out\n","stderr":"","exit_code":0}""")]
    [InlineData("not json", """{"stdout":"out\n","stderr":"","exit_code":0}""")]
    public async Task Old_typescript_clients_get_what_a_command_says_as_plain_text(string sdkStats, string text)
    {
        var created = await _wire.CallAsync("CreateMcpSession", ("SdkStats", sdkStats));
        var session = new WireSession(_wire, created.Data.GetProperty("SessionId").GetString()!);

        Assert.Equal(text, await session.TextAsync("shell", new { command = "echo out" }));
    }

    [Fact]
    public async Task Get_tells_about_a_running_session()
    {
        var created = (await _wire.CallAsync("CreateMcpSession")).Data;
        var id = created.GetProperty("SessionId").GetString()!;

        var data = (await _wire.CallAsync("GetSession", ("SessionId", id))).Data;

        Assert.Equal("RUNNING", data.GetProperty("Status").GetString());
        foreach (var name in new[] { "SessionId", "AppInstanceId", "Token", "ToolList" }) Assert.Equal(created.GetProperty(name).GetString(), data.GetProperty(name).GetString());
        Assert.Equal(0, data.GetProperty("contexts").GetArrayLength());
    }

    [Fact]
    public async Task Get_detail_tells_the_status()
    {
        var session = await _wire.CreateSessionAsync("browser_latest");

        var data = (await session.CallAsync("GetSessionDetail")).Data;

        Assert.Equal(("RUNNING", "browser_latest", 0), (data.GetProperty("Status").GetString(), data.GetProperty("ImageId").GetString(), data.GetProperty("IsDeleted").GetInt32()));
    }

    [Fact]
    public async Task The_resource_has_every_member_as_a_string()
    {
        var session = await _wire.CreateSessionAsync();

        var data = (await session.CallAsync("GetMcpResource")).Data;

        Assert.Equal(session.Id, data.GetProperty("SessionId").GetString());
        Assert.All(data.GetProperty("DesktopInfo").EnumerateObject(), member => Assert.Equal(JsonValueKind.String, member.Value.ValueKind));
    }

    [Fact]
    public async Task Labels_come_back_as_json_in_a_string_and_setting_replaces_them_all()
    {
        var session = await _wire.CreateSessionAsync(labels: """{"env":"test","team":"ü"}""");
        Assert.Equal("""{"env":"test","team":"ü"}""", await LabelsOfAsync(session));

        await session.CallAsync("SetLabel", ("Labels", """{"only":"this"}"""));
        Assert.Equal("""{"only":"this"}""", await LabelsOfAsync(session));

        await session.CallAsync("SetLabel", ("Labels", "{}"));
        Assert.Equal("{}", await LabelsOfAsync(session));
    }

    [Fact]
    public async Task Setting_labels_without_any_is_an_error_and_changes_nothing()
    {
        var session = await _wire.CreateSessionAsync(labels: """{"a":"b"}""");

        Assert.Equal("The parameter Labels is required.", (await session.CallAsync("SetLabel")).Message);
        Assert.Equal("InvalidParameter", (await session.CallAsync("SetLabel", ("Labels", "[1]"))).Code);
        Assert.Equal("""{"a":"b"}""", await LabelsOfAsync(session));
    }

    [Fact]
    public async Task A_list_holds_the_sessions_with_all_of_the_given_labels()
    {
        var run = Guid.NewGuid().ToString("N");
        var one = await _wire.CreateSessionAsync(labels: $$"""{"run":"{{run}}","env":"test"}""");
        var two = await _wire.CreateSessionAsync(labels: $$"""{"run":"{{run}}","env":"prod"}""");

        Assert.Equal([one.Id, two.Id], Ids(await _wire.CallAsync("ListSession", ("Labels", $$"""{"run":"{{run}}"}"""))));
        Assert.Equal([two.Id], Ids(await _wire.CallAsync("ListSession", ("Labels", $$"""{"run":"{{run}}","env":"prod"}"""))));
        Assert.Empty(Ids(await _wire.CallAsync("ListSession", ("Labels", $$"""{"run":"{{run}}","env":"pro"}"""))));
    }

    [Fact]
    public async Task A_list_can_be_filtered_by_status()
    {
        var labels = $$"""{"run":"{{Guid.NewGuid():N}}"}""";
        var session = await _wire.CreateSessionAsync(labels: labels);

        var running = await _wire.CallAsync("ListSession", ("Labels", labels), ("Status", "RUNNING"));

        Assert.Equal([session.Id], Ids(running));
        Assert.Equal("RUNNING", running.Data[0].GetProperty("SessionStatus").GetString());
        Assert.Empty(Ids(await _wire.CallAsync("ListSession", ("Labels", labels), ("Status", "PAUSED"))));
        Assert.Contains("Status must be one of", (await _wire.CallAsync("ListSession", ("Status", "ASLEEP"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_comes_in_pages_that_a_deletion_does_not_disturb()
    {
        var labels = $$"""{"run":"{{Guid.NewGuid():N}}"}""";
        var sessions = new List<WireSession>();
        for (var i = 0; i < 5; i++) sessions.Add(await _wire.CreateSessionAsync(labels: labels));

        var first = await _wire.CallAsync("ListSession", ("Labels", labels), ("MaxResults", "2"));
        await sessions[0].CallAsync("DeleteSessionAsync");
        var second = await _wire.CallAsync("ListSession", ("Labels", labels), ("MaxResults", "2"), ("NextToken", NextToken(first)));
        var third = await _wire.CallAsync("ListSession", ("Labels", labels), ("MaxResults", "2"), ("NextToken", NextToken(second)));

        Assert.Equal([sessions[0].Id, sessions[1].Id], Ids(first));
        Assert.Equal([sessions[2].Id, sessions[3].Id], Ids(second));
        Assert.Equal([sessions[4].Id], Ids(third));
        Assert.Equal("", NextToken(third));
        Assert.Equal((5, 2), (first.Body.GetProperty("TotalCount").GetInt32(), first.Body.GetProperty("MaxResults").GetInt32()));
    }

    [Theory]
    [InlineData("MaxResults", "0")]
    [InlineData("MaxResults", "101")]
    [InlineData("MaxResults", "many")]
    [InlineData("NextToken", "invented!")]
    [InlineData("NextToken", "aW52ZW50ZWQ")]
    public async Task A_page_that_makes_no_sense_is_refused_by_name(string parameter, string value)
    {
        var answer = await _wire.CallAsync("ListSession", (parameter, value));

        Assert.Equal((HttpStatusCode.BadRequest, "InvalidParameter"), (answer.Status, answer.Code));
        Assert.StartsWith($"The parameter {parameter} ", answer.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DeleteSessionAsync")]
    [InlineData("ReleaseMcpSession")]
    public async Task A_deleted_session_is_gone_and_cannot_be_deleted_again(string action)
    {
        var session = await _wire.CreateSessionAsync();

        Assert.True((await session.CallAsync(action)).Body.GetProperty("Success").GetBoolean());

        foreach (var after in new[] { "GetSession", "GetSessionDetail", "CallMcpTool", action })
            Assert.Equal("InvalidMcpSession.NotFound", (await session.CallAsync(after)).Code);
    }

    [Fact]
    public async Task Deleting_at_the_same_time_works_for_one_caller()
    {
        var session = await _wire.CreateSessionAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => session.CallAsync("DeleteSessionAsync")));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
    }

    private async Task<IEnumerable<string>> ToolsOfAsync(string imageId) =>
        JsonElement.Parse((await _wire.CallAsync("ListMcpTools", ("ImageId", imageId))).Data.GetString()!).EnumerateArray().Select(tool => tool.GetProperty("name").GetString()!);

    // The service may escape characters in the text; what counts is the JSON in it.
    private static async Task<string> LabelsOfAsync(WireSession session)
    {
        var labels = JsonElement.Parse((await session.CallAsync("GetLabel")).Data.GetProperty("Labels").GetString()!);
        return $"{{{string.Join(',', labels.EnumerateObject().Select(label => $"\"{label.Name}\":\"{label.Value.GetString()}\""))}}}";
    }

    private static IEnumerable<string> Ids(WireAnswer answer) => answer.Data.EnumerateArray().Select(session => session.GetProperty("SessionId").GetString()!);

    private static string NextToken(WireAnswer answer) => answer.Body.GetProperty("NextToken").GetString()!;
}
