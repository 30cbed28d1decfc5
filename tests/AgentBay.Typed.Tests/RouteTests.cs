using System.Net;
using System.Text.Json.Nodes;
using AgentBay.Typed.Tests.Infrastructure;

namespace AgentBay.Typed.Tests;

/// <summary>Which way a tool call goes (agentbay-wire 4.1 to 4.4).</summary>
public sealed class RouteTests
{
    private const string Tools = """[{\"name\":\"shell\",\"server\":\"wuying_shell\"}]""";
    private const string Linked = $$"""{"SessionId":"s-1","Success":true,"Token":"link-token","LinkUrl":"http://link.test/base/","ToolList":"{{Tools}}"}""";
    private const string InVpc =
        $$"""{"SessionId":"s-1","Success":true,"Token":"vpc-token","VpcResource":true,"NetworkInterfaceIp":"10.0.0.7","HttpPort":"8080","ToolList":"{{Tools}}"}""";
    private const string Hello = """{"data":{"result":{"isError":false,"content":[{"type":"text","text":"hello"}]}}}""";
    private const string LinkPath = "/base/callTool";

    private static readonly ToolDescriptor Shell = new("shell");
    private static readonly ToolDescriptor ReadOnlyShell = new("shell") { Annotations = new ToolAnnotations { ReadOnly = true } };

    [Fact]
    public async Task A_session_with_a_link_and_a_token_calls_tools_there()
    {
        FakeService service = new FakeService().Answer("CreateMcpSession", Linked).Reply(LinkPath, HttpStatusCode.OK, Hello);
        ToolResult result = await Call(service, Shell, """{"command":"ls é"}""");
        Assert.Equal("hello", result.Text);
        FakeService.Request request = service.Last(LinkPath);
        Assert.Equal(("POST", "application/json"), (request.Message.Method.Method, request.ContentType));
        Assert.Equal("link-token", request.Message.Headers.GetValues("X-Access-Token").Single());
        JsonNode body = JsonNode.Parse(request.Body)!;
        Assert.Equal(("wuying_shell", "shell", "link-token"), ((string)body["server"]!, (string)body["tool"]!, (string)body["token"]!));
        Assert.Equal("ls é", (string)body["args"]!["command"]!);
        Assert.Matches(@"^link-\d+-\d{9}$", (string)body["requestId"]!);
        Assert.Equal((string)body["requestId"]!, result.RequestId);
        Assert.Equal(0, service.Count("CallMcpTool"));
    }

    [Fact]
    public async Task A_found_session_uses_its_link_too()
    {
        FakeService service = new FakeService().Answer("GetSession", Linked).Reply(LinkPath, HttpStatusCode.OK, Hello);
        using AgentBayClient client = service.CreateClient();
        Session session = await client.GetSessionAsync("s-1");
        Assert.Equal("hello", (await session.InvokeAsync(Shell, "{}"u8.ToArray())).Text);
        Assert.Equal("http://link.test/base/", session.LinkUrl!.ToString());
    }

    [Fact]
    public async Task A_session_in_a_VPC_calls_tools_at_its_address()
    {
        FakeService service = new FakeService().Answer("CreateMcpSession", InVpc).Reply("/callTool", HttpStatusCode.OK, Hello);
        ToolResult result = await Call(service, Shell, """{"command":"a b&c"}""");
        Assert.Equal("hello", result.Text);
        FakeService.Request request = service.Last("/callTool");
        Assert.Equal(("GET", "10.0.0.7", 8080), (request.Message.Method.Method, request.Message.RequestUri!.Host, request.Message.RequestUri.Port));
        Assert.Equal(["server", "tool", "args", "token", "requestId"], request.Fields.Keys);
        Assert.Equal(("wuying_shell", "shell", """{"command":"a b&c"}""", "vpc-token"),
            (request.Fields["server"], request.Fields["tool"], request.Fields["args"], request.Fields["token"]));
        Assert.Matches("^vpc-[0-9]+-[0-9a-z]{9}$", request.Fields["requestId"]);
    }

    [Fact]
    public async Task Arguments_too_large_for_a_query_go_over_the_API()
    {
        FakeService service = new FakeService().Answer("CreateMcpSession", InVpc).Say("over the API");
        ToolResult result = await Call(service, Shell, $$"""{"command":"{{new string('x', 30_000)}}"}""");
        Assert.Equal("over the API", result.Text);
    }

