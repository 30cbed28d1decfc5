using System.CommandLine.Parsing;
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

    // What a command that fails wrote last usually says why.
    private readonly Queue<string> _lastErrors = new();

    public override async Task<ToolListing> ListAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = Limit(cancellationToken);
        return await GuardAsync(
            async () =>
            {
                await using McpClient client = await ConnectAsync(limit.Token);
                return await ListAsync(client, limit.Token);
            },
            cancellationToken);
    }

    public override async Task<IOpenSource> OpenAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = Limit(cancellationToken);
        return await GuardAsync(async () => (IOpenSource)new OpenServer(await ConnectAsync(limit.Token)), cancellationToken);
    }

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
            cursor = (response.Result as JsonObject)?["nextCursor"]?.GetValue<string>();
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

    private async Task<McpClient> ConnectAsync(CancellationToken cancellationToken) => await McpClient.CreateAsync(
        spec.Command is { } command ? Stdio(command) : Http(spec.Url!),
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
            throw new SourceException("the command is empty");
        Dictionary<string, string?> environment = [];
        foreach (string variable in spec.Environment)
        {
            (string name, string value) = Pair(variable, '=', "Environment", "NAME=value");
            environment[name] = value;
        }

        return new StdioClientTransport(new StdioClientTransportOptions
        {
            Command = words[0],
            Arguments = words[1..],
            EnvironmentVariables = environment,
            WorkingDirectory = spec.WorkingDirectory,
            StandardErrorLines = Remember,
        });
    }

    private HttpClientTransport Http(string url)
    {
        Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase);
        foreach (string header in spec.Headers)
        {
            (string name, string value) = Pair(header, ':', "Headers", "Name: value");
            headers[name] = value;
        }

        return new HttpClientTransport(new HttpClientTransportOptions
        {
            Endpoint = new Uri(secrets.Expand(url)),
            AdditionalHeaders = headers,
            ConnectionTimeout = spec.Timeout,
        });
    }

    private (string Name, string Value) Pair(string text, char separator, string what, string form)
    {
        int end = text.IndexOf(separator, StringComparison.Ordinal);
        return end > 0
            ? (text[..end].Trim(), secrets.Expand(text[(end + 1)..].Trim()))
            : throw new SourceException($"an entry of {what} is not of the form '{form}'");
    }

    private void Remember(string line)
    {
        const int Few = 3;
        lock (_lastErrors)
        {
            if (_lastErrors.Count == Few)
                _lastErrors.Dequeue();
            if (!string.IsNullOrWhiteSpace(line))
                _lastErrors.Enqueue(line.Trim());
        }
    }

    private CancellationTokenSource Limit(CancellationToken cancellationToken)
    {
        CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(spec.Timeout);
        return limit;
    }

    /// <summary>Whatever goes wrong at a server, on the way to it, or in starting it, is told as that.</summary>
    private async Task<T> GuardAsync<T>(Func<Task<T>> run, CancellationToken cancellationToken)
    {
        try
        {
            return await run();
        }
        catch (Exception e) when (e is not SourceException && !cancellationToken.IsCancellationRequested)
        {
            string why = e is OperationCanceledException or TimeoutException
                ? $"no answer within {spec.Timeout.TotalSeconds:0} seconds"
                : e.GetBaseException().Message.Split('\n')[0].Trim();
            string said;
            lock (_lastErrors)
                said = _lastErrors.Count == 0 ? "" : $"; it wrote: {string.Join(" | ", _lastErrors)}";
            throw new SourceException($"{spec}: {why.TrimEnd('.')}{said}", e);
        }
    }

    private sealed class OpenServer(McpClient client) : IOpenSource
    {
        public IToolInvoker Invoker { get; } = client.AsToolInvoker();

        public Task<ToolListing> ListAsync(CancellationToken cancellationToken) => McpSource.ListAsync(client, cancellationToken);

        public ValueTask DisposeAsync() => client.DisposeAsync();
    }
}
