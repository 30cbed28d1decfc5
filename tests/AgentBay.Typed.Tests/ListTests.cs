using AgentBay.Typed.Tests.Infrastructure;

namespace AgentBay.Typed.Tests;

/// <summary>Lists of sessions, over all pages (agentbay-wire 3.3).</summary>
public sealed class ListTests
{
    [Fact]
    public async Task All_pages_are_walked_by_their_tokens()
    {
        FakeService service = Pages(("a", "RUNNING"), ("b", "PAUSED"), ("c", ""));
        using AgentBayClient client = service.CreateClient();
        List<SessionSummary> sessions = await ToListAsync(client.ListSessionsAsync(new Dictionary<string, string> { ["p"] = "x" }, SessionStatus.Running));
        Assert.Equal(
            [("a", SessionStatus.Running), ("b", SessionStatus.Paused), ("c", SessionStatus.Unknown)],
            sessions.Select(static session => (session.SessionId, session.Status)));
        Assert.All(service.Requests, static request => Assert.Equal(("""{"p":"x"}""", "RUNNING"), (request.Fields["Labels"], request.Fields["Status"])));
        Assert.Equal([null, "1", "2"], service.Requests.Select(static request => request.Fields.GetValueOrDefault("NextToken")));
    }

    [Fact]
    public async Task A_page_is_asked_for_when_it_is_needed()
    {
        FakeService service = Pages(("a", "RUNNING"), ("b", "RUNNING"));
        using AgentBayClient client = service.CreateClient();
        await foreach (SessionSummary session in client.ListSessionsAsync())
        {
            Assert.Equal("a", session.SessionId);
            break;
        }

        Assert.Equal("{}", Assert.Single(service.Requests).Fields["Labels"]);
    }

    [Fact]
    public async Task A_service_whose_pages_go_in_a_circle_does_not_hold_us_for_ever()
    {
        int calls = 0;
        FakeService service = new FakeService().On("ListSession", (_, _) => Task.FromResult(FakeService.Json(
            $$"""{"Success":true,"Data":[{"SessionId":"s"}],"NextToken":"{{(calls++ % 2 == 0 ? "A" : "B")}}"}""")));
        using AgentBayClient client = service.CreateClient();
        Assert.Equal("InvalidResponse", (await Assert.ThrowsAsync<AgentBayException>(() => ToListAsync(client.ListSessionsAsync()))).Code);
        Assert.Equal(3, calls);
    }

    [Fact]
    public async Task A_service_that_gives_the_same_page_again_does_not_hold_us_for_ever()
    {
        FakeService service = new FakeService().On("ListSession", static (_, _) =>
            Task.FromResult(FakeService.Json("""{"Success":true,"Data":[],"NextToken":"same"}""")));
        using AgentBayClient client = service.CreateClient();
        Assert.Equal("InvalidResponse", (await Assert.ThrowsAsync<AgentBayException>(() => ToListAsync(client.ListSessionsAsync()))).Code);
        Assert.Equal(2, service.Requests.Count);
    }

    [Fact]
    public async Task A_list_can_be_cancelled_between_pages()
    {
        using CancellationTokenSource source = new();
        FakeService service = Pages(("a", "RUNNING"), ("b", "RUNNING"));
        using AgentBayClient client = service.CreateClient();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (SessionSummary _ in client.ListSessionsAsync().WithCancellation(source.Token))
                await source.CancelAsync();
        });
        Assert.Single(service.Requests);
    }

    [Fact]
    public void A_blank_label_is_refused_before_anything_is_sent()
    {
        using AgentBayClient client = new FakeService().CreateClient();
        Assert.Throws<ArgumentException>(() => client.ListSessionsAsync(new Dictionary<string, string> { ["p"] = "" }));
    }

    internal static async Task<List<T>> ToListAsync<T>(IAsyncEnumerable<T> items)
    {
        List<T> list = [];
        await foreach (T item in items)
            list.Add(item);
        return list;
    }

    private static FakeService Pages(params (string Id, string Status)[] sessions) => new FakeService().On("ListSession", (request, _) =>
    {
        int page = int.Parse(request.Fields.GetValueOrDefault("NextToken", "0"), System.Globalization.CultureInfo.InvariantCulture);
        string next = page + 1 < sessions.Length ? $"{page + 1}" : "";
        (string id, string status) = sessions[page];
        return Task.FromResult(FakeService.Json(
            $$"""{"Success":true,"Data":[{"SessionId":"{{id}}","SessionStatus":"{{status}}"}],"NextToken":"{{next}}","TotalCount":{{sessions.Length}}}"""));
    });
}
