using System.Text;
using AgentBay.Typed.Tests.Infrastructure;

namespace AgentBay.Typed.Tests;

/// <summary>
/// A call of a tool arrives once, also when the connection that it goes over was used before and breaks without an answer:
/// handlers send again by themselves what they take for harmless.
/// </summary>
public sealed class ReplayTests
{
    private const string Result = """{"content":[{"type":"text","text":"hi"}],"isError":false}""";

    private static readonly ToolDescriptor Tool = new("shell") { Server = "wuying_shell" };

    [Theory]
    [InlineData("api")]
    [InlineData("link")]
    [InlineData("vpc")]
    public async Task A_call_whose_connection_breaks_is_not_sent_again_by_the_handler(string route)
    {
        int calls = 0;
        await using KeepAliveServer server = new(async (request, _) => request.Action switch
        {
            "CreateMcpSession" => await request.AnswerAsync(Session(route, request)),
            "CallMcpTool" => ++calls == 1 && await request.AnswerAsync($$"""{"RequestId":"r","Success":true,"Data":{{Result}}}"""),
            _ => ++calls == 1 && await request.AnswerAsync($$$"""{"code":200,"data":{"result":{{{Result}}}}}"""),
        });
        await using AgentBayClient client = server.CreateClient(static options => options.MaxRetries = 3);
        Session session = await client.CreateSessionAsync();
        Assert.Equal("hi", (await session.InvokeAsync(Tool, Encoding.UTF8.GetBytes("""{"command":"true"}"""))).Text);

        AgentBayException exception = await Assert.ThrowsAsync<AgentBayException>(
            () => session.InvokeAsync(Tool, Encoding.UTF8.GetBytes("""{"command":"rm once"}""")));
        Assert.Equal(AgentBayErrorCodes.ConnectionFailed, exception.Code);
        int[] connections = [.. server.Requests.Where(static request => request.Action != "CreateMcpSession").Select(static request => request.Connection)];
        Assert.Equal(2, connections.Length);
        Assert.Equal(connections[0], connections[1]);
    }

    private static string Session(string route, KeepAliveServer.Request request)
    {
        string address = request.Stream.Socket.LocalEndPoint!.ToString()!;
        string fields = route switch
        {
            "link" => $"""
                ,"Token":"t","LinkUrl":"http://{address}"
                """,
            "vpc" => $"""
                ,"Token":"t","VpcResource":true,"NetworkInterfaceIp":"{address.Split(':')[0]}","HttpPort":"{address.Split(':')[1]}"
                """,
            _ => "",
        };
        return $$$"""{"RequestId":"c","Success":true,"Data":{"SessionId":"s-1"{{{fields}}}}}""";
    }
}
