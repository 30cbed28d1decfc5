using System.Net;
using System.Net.Http.Headers;
using AgentBay.Typed.Tests.Infrastructure;

namespace AgentBay.Typed.Tests;

/// <summary>No fault of any action brings a secret into a message, an exception's text or a log.</summary>
public sealed class SecretTests
{
    // Every secret has this in it: the key, the token, and what a service's answers hold.
    private const string Secret = "SECRET";

    private const string Key = "akm-SECRET-key";
    private const string Token = "tok-SECRET-session";

    private const string Answer =
        """
        {"RequestId":"r-1","Data":{"SessionId":"s-1","Token":"SECRET-other","LinkUrl":"https://gateway.test/SECRET-path","Success":true,
        "ResourceUrl":"https://desktop.test/?ticket=SECRET-resource","DesktopInfo":{"AuthCode":"SECRET-code","Ticket":"SECRET-ticket"},
        "Url":"https://store.test/f?Signature=SECRET-signature","Authorization" : "Bearer SECRET-echo","Password":"SECRET \" word",
        "ToolList":"[{\"Token\":\"SECRET-nested\"}]","content":[{"type":"text","text":"SECRET-output"}]},"Success":true}
        """;

    private static readonly Dictionary<string, Func<Session, AgentBayClient, Task>> Actions = new()
    {
        ["CreateMcpSession"] = static (_, client) => client.CreateSessionAsync(),
        ["GetSession"] = static (_, client) => client.GetSessionAsync("s-1"),
        ["ListSession"] = static async (_, client) => await ListTests.ToListAsync(client.ListSessionsAsync()),
        ["GetSessionDetail"] = static (session, _) => session.GetStatusAsync(),
        ["DeleteSessionAsync"] = static (session, _) => session.DeleteAsync(),
        ["PauseSessionAsync"] = static (session, _) => session.PauseAsync(),
        ["ResumeSessionAsync"] = static (session, _) => session.ResumeAsync(),
        ["RefreshSessionIdleTime"] = static (session, _) => session.KeepAliveAsync(),
        ["SetLabel"] = static (session, _) => session.SetLabelsAsync(new Dictionary<string, string> { ["a"] = "b" }),
        ["GetLabel"] = static (session, _) => session.GetLabelsAsync(),
        ["GetMcpResource"] = static (session, _) => session.GetInfoAsync(),
        ["GetLink"] = static (session, _) => session.GetLinkAsync(),
        ["CallMcpTool"] = static (session, _) => session.CallToolAsync("t"),
        ["/callTool"] = static (session, _) => session.InvokeAsync(new ToolDescriptor("t") { Server = "s" }, "{}"u8.ToArray()),
        ["ListMcpTools"] = static (session, _) => session.ListToolsAsync(),
        ["GetContext"] = static (_, client) => client.Contexts.GetOrCreateAsync("c"),
        ["ListContexts"] = static async (_, client) => await ListTests.ToListAsync(client.Contexts.ListAsync()),
        ["ModifyContext"] = static (_, client) => client.Contexts.RenameAsync("c", "d"),
        ["DeleteContext"] = static (_, client) => client.Contexts.DeleteAsync("c"),
        ["ClearContext"] = static (_, client) => client.Contexts.ClearAsync("c"),
        ["SyncContext"] = static (session, _) => session.Contexts.SyncAsync(),
        ["GetContextInfo"] = static (session, _) => session.Contexts.GetInfoAsync(),
        ["DescribeContextFiles"] = static async (_, client) => await ListTests.ToListAsync(client.Contexts.ListFilesAsync("c")),
        ["GetContextFileUploadUrl"] = static (_, client) => client.Contexts.GetFileUploadUrlAsync("c", "/f"),
        ["GetContextFileDownloadUrl"] = static (_, client) => client.Contexts.GetFileDownloadUrlAsync("c", "/f"),
        ["DeleteContextFile"] = static (_, client) => client.Contexts.DeleteFileAsync("c", "/f"),
        ["GetAndLoadInternalContext"] = static (session, _) => session.Files.GetTransferFolderAsync(),
        ["BindContexts"] = static (session, _) => session.Contexts.BindAsync([new ContextBinding("c", "/a")]),
        ["DescribeSessionContexts"] = static (session, _) => session.Contexts.ListAsync(),
    };