    [Theory]
    [InlineData("""{"SessionId":"s-1","LinkUrl":"http://link.test/","ToolList":"[]","Token":"t"}""")]
    [InlineData("""{"SessionId":"s-1","LinkUrl":"http://link.test/","ToolList":"[{\"name\":\"shell\",\"server\":\"s\"}]","Token":""}""")]
    [InlineData("""{"SessionId":"s-1","LinkUrl":"","ToolList":"[{\"name\":\"shell\",\"server\":\"s\"}]","Token":"t"}""")]
    [InlineData("""{"SessionId":"s-1","LinkUrl":"file:///etc","ToolList":"[{\"name\":\"shell\",\"server\":\"s\"}]","Token":"t"}""")]
    [InlineData("""{"SessionId":"s-1","VpcResource":false,"NetworkInterfaceIp":"10.0.0.7","HttpPort":"80","ToolList":"[{\"name\":\"shell\",\"server\":\"s\"}]","Token":"t"}""")]
    [InlineData("""{"SessionId":"s-1","VpcResource":true,"NetworkInterfaceIp":"10.0.0.7","HttpPort":"99999","ToolList":"[{\"name\":\"shell\",\"server\":\"s\"}]","Token":"t"}""")]
    public async Task Without_address_token_or_server_calls_go_over_the_API(string session)
    {
        FakeService service = new FakeService().Answer("CreateMcpSession", session).Say("over the API");
        Assert.Equal("over the API", (await Call(service, Shell)).Text);
    }

    [Fact]
    public async Task The_server_of_the_sessions_list_goes_before_that_of_the_catalog()
    {
        FakeService service = new FakeService().Answer("CreateMcpSession", """{"SessionId":"s-1","ToolList":[{"Name":"shell","serverName":"new"}]}""").Say("ok");
        await Call(service, new ToolDescriptor("shell") { Server = "old" });
        Assert.Equal("new", service.Last("CallMcpTool").Fields["Server"]);
    }

    [Theory]
    [InlineData("""{"data":"{\"result\":{\"isError\":false,\"content\":[{\"type\":\"text\",\"text\":\"hello\"}]}}"}""")]
    [InlineData("""{"code":200,"success":true,"requestId":"x","data":{"other":[1,{"result":2}],"result":{"content":["hello"]}}}""")]
    public async Task A_result_is_read_in_each_envelope(string reply)
    {
        FakeService service = new FakeService().Answer("CreateMcpSession", Linked).Reply(LinkPath, HttpStatusCode.OK, reply);
        Assert.Equal("hello", (await Call(service, Shell)).Text);
    }

