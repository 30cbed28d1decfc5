using System.Text.Json;
using AgentBay.Typed.Tests.Infrastructure;

namespace AgentBay.Typed.Tests;

/// <summary>The shape of a request on the wire (agentbay-wire 1.2).</summary>
public sealed class RequestTests
{
    [Fact]
    public async Task An_action_is_a_POST_to_the_root_with_its_name_in_query_and_header()
    {
        FakeService service = new();
        await service.CreateSessionAsync();
        FakeService.Request request = service.Last("CreateMcpSession");
        HttpRequestMessage message = request.Message;
        Assert.Equal((HttpMethod.Post, "/"), (message.Method, message.RequestUri!.AbsolutePath));
        Assert.Matches(
            """^\?Action=CreateMcpSession&Format=json&Version=2025-05-06&Timestamp=\d{4}-\d\d-\d\dT\d\d%3A\d\d%3A\d\dZ&SignatureNonce=[0-9a-f]{32}$""",
            message.RequestUri.Query);
        Assert.Equal("CreateMcpSession", message.Headers.GetValues("x-acs-action").Single());
        Assert.Equal("2025-05-06", message.Headers.GetValues("x-acs-version").Single());
        Assert.Equal("application/x-www-form-urlencoded", request.ContentType);
    }

    [Fact]
    public async Task The_key_is_a_field_of_the_body_and_nowhere_else()
    {
        FakeService service = new();
        await service.CreateSessionAsync();
        FakeService.Request request = service.Last("CreateMcpSession");
        Assert.Equal("Bearer secret-key", request.Fields["Authorization"]);
        Assert.DoesNotContain("secret-key", request.Message.RequestUri!.ToString() + request.Message.Headers, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_space_is_written_as_percent_20_and_text_as_UTF_8()
    {
        FakeService service = new FakeService().Say("ok");
        Session session = await service.CreateSessionAsync();
        await session.CallToolAsync("shell", new Dictionary<string, object?> { ["command"] = "echo é + ü" });
        Assert.Contains("Args=%7B%22command%22%3A%22echo%20%C3%A9%20%2B%20%C3%BC%22%7D", service.Last("CallMcpTool").Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tool_call_has_the_fields_of_the_API_route()
    {
        FakeService service = new FakeService().Say("ok");
        Session session = await service.CreateSessionAsync();
        await session.InvokeAsync(new ToolDescriptor("shell") { Server = "wuying_shell" }, """{"command":"ls"}"""u8.ToArray());
        IReadOnlyDictionary<string, string> fields = service.Last("CallMcpTool").Fields;
        Assert.Equal(
            ("s-1", "shell", """{"command":"ls"}""", "false", "wuying_shell"),
            (fields["SessionId"], fields["Name"], fields["Args"], fields["AutoGenSession"], fields["Server"]));
    }

    [Fact]
    public async Task Untyped_arguments_keep_their_kinds()
    {
        FakeService service = new FakeService().Say("ok");
        Session session = await service.CreateSessionAsync();
        await session.CallToolAsync("t", new Dictionary<string, object?>
        {
            ["text"] = "a",
            ["none"] = null,
            ["number"] = 1,
            ["fraction"] = 0.5,
            ["flag"] = true,
            ["list"] = new[] { 1, 2 },
            ["map"] = new Dictionary<string, string> { ["k"] = "v" },
            ["numbers"] = new Dictionary<string, int> { ["k"] = 1 },
            ["day"] = new DateOnly(2026, 1, 2),
            ["deep"] = new Dictionary<string, object?> { ["l"] = new object?[] { null, "x" } },
            ["json"] = JsonDocument.Parse("[1]").RootElement,
        });
        Assert.Equal(
            """{"text":"a","none":null,"number":1,"fraction":0.5,"flag":true,"list":[1,2],"map":{"k":"v"},"numbers":{"k":1},"day":"2026-01-02","deep":{"l":[null,"x"]},"json":[1]}""",
            service.Last("CallMcpTool").Fields["Args"]);
    }

    [Fact]
    public async Task An_untyped_argument_without_a_JSON_form_is_refused_with_its_name()
    {
        FakeService service = new();
        Session session = await service.CreateSessionAsync();
        ArgumentException exception = await Assert.ThrowsAsync<ArgumentException>(
            () => session.CallToolAsync("t", new Dictionary<string, object?> { ["who"] = new Version(1, 2) }));
        Assert.Contains("'who'", exception.Message, StringComparison.Ordinal);
        Assert.Equal(0, service.Count("CallMcpTool"));
    }

    [Fact]
    public async Task Key_names_of_press_keys_are_corrected()
    {
        FakeService service = new FakeService().Say("ok");
        Session session = await service.CreateSessionAsync();
        await session.CallToolAsync("press_keys", new Dictionary<string, object?> { ["keys"] = new[] { "CTRL", "A" }, ["hold"] = true });
        Assert.Equal("""{"keys":["Ctrl","a"],"hold":true}""", service.Last("CallMcpTool").Fields["Args"]);
    }

    [Fact]
    public async Task Key_names_of_release_keys_are_not()
    {
        FakeService service = new FakeService().Say("ok");
        Session session = await service.CreateSessionAsync();
        await session.CallToolAsync("release_keys", new Dictionary<string, object?> { ["keys"] = new[] { "CTRL" } });
        Assert.Equal("""{"keys":["CTRL"]}""", service.Last("CallMcpTool").Fields["Args"]);
    }
}
