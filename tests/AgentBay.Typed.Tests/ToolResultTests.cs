using AgentBay.Typed.Tests.Infrastructure;

namespace AgentBay.Typed.Tests;

public sealed class ToolResultTests
{
    [Fact]
    public async Task Text_is_what_the_tool_said()
    {
        ToolResult result = await CallAsync(new FakeService().Say("hello\n"));
        Assert.Equal(("hello\n", false, "r-CallMcpTool"), (result.Text, result.IsError, result.RequestId));
        Assert.Null(result.ErrorMessage);
    }

    [Fact]
    public async Task All_content_is_kept_in_its_order()
    {
        ToolResult result = await CallAsync(new FakeService().AnswerTool(
            """
            {"content":[
              {"type":"text","text":"first"},
              {"type":"image","data":"AQID","mimeType":"image/png"},
              {"type":"audio","data":"BA==","mimeType":"audio/wav"},
              {"type":"resource","resource":{"uri":"file:///a","mimeType":"text/plain","text":"inside"}},
              {"type":"resource","resource":{"uri":"file:///b","blob":"BQ=="}},
              {"type":"resource_link","uri":"file:///c","name":"c"},
              {"type":"hologram","beams":3},
              {"text":"second","type":"text","annotations":{"priority":1}}],
             "structuredContent":{"answer":42},"isError":false,"_meta":{"x":1}}
            """));
        Assert.Collection(
            result.Content,
            static item => Assert.Equal("first", Assert.IsType<ToolText>(item).Text),
            static item => Assert.Equal((3, "image/png"), (Assert.IsType<ToolImage>(item).Data.Length, ((ToolImage)item).MimeType)),
            static item => Assert.Equal("audio/wav", Assert.IsType<ToolAudio>(item).MimeType),
            static item => Assert.Equal(("file:///a", "inside"), (Assert.IsType<ToolResource>(item).Uri, ((ToolResource)item).Text)),
            static item => Assert.Equal(1, Assert.IsType<ToolResource>(item).Data.Length),
            static item => Assert.Equal("c", Assert.IsType<ToolResourceLink>(item).Name),
            static item => Assert.Equal(3, Assert.IsType<ToolUnknownContent>(item).Json.GetProperty("beams").GetInt32()),
            static item => Assert.Equal("second", Assert.IsType<ToolText>(item).Text));
        Assert.Equal("first\nsecond", result.Text);
        Assert.Single(result.Images);
        Assert.Equal(42, result.Json.GetProperty("answer").GetInt32());
    }

    public static TheoryData<Func<object>, string> Incomplete() => new()
    {
        { static () => new ToolText(null!), "text" },
        { static () => new ToolImage(default, null!), "mimeType" },
        { static () => new ToolAudio(default, null!), "mimeType" },
        { static () => new ToolResource(null!, null, null, default), "uri" },
        { static () => new ToolResourceLink(null!, null, null), "uri" },
        { static () => new ToolResult<int>(null!, 1), "result" },
        { static () => new OperationResult(null!), "requestId" },
    };

    [Theory]
    [MemberData(nameof(Incomplete), DisableDiscoveryEnumeration = true)]
    public void What_a_result_must_have_is_asked_for_when_it_is_made(Func<object> make, string parameter) =>
        Assert.Throws<ArgumentNullException>(parameter, make);

    [Theory]
    [InlineData("""{"type":"text","text":"said"}""", "said")]
    [InlineData("""{"type":"image","data":"AQID","mimeType":"image/png"}""", "image/png, 3 bytes")]
    [InlineData("""{"type":"audio","data":"BAUG"}""", "application/octet-stream, 3 bytes")]
    [InlineData("""{"type":"resource","resource":{"uri":"file:///a","blob":"BQ=="}}""", "file:///a")]
    [InlineData("""{"type":"resource_link","uri":"file:///c","name":"c"}""", "file:///c")]
    [InlineData("""{"type":"hologram","beams":3}""", "content of the type 'hologram'")]
    [InlineData("""{"type":7}""", "content of the type '7'")]
    [InlineData("[1]", "content without a type")]
    public async Task Content_as_text_is_short(string item, string text)
    {
        ToolResult result = await CallAsync(new FakeService().AnswerTool($$"""{"content":[{{item}}]}"""));
        Assert.Equal(text, Assert.Single(result.Content).ToString());
    }