    private static readonly Dictionary<string, Func<HttpResponseMessage>> Faults = new()
    {
        ["cut"] = static () => FakeService.Json(Answer[..^1]),
        ["cut in a secret"] = static () => FakeService.Json(Answer[..(Answer.IndexOf("SECRET-ticket", StringComparison.Ordinal) + 8)]),
        ["a stray byte"] = static () => FakeService.Json(Answer + "x"),
        ["a stray byte before"] = static () => FakeService.Json("x" + Answer),
        ["another page"] = static () => FakeService.Json($"<html>you sent Bearer {Key}, {Uri.EscapeDataString(Key)}</html>", HttpStatusCode.BadGateway),
        ["an error that repeats them"] = static () => FakeService.Json(
            $$"""{"Code":"No{{Key}}","Message":"the key {{Key}} is bad","Detail":"Bearer {{Key}}","RequestId":"r"}""", HttpStatusCode.Forbidden),
        ["an error without success"] = static () => FakeService.Json($$"""{"Code":"No","Message":"the key {{Key}} is bad"}"""),
        ["throttling"] = static () => FakeService.Json($$"""{"Code":"Throttling","Message":"{{Key}}"}""", HttpStatusCode.TooManyRequests),
        ["a broken body"] = static () => new HttpResponseMessage(HttpStatusCode.OK) { Content = new BrokenContent(Answer[..200]) },
        ["a refused connection"] = static () => throw new HttpRequestException(HttpRequestError.ConnectionError, "refused"),
        ["a redirection"] = static () => new HttpResponseMessage(HttpStatusCode.Found)
        {
            Content = new StringContent("{}"), Headers = { Location = new Uri($"http://elsewhere.test/?{Secret}") },
        },
    };

    public static TheoryData<string, string> Matrix()
    {
        TheoryData<string, string> matrix = [];
        foreach (string fault in Faults.Keys)
        {
            foreach (string action in Actions.Keys)
                matrix.Add(fault, action);
        }

        return matrix;
    }