    [Fact]
    public async Task A_tools_own_failure_and_all_content_come_over_every_route()
    {
        const string Result = """{"data":{"result":{"isError":true,"content":[{"type":"text","text":"a"},{"type":"image","data":"AQI=","mimeType":"image/png"},{"type":"text","text":"b"}],"structuredContent":{"x":1}}}}""";
        foreach ((string session, string path) in new[] { (Linked, LinkPath), (InVpc, "/callTool") })
        {
            ToolResult result = await Call(new FakeService().Answer("CreateMcpSession", session).Reply(path, HttpStatusCode.OK, Result), Shell);
            Assert.Equal((true, "a; b", 3), (result.IsError, result.ErrorMessage, result.Content.Count));
            Assert.Equal([1, 2], result.Images.Single().Data.ToArray());
            Assert.Equal(1, result.StructuredContent!.Value.GetProperty("x").GetInt32());
        }
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"data":null}""")]
    [InlineData("""{"data":{}}""")]
    [InlineData("""{"data":"nothing"}""")]
    [InlineData("""{"data":{"result":5}}""")]
    public async Task An_envelope_without_a_result_is_an_invalid_response(string reply)
    {
        FakeService service = new FakeService().Answer("CreateMcpSession", Linked).Reply(LinkPath, HttpStatusCode.OK, reply);
        Assert.Equal("InvalidResponse", (await Assert.ThrowsAsync<AgentBayException>(() => Call(service, Shell))).Code);
        Assert.Equal(0, service.Count("CallMcpTool"));
    }

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized)]
    [InlineData(HttpStatusCode.NotFound)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    public async Task A_refused_call_goes_over_the_API_because_no_tool_saw_it(HttpStatusCode status)
    {
        FakeService service = new FakeService().Answer("CreateMcpSession", Linked).Reply(LinkPath, status, """{"message":"no"}""").Say("over the API");
        Assert.Equal("over the API", (await Call(service, Shell)).Text);
        Assert.Equal(1, service.Count(LinkPath));
    }

    [Fact]
    public async Task A_call_that_may_have_run_is_not_repeated_over_the_API()
    {
        FakeService service = new FakeService().Answer("CreateMcpSession", Linked).Say("over the API")
            .On(LinkPath, static (_, _) => throw new HttpRequestException(HttpRequestError.ResponseEnded));
        AgentBayException exception = await Assert.ThrowsAsync<AgentBayException>(() => Call(service, Shell));
        Assert.Equal(("ConnectionFailed", 0), (exception.Code, service.Count("CallMcpTool")));
        Assert.Equal("over the API", (await Call(service, ReadOnlyShell)).Text);
    }

    [Fact]
    public async Task A_time_out_of_a_handler_is_not_taken_for_a_connection_that_never_came_about()
    {
        FakeService service = new FakeService().Answer("CreateMcpSession", Linked).Say("over the API")
            .On(LinkPath, static (_, _) => throw new TaskCanceledException("attempt", new TimeoutException()));
        await Assert.ThrowsAsync<AgentBayException>(() => Call(service, Shell));
        Assert.Equal(0, service.Count("CallMcpTool"));
    }

    [Fact]
    public async Task A_VPC_that_was_asked_for_is_used_although_the_service_does_not_repeat_it()
    {
        FakeService service = new FakeService().Answer("CreateMcpSession", InVpc.Replace("\"VpcResource\":true,", "", StringComparison.Ordinal))
            .Reply("/callTool", HttpStatusCode.OK, Hello);
        using AgentBayClient client = service.CreateClient();
        Session session = await client.CreateSessionAsync(new SessionOptions { UseVpc = true });
        Assert.Equal("hello", (await session.InvokeAsync(Shell, "{}"u8.ToArray())).Text);
    }

    [Fact]
    public async Task A_refusal_without_a_result_keeps_its_code_and_message()
    {
        FakeService service = new FakeService().Answer("CreateMcpSession", Linked)
            .Reply(LinkPath, HttpStatusCode.OK, """{"code":"InvalidToken","message":"link-token expired","success":false,"data":null}""");
        AgentBayException exception = await Assert.ThrowsAsync<AgentBayException>(() => Call(service, Shell));
        Assert.Equal("InvalidToken", exception.Code);
        Assert.Contains("callTool failed: *** expired", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_token_stands_in_no_message_of_the_API_either()
    {
        FakeService service = new FakeService().Answer("CreateMcpSession", Linked).Fail("GetLabel", HttpStatusCode.BadRequest, "Bad", "token link-token");
        Session session = await service.CreateSessionAsync();
        Assert.DoesNotContain("link-token", (await Assert.ThrowsAsync<AgentBayException>(() => session.GetLabelsAsync())).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_error_is_not_repeated_over_the_API_unless_the_tool_may_be()
    {
        FakeService service = new FakeService().Answer("CreateMcpSession", Linked).Say("over the API")
            .Reply(LinkPath, HttpStatusCode.BadGateway, """{"code":"Bad","message":"link-token is bad"}""");
        AgentBayException exception = await Assert.ThrowsAsync<AgentBayException>(() => Call(service, Shell));
        Assert.Equal(("Bad", HttpStatusCode.BadGateway), (exception.Code, exception.StatusCode));
        Assert.DoesNotContain("link-token", exception.ToString(), StringComparison.Ordinal);
        Assert.Equal("over the API", (await Call(service, ReadOnlyShell)).Text);
    }

    [Fact]
    public async Task A_link_that_cannot_be_reached_is_given_up_for_the_session()
    {
        TestLog log = new();
        FakeService service = new FakeService().Answer("CreateMcpSession", Linked).Say("over the API")
            .On(LinkPath, static (_, _) => throw new HttpRequestException(HttpRequestError.ConnectionError, "refused"));
        Session session = await service.CreateSessionAsync(options => options.LoggerFactory = log);
        Assert.Equal("over the API", (await session.InvokeAsync(Shell, "{}"u8.ToArray())).Text);
        Assert.Equal("over the API", (await session.InvokeAsync(Shell, "{}"u8.ToArray())).Text);
        Assert.Equal((1, 2), (service.Count(LinkPath), service.Count("CallMcpTool")));
        Assert.Contains(log.Entries, static entry => entry.Text.Contains("link", StringComparison.Ordinal) && entry.Text.Contains("over the API", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_call_over_a_link_may_take_longer_than_a_request()
    {
        FakeService service = new FakeService().Answer("CreateMcpSession", Linked).On(LinkPath, static async (_, cancellationToken) =>
        {
            await Task.Delay(200, cancellationToken);
            return FakeService.Json(Hello);
        });
        Session session = await service.CreateSessionAsync(static options => options.Timeout = TimeSpan.FromMilliseconds(100));
        Assert.Equal("hello", (await session.InvokeAsync(Shell, "{}"u8.ToArray())).Text);
        session = await service.CreateSessionAsync(static options => options.ToolTimeout = TimeSpan.FromMilliseconds(50));
        Assert.Equal("Timeout", (await Assert.ThrowsAsync<AgentBayException>(() => session.InvokeAsync(Shell, "{}"u8.ToArray()))).Code);
    }

    [Fact]
    public async Task Keys_are_corrected_on_every_route()
    {
        const string Keys = """[{\"name\":\"press_keys\",\"server\":\"ui\"}]""";
        FakeService service = new FakeService()
            .Answer("CreateMcpSession", $$"""{"SessionId":"s-1","Token":"t","LinkUrl":"http://link.test/base","ToolList":"{{Keys}}"}""")
            .Reply(LinkPath, HttpStatusCode.OK, Hello);
        await Call(service, new ToolDescriptor("press_keys"), """{"keys":["CTRL","A"]}""");
        Assert.Equal("""["Ctrl","a"]""", JsonNode.Parse(service.Last(LinkPath).Body)!["args"]!["keys"]!.ToJsonString());
    }

    private static async Task<ToolResult> Call(FakeService service, ToolDescriptor tool, string arguments = "{}")
    {
        Session session = await service.CreateSessionAsync(static options => options.TimeProvider = new QuickTime());
        return await session.InvokeAsync(tool, System.Text.Encoding.UTF8.GetBytes(arguments));
    }
}
