using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace AgentBay.Typed.Tests.Infrastructure;

/// <summary>
/// Answers the API's actions as a test tells it to, and keeps what was asked. A request without an action goes by its
/// path: links, VPC and files.
/// </summary>
internal sealed class FakeService : HttpMessageHandler
{
    private readonly Dictionary<string, Func<Request, CancellationToken, Task<HttpResponseMessage>>> _actions = [];

    public List<Request> Requests { get; } = [];

    /// <summary>Runs before each answer, with the number of the request.</summary>
    public Func<int, CancellationToken, Task> BeforeAnswer { get; set; } = static (_, _) => Task.CompletedTask;

    public FakeService()
    {
        Answer("CreateMcpSession", """{"SessionId":"s-1","Success":true,"ResourceUrl":"https://desktop.test/1"}""");
        Answer("DeleteSessionAsync", "null");
        Fail("GetSessionDetail", HttpStatusCode.BadRequest, "InvalidMcpSession.NotFound", "Resource [McpSession] is not found.");
    }

    /// <summary>A request as the service sees it.</summary>
    internal sealed record Request(string Action, HttpRequestMessage Message, string Body, string? ContentType, IReadOnlyDictionary<string, string> Fields);

    /// <summary>Answers an action with data.</summary>
    public FakeService Answer(string action, string data) =>
        Reply(action, HttpStatusCode.OK, $$"""{"RequestId":"r-{{action}}","HttpStatusCode":200,"Code":"ok","Success":true,"Data":{{data}}}""");

    /// <summary>Answers a tool call with a result.</summary>
    public FakeService AnswerTool(string result) => Answer("CallMcpTool", result);

    /// <summary>Answers a tool call with text.</summary>
    public FakeService Say(string text, bool isError = false) => AnswerTool(new JsonObject
    {
        ["content"] = new JsonArray(new JsonObject { ["type"] = "text", ["text"] = text }),
        ["isError"] = isError,
    }.ToJsonString());

    /// <summary>Answers an action with an error of the service.</summary>
    public FakeService Fail(string action, HttpStatusCode status, string code, string message) =>
        Reply(action, status, $$"""{"RequestId":"r-{{action}}","Code":"{{code}}","Message":"{{message}}","Success":false}""");

    /// <summary>Answers an action with any body.</summary>
    public FakeService Reply(string action, HttpStatusCode status, string body) => On(action, (_, _) => Task.FromResult(Json(body, status)));

    /// <summary>Answers an action with each of these bodies in turn, then with the last one again.</summary>
    public FakeService AnswerInTurn(string action, params string[] data)
    {
        int next = 0;
        return On(action, (_, _) => Task.FromResult(Json(
            $$"""{"RequestId":"r-{{action}}","Code":"ok","Success":true,"Data":{{data[Math.Min(next++, data.Length - 1)]}}}""")));
    }

    /// <summary>Answers an action with code.</summary>
    public FakeService On(string action, Func<Request, CancellationToken, Task<HttpResponseMessage>> answer)
    {
        _actions[action] = answer;
        return this;
    }

    public Request Last(string action) => Requests.Last(request => request.Action == action);

    public int Count(string action) => Requests.Count(request => request.Action == action);

    public AgentBayClient CreateClient(Action<AgentBayOptions>? configure = null)
    {
        AgentBayOptions options = new() { ApiKey = "secret-key", Endpoint = "http://bay.test", Timeout = TimeSpan.FromSeconds(30) };
        configure?.Invoke(options);
        return new AgentBayClient(options, new HttpClient(this, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan }, disposeHttpClient: true);
    }

    public async Task<Session> CreateSessionAsync(Action<AgentBayOptions>? configure = null) => await CreateClient(configure).CreateSessionAsync();

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        Dictionary<string, string> query = Parse(request.RequestUri!.Query.TrimStart('?'));
        Dictionary<string, string> fields = query.TryGetValue("Action", out string? action) ? Parse(body) : query;
        Request received = new(action ?? request.RequestUri.AbsolutePath, request, body, request.Content?.Headers.ContentType?.ToString(), fields);
        int count;
        lock (Requests)
        {
            Requests.Add(received);
            count = Requests.Count;
        }

        await BeforeAnswer(count, cancellationToken);
        return _actions.TryGetValue(received.Action, out var answer)
            ? await answer(received, cancellationToken)
            : throw new InvalidOperationException($"The test did not expect {received.Action}.");
    }

    /// <summary>An answer with this JSON.</summary>
    public static HttpResponseMessage Json(string body, HttpStatusCode status = HttpStatusCode.OK) =>
        new(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    private static Dictionary<string, string> Parse(string form) => form.Length == 0 ? [] : form.Split('&')
        .Select(static pair => pair.Split('=', 2))
        .ToDictionary(static pair => Uri.UnescapeDataString(pair[0]), static pair => Uri.UnescapeDataString(pair[1]));
}