    [Theory]
    [MemberData(nameof(Matrix))]
    public async Task No_secret_gets_into_an_exception_or_a_log(string fault, string action)
    {
        TestLog log = new();
        FakeService service = new FakeService()
            .Answer("CreateMcpSession", $$"""{"SessionId":"s-1","Token":"{{Token}}","LinkUrl":"http://link.test"}""").Say("fallback");
        await using AgentBayClient client = service.CreateClient(options =>
            (options.ApiKey, options.LoggerFactory, options.MaxRetries, options.TimeProvider) = (Key, log, 1, new QuickTime()));
        Session session = await client.CreateSessionAsync();
        service.On(action, (_, _) => Task.FromResult(Faults[fault]()));

        Exception? exception = await Record.ExceptionAsync(() => Actions[action](session, client));
        if (exception is null)
            Assert.Contains(action, (string[])["GetContextInfo", "/callTool"]);
        else
            Assert.IsType<AgentBayException>(exception);
        Assert.DoesNotContain(Secret, $"{exception?.Message} {exception} {string.Concat(log.Entries)}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_after_the_creation_that_repeats_the_token_does_not_get_it_into_an_exception_or_a_log()
    {
        TestLog log = new();
        FakeService service = new FakeService().Answer("CreateMcpSession", $$"""{"SessionId":"s-1","Token":"{{Token}}"}""")
            .Fail("GetContextInfo", HttpStatusCode.BadRequest, "No", $"token {Token} refused")
            .Fail("DeleteSessionAsync", HttpStatusCode.BadRequest, "No", $"token {Token} refused");
        await using AgentBayClient client = service.CreateClient(options => options.LoggerFactory = log);
        AgentBayException exception = await Assert.ThrowsAsync<AgentBayException>(
            () => client.CreateSessionAsync(new SessionOptions { Contexts = { new ContextBinding("c", "/a") } }));
        Assert.Contains("token *** refused", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, exception + string.Concat(log.Entries), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_code_or_ticket_of_the_desktop_that_a_later_answer_repeats_is_not_shown()
    {
        Session session = await new FakeService()
            .Answer("GetMcpResource", """{"DesktopInfo":{"AuthCode":"code-SECRET","Ticket":"SECRET/ticket"}}""")
            .Fail("GetLabel", HttpStatusCode.BadRequest, "No", "code-SECRET and SECRET/ticket or SECRET%2Fticket").CreateSessionAsync();
        await session.GetInfoAsync();
        AgentBayException exception = await Assert.ThrowsAsync<AgentBayException>(() => session.GetLabelsAsync());
        Assert.Contains("*** and *** or ***", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_that_has_another_in_it_is_hidden_whole()
    {
        Session session = await new FakeService().Answer("CreateMcpSession", """{"SessionId":"s-1","Token":"tok-1"}""")
            .Answer("GetMcpResource", """{"DesktopInfo":{"Ticket":"tok-1-and-more"}}""")
            .Fail("GetLabel", HttpStatusCode.BadRequest, "No", "tok-1-and-more").CreateSessionAsync();
        await session.GetInfoAsync();
        Assert.DoesNotContain("more", (await Assert.ThrowsAsync<AgentBayException>(() => session.GetLabelsAsync())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_session_learns_is_hidden_in_its_own_messages_alone()
    {
        FakeService service = new FakeService().Answer("GetMcpResource", """{"DesktopInfo":{"Ticket":"plain"}}""")
            .Fail("GetContext", HttpStatusCode.BadRequest, "No", "plain words");
        using AgentBayClient client = service.CreateClient();
        await (await client.CreateSessionAsync()).GetInfoAsync();
        AgentBayException exception = await Assert.ThrowsAsync<AgentBayException>(() => client.Contexts.GetOrCreateAsync("c"));
        Assert.Contains("plain words", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_an_envelope_says_of_itself_is_shown()
    {
        Session session = await new FakeService().Reply("GetLabel", HttpStatusCode.OK, """{"RequestId":"r-7","Message":"odd","Data":{"Labels":"{}"} x""").CreateSessionAsync();
        AgentBayException exception = await Assert.ThrowsAsync<AgentBayException>(() => session.GetLabelsAsync());
        Assert.Contains("""{"RequestId":"r-7","Message":"odd","Data":{"Labels":"***"} x""", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://user:SECRET@example.test")]
    [InlineData("SECRET@example.test")]
    public void A_password_in_the_endpoint_is_refused_and_not_repeated(string endpoint)
    {
        InvalidOperationException exception = Assert.Throws<InvalidOperationException>(
            () => new AgentBayClient(new AgentBayOptions { ApiKey = "k", Endpoint = endpoint }));
        Assert.Contains("AGENTBAY_ENDPOINT", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_with_a_line_break_is_refused_and_not_repeated()
    {
        InvalidOperationException exception = Assert.Throws<InvalidOperationException>(
            () => new AgentBayClient(new AgentBayOptions { ApiKey = "SEC\nRET" }));
        Assert.Contains("AGENTBAY_API_KEY", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("RET", exception.ToString(), StringComparison.Ordinal);
    }

    /// <summary>A body that breaks off after its beginning.</summary>
    private sealed class BrokenContent : StreamContent
    {
        public BrokenContent(string beginning) : base(new BrokenStream(beginning)) => Headers.ContentType = new MediaTypeHeaderValue("application/json");

        private sealed class BrokenStream(string beginning) : MemoryStream(System.Text.Encoding.UTF8.GetBytes(beginning))
        {
            public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
                await base.ReadAsync(buffer, cancellationToken) is > 0 and int read ? read : throw new IOException("The connection broke.");
        }
    }
}
