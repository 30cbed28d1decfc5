using System.CommandLine.Parsing;
using System.Net;
using System.Text.Json.Nodes;
using AgentBay.Typed.Mcp;
using AgentBay.Typed.Schema;
using AgentBay.Typed.Schema.Captures;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace AgentBay.Typed.Cli.Sources;

/// <summary>An MCP server, over the standard streams of a command or over streamable HTTP.</summary>
internal sealed class McpSource(SourceSpec spec, Secrets secrets) : ToolSource
{
    private const int MostPages = 1000;
    private const string OwnVariables = "AGENTBAY_";

    // What a command that fails wrote last usually says why. The reason stands above a dozen frames of a stack in Node, and below them in Python.
    private readonly Queue<string> _lastErrors = new();

    public override Task<ToolListing> ListAsync(CancellationToken cancellationToken) => GuardAsync(
        async limit =>
        {
            await using McpClient client = await ConnectAsync(limit);
            return await ListAsync(client, limit);
        },
        cancellationToken);

    public override Task<IOpenSource> OpenAsync(CancellationToken cancellationToken) =>
        GuardAsync<IOpenSource>(async limit => new OpenServer(this, await ConnectAsync(limit)), cancellationToken);

    private static async Task<ToolListing> ListAsync(McpClient client, CancellationToken cancellationToken)
    {
        // The answer is taken as it came, because the library's own types would drop what they do not know.
        List<CapturedTool> tools = [];
        List<Problem> problems = [];
        HashSet<string> cursors = [];
        string? cursor = null;
        do
        {
            JsonRpcResponse response = await client.SendRequestAsync(
                new JsonRpcRequest { Method = RequestMethods.ToolsList, Params = cursor is null ? new JsonObject() : new JsonObject { ["cursor"] = cursor } },
                cancellationToken);
            string page = response.Result?.ToJsonString() ?? "null";
            Capture capture = CaptureReader.Read(page, problems) ?? throw new SourceException($"its list of tools cannot be read: {problems[^1].Message}");
            tools.AddRange(capture.Tools);
            cursor = NextCursor(response.Result);
            if (!string.IsNullOrEmpty(cursor) && (!cursors.Add(cursor) || cursors.Count == MostPages))
                throw new SourceException("its list of tools does not end: a page leads back to one before");
        }
        while (!string.IsNullOrEmpty(cursor));
        if (tools.Count == 0)
            throw new SourceException("it lists no tools");

        problems.RemoveAll(static problem => problem.Id == ProblemIds.IncompleteCapture);
        CapturedTool[] once = [.. tools.DistinctBy(static tool => tool.Name, StringComparer.Ordinal)];
        return new ToolListing(CaptureWriter.Source("mcp", "server", client.ServerInfo?.Name), new Capture(null, once), problems);
    }

    private static string? NextCursor(JsonNode? page) => (page as JsonObject)?["nextCursor"] switch
    {
        null => null,
        JsonValue value when value.TryGetValue(out string? cursor) => cursor,
        _ => throw new SourceException("its list of tools cannot be read: 'nextCursor' is no text"),
    };

    private async Task<McpClient> ConnectAsync(CancellationToken cancellationToken) => await McpClient.CreateAsync(
        spec.Command is { } command ? Stdio(command) : Http(),
        new McpClientOptions
        {
            ClientInfo = new Implementation { Name = "agentbay-typed", Version = typeof(McpSource).Assembly.GetName().Version!.ToString(3) },
            InitializationTimeout = spec.Timeout,
        },
        cancellationToken: cancellationToken);

    private StdioClientTransport Stdio(string command)
    {
        string[] words = [.. CommandLineParser.SplitCommandLine(command).Select(secrets.Expand)];
        if (words.Length == 0)
            throw new CliException("the command is empty");

        // Our own variables hold keys and, in a build, the other items with their headers; none of that is the command's.
        Dictionary<string, string?> environment = Environment.GetEnvironmentVariables().Keys.Cast<string>()
            .Where(static name => name.StartsWith(OwnVariables, StringComparison.OrdinalIgnoreCase))
            .ToDictionary(static name => name, static _ => (string?)null);
        foreach ((string name, string value) in Pairs(spec.Environment, '=', "Environment", "NAME=value"))
            environment[name] = value;

        return new StdioClientTransport(new StdioClientTransportOptions
        {
            Command = words[0],
            Arguments = words[1..],
            EnvironmentVariables = environment,
            WorkingDirectory = spec.WorkingDirectory,
            StandardErrorLines = Remember,
        });
    }

    private HttpClientTransport Http()
    {
        Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase);
        foreach ((string name, string value) in Pairs(spec.Headers, ':', "Headers", "Name: value"))
            headers[name] = value;

        return new HttpClientTransport(new HttpClientTransportOptions
        {
            Endpoint = spec.Address(secrets),
            AdditionalHeaders = headers,
            ConnectionTimeout = spec.Timeout,
        });
    }

    /// <summary>Takes entries apart. One that makes no sense is named by its number: it may be a secret.</summary>
    private IEnumerable<(string Name, string Value)> Pairs(IReadOnlyList<string> entries, char separator, string what, string form) =>
        entries.Select((entry, index) => entry.IndexOf(separator, StringComparison.Ordinal) is > 0 and int end
            ? (entry[..end].Trim(), secrets.Expand(entry[(end + 1)..].Trim()))
            : throw new CliException($"entry {index + 1} of {what} is not of the form '{form}'"));

    private void Remember(string line)
    {
        const int Most = 20;
        lock (_lastErrors)
        {
            if (_lastErrors.Count == Most)
                _lastErrors.Dequeue();
            if (!string.IsNullOrWhiteSpace(line))
                _lastErrors.Enqueue(line.Trim());
        }
    }

    /// <summary>Gives up after the source's time. Whatever goes wrong at a server, on the way to it, or in starting it, is told as that.</summary>
    private async Task<T> GuardAsync<T>(Func<CancellationToken, Task<T>> run, CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(spec.Timeout);
        try
        {
            return await run(limit.Token);
        }
        catch (Exception e) when (e is not CliException && !cancellationToken.IsCancellationRequested)
        {
            HttpStatusCode? status = StatusOf(e);
            string why = e is OperationCanceledException or TimeoutException
                ? $"no answer within {spec.Timeout.TotalSeconds:0} seconds"
                : status is { } code ? $"it answered HTTP {(int)code} ({code})" // and not with the page that comes along
                : e.GetBaseException().Message.Split('\n')[0].Trim();
            string said;
            lock (_lastErrors)
                said = _lastErrors.Count == 0 ? "" : $"; it wrote: {string.Join(" | ", _lastErrors)}";
            throw new SourceException($"{spec}: {why.TrimEnd('.')}{said}", e, status);
        }
    }

    private static HttpStatusCode? StatusOf(Exception e) =>
        (e as HttpRequestException)?.StatusCode ?? (e.InnerException is { } inner ? StatusOf(inner) : null);

    private sealed class OpenServer(McpSource source, McpClient client) : IOpenSource
    {
        public IToolInvoker Invoker { get; } = client.AsToolInvoker();

        public Task<ToolListing> ListAsync(CancellationToken cancellationToken) =>
            source.GuardAsync(limit => McpSource.ListAsync(client, limit), cancellationToken);

        public ValueTask DisposeAsync() => client.DisposeAsync();
    }
}
