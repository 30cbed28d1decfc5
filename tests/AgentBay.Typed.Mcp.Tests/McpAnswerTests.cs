using System.Text;
using AgentBay.Typed.Mcp.Tests.Infrastructure;

namespace AgentBay.Typed.Mcp.Tests;

/// <summary>Answers that are newer than this version, or wrong.</summary>
public sealed class McpAnswerTests : IAsyncLifetime
{
    private static readonly ToolDescriptor Echo = new("echo");

    private RawServer _server = null!;
    private IToolInvoker _invoker = null!;

    public async Task InitializeAsync()
    {
        _server = await RawServer.StartAsync();
        _invoker = _server.Client.AsToolInvoker();
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Theory]
    [InlineData("""{"type":"hologram","beam":1}""")]
    [InlineData("""{"type":"text","text":null}""")]
    [InlineData("""{"type":"image","data":"not base64!","mimeType":"image/png"}""")]
    [InlineData("""{"type":"resource","resource":{"uri":"a://b"}}""")]
    [InlineData("""{"no":"type"}""")]
    [InlineData("17")]
    public async Task Content_that_is_not_understood_is_kept_as_it_came(string item)
    {
        _server.Result = $$"""{"content":[{{item}},{"type":"text","text":"ok"}]}""";

        ToolResult result = await CallAsync();

        Assert.Equal(item, Assert.IsType<ToolUnknownContent>(result.Content[0]).Json.GetRawText());
        Assert.Equal("ok", result.Text);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("17")]
    [InlineData("""{"content":{}}""")]
    [InlineData("""{"content":[{"type":"text","text":"\ud800"}]}""")]
    public async Task What_is_no_answer_of_a_tool_is_an_AgentBayException_that_says_so(string result)
    {
        _server.Result = result;

        AgentBayException wrong = await Assert.ThrowsAsync<AgentBayException>(CallAsync);

        Assert.Equal("InvalidResponse", wrong.Code);
        Assert.False(wrong.IsTransient);
        Assert.Contains("'echo'", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_may_leave_its_content_out()
    {
        _server.Result = """{"structuredContent":{"a":1},"isError":null,"new":true}""";

        ToolResult result = await CallAsync();

        Assert.False(result.IsError);
        Assert.Equal(1, result.Json.GetProperty("a").GetInt32());
    }

    [Theory]
    [InlineData("""{"a":1,"a":2}""", "have 'a' twice")]
    [InlineData("[]", "must be one JSON object, and are Array")]
    [InlineData("null", "must be one JSON object, and are Null")]
    [InlineData("{", "are not JSON")]
    public async Task Arguments_that_are_not_one_object_are_refused_and_nothing_is_sent(string arguments, string why)
    {
        ArgumentException refused = await Assert.ThrowsAsync<ArgumentException>(
            nameof(arguments), () => _invoker.InvokeAsync(Echo, Encoding.UTF8.GetBytes(arguments)));

        Assert.Contains($"The arguments of the tool 'echo' {why}", refused.Message, StringComparison.Ordinal);
    }

    private Task<ToolResult> CallAsync() => _invoker.InvokeAsync(Echo, "{}"u8.ToArray()).WaitAsync(TimeSpan.FromSeconds(20));
}