    [Theory]
    [InlineData("""{"content":[{"text":"bare"}]}""", "bare")]
    [InlineData("""{"content":["string"]}""", "string")]
    [InlineData("""{"content":[{"blob":"Ym9i"}]}""", "Ym9i")]
    [InlineData("""{"content":[{"type":"text","data":"ZGF0YQ=="}]}""", "ZGF0YQ==")]
    [InlineData("""{"content":[]}""", "")]
    [InlineData("""{"content":null}""", "")]
    [InlineData("{}", "")]
    [InlineData("""{"content":[{"type":"text","text":"a\u00e9\ud83d\ude00"}]}""", "aé\U0001F600")]
    [InlineData("\"{\\\"content\\\":[{\\\"type\\\":\\\"text\\\",\\\"text\\\":\\\"in a string\\\"}]}\"", "in a string")]
    public async Task Content_is_read_in_each_form_that_a_server_uses(string data, string text) =>
        Assert.Equal(text, (await CallAsync(new FakeService().AnswerTool(data))).Text);

    [Fact]
    public async Task An_error_is_data_until_its_text_is_asked_for()
    {
        ToolResult result = await CallAsync(new FakeService().Say("no such file", isError: true));
        Assert.Equal((true, "no such file"), (result.IsError, result.ErrorMessage));
        ToolCallException exception = Assert.Throws<ToolCallException>(() => result.Text);
        Assert.Same(result, exception.Result);
        Assert.Throws<ToolCallException>(() => result.Json);
        Assert.Throws<ToolCallException>(() => result.EnsureSuccess());
        Assert.Equal("error: no such file", result.ToString());
    }

    [Fact]
    public async Task Structured_content_of_an_error_is_no_answer()
    {
        ToolResult result = await CallAsync(new FakeService().AnswerTool("""{"content":[],"structuredContent":{"a":1},"isError":true}"""));
        Assert.Throws<ToolCallException>(() => result.Json);
        Assert.NotNull(result.StructuredContent);
    }

    [Fact]
    public async Task The_pieces_of_an_error_are_joined() => Assert.Equal(
        "one; two",
        (await CallAsync(new FakeService().AnswerTool(
            """{"content":[{"type":"text","text":"one"},{"type":"text","text":"two"}],"isError":true}"""))).ErrorMessage);

    [Fact]
    public async Task Text_that_is_no_JSON_says_so_when_JSON_is_asked_for()
    {
        ToolResult result = await CallAsync(new FakeService().Say("plain"));
        Assert.Contains("not JSON", Assert.Throws<ToolOutputException>(() => result.Json).Message, StringComparison.Ordinal);
        Assert.Equal("plain", result.Text);
    }

    private static async Task<ToolResult> CallAsync(FakeService service)
    {
        Session session = await service.CreateSessionAsync();
        return await session.CallToolAsync("t");
    }

    [Theory]
    [InlineData("""{"text":"hi"}""", "hi")]
    [InlineData("""{"data":"hi","isError":false}""", "hi")]
    [InlineData("""{"result":{"content":[{"type":"text","text":"hi"}]}}""", "hi")]
    [InlineData("""{"answer":5}""", """{"answer":5}""")]
    [InlineData("""{"isError":false}""", "")]
    [InlineData("""{"content":[{"type":"text","text":"a \udc80 b\n\u00e9\\"}]}""", "a \uFFFD b\né\\")]
    public async Task What_a_tool_says_in_an_odd_way_is_kept(string data, string text)
    {
        Session session = await new FakeService().AnswerTool(data).CreateSessionAsync();
        Assert.Equal(text, (await session.CallToolAsync("t")).Text);
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("\"true\"", true)]
    [InlineData("1", true)]
    [InlineData("\"false\"", false)]
    [InlineData("null", false)]
    public async Task An_error_flag_is_read_in_each_spelling(string flag, bool isError)
    {
        Session session = await new FakeService().AnswerTool($$"""{"content":[],"isError":{{flag}}}""").CreateSessionAsync();
        Assert.Equal(isError, (await session.CallToolAsync("t")).IsError);
    }
}
