using AgentBay.Typed.Tests.Infrastructure;

namespace AgentBay.Typed.Tests;

/// <summary>Whenever a caller gives up, the call ends as cancelled, nothing more is asked for, and no session is left behind.</summary>
public sealed class CancellationTests
{
    private static readonly Dictionary<string, Func<AgentBayClient, CancellationToken, Task>> Operations = new()
    {
        ["create"] = static async (client, cancellationToken) => await client.CreateSessionAsync(
            new SessionOptions { EnableBrowserReplay = true, Contexts = { new ContextBinding("c-1", "/a") } }, cancellationToken),
        ["get"] = static async (client, cancellationToken) => await client.GetSessionAsync("s-1", cancellationToken),
        ["list"] = static async (client, cancellationToken) => await ListTests.ToListAsync(client.ListSessionsAsync(cancellationToken: cancellationToken)),
        ["clear"] = static async (client, cancellationToken) => await client.Contexts.ClearAsync("c-1", cancellationToken: cancellationToken),
        ["upload"] = static async (client, cancellationToken) => await client.Contexts.UploadFileAsync("c-1", "/f", new MemoryStream([1]), null, cancellationToken),
        ["download"] = static async (client, cancellationToken) => await client.Contexts.DownloadFileAsync("c-1", "/f", new MemoryStream(), null, cancellationToken),
        ["call"] = static async (client, cancellationToken) => await (await client.GetSessionAsync("s-1", CancellationToken.None)).CallToolAsync("t", null, cancellationToken),
        ["pause"] = static async (client, cancellationToken) => await (await client.GetSessionAsync("s-1", CancellationToken.None)).PauseAsync(null, cancellationToken),
        ["sync"] = static async (client, cancellationToken) => await (await client.GetSessionAsync("s-1", CancellationToken.None)).Contexts.SyncAsync(cancellationToken: cancellationToken),
        ["bind"] = static async (client, cancellationToken) => await (await client.GetSessionAsync("s-1", CancellationToken.None)).Contexts.BindAsync([new ContextBinding("c-1", "/a")], cancellationToken),
        ["delete"] = static async (client, cancellationToken) => await (await client.GetSessionAsync("s-1", CancellationToken.None)).DeleteAsync(true, cancellationToken),
    };

    public static TheoryData<string> Names() => [.. Operations.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_caller_may_give_up_at_every_request(string operation)
    {
        int request = 0;
        while (await CancelAtAsync(operation, ++request))
            Assert.InRange(request, 1, 50);
        Assert.True(request > 1, "There was nothing to cancel.");
    }

    /// <returns>Whether there was such a request.</returns>
    private static async Task<bool> CancelAtAsync(string operation, int number)
    {
        using CancellationTokenSource source = new();
        FakeService service = Service();
        int before = operation is "call" or "pause" or "sync" or "bind" or "delete" ? 1 : 0;
        service.BeforeAnswer = async (count, cancellationToken) =>
        {
            if (count != number + before)
                return;
            await source.CancelAsync();

            // What is not cancelled is answered, as a service does that has heard the request.
            cancellationToken.ThrowIfCancellationRequested();
        };

        AgentBayClient client = service.CreateClient(static options => options.TimeProvider = new QuickTime());
        try
        {
            await Operations[operation](client, source.Token);
            await client.DisposeAsync();
            Assert.True(service.Requests.Count < number + before, $"Request {number} was cancelled, and nothing came of it.");
            return false;
        }
        catch (OperationCanceledException e)
        {
            await client.DisposeAsync();
            Assert.Equal(source.Token, e.CancellationToken);
            Assert.True(source.IsCancellationRequested, "It was not the caller who gave up.");
            Assert.All(service.Requests.Skip(number + before), static request => Assert.StartsWith("Delete", request.Action, StringComparison.Ordinal));
            int made = operation == "create" ? service.Count("CreateMcpSession") : 0;
            Assert.True(service.Count("DeleteSessionAsync") >= made, "A session is left behind.");
            return true;
        }
    }

    private static FakeService Service()
    {
        int lists = 0;
        return new FakeService()
            .Answer("GetSession", """{"SessionId":"s-1","Status":"PAUSED"}""")
            .AnswerInTurn("GetContextInfo", CreationTests.Rows(), CreationTests.Rows("c-1", "upload", "Running"), CreationTests.Rows("c-1", "upload", "Success"))
            .Answer("GetContext", """{"Id":"c-1","State":"available"}""")
            .Answer("ModifyContext", "null").Answer("DeleteContext", "null").Answer("ClearContext", "null").Answer("SyncContext", "null")
            .Answer("PauseSessionAsync", "null").Answer("BindContexts", "null").Answer("DescribeSessionContexts", """[{"ContextId":"c-1"}]""")
            .Answer("GetContextFileUploadUrl", """{"Url":"http://store.test/f"}""").Answer("GetContextFileDownloadUrl", """{"Url":"http://store.test/f"}""")
            .On("/f", static (_, _) => Task.FromResult(new HttpResponseMessage()))
            .On("ListSession", (_, _) => Task.FromResult(FakeService.Json(++lists < 3 ? $$"""{"Success":true,"Data":[],"NextToken":"{{lists}}"}""" : """{"Success":true,"Data":[]}""")))
            .Say("ok");
    }
}
