using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgentBay.Typed.Local.Sandboxes;
using AgentBay.Typed.Local.Tools.Files;

namespace AgentBay.Typed.Local.Tools.Code;

/// <summary>Runs source code, each time in a fresh interpreter.</summary>
internal sealed class RunCodeTool(IReadOnlyList<CodeLanguage> languages) : IStreamingTool
{
    private int _executions;

    public string Name => "run_code";

    public Task<ToolOutput> ExecuteAsync(Sandbox sandbox, JsonElement arguments, CancellationToken cancellationToken) =>
        ExecuteAsync(sandbox, arguments, events: null, cancellationToken);

    public async Task<ToolOutput> ExecuteAsync(Sandbox sandbox, JsonElement arguments, IProgress<JsonObject>? events, CancellationToken cancellationToken)
    {
        var name = arguments.Text("language");
        var language = languages.FirstOrDefault(language => language.Name == name)
            ?? throw new ToolException($"Language '{name}' is not available here. Available: {string.Join(", ", languages.Select(language => language.Name))}.");
        var seconds = arguments.Integer("timeout_s");
        var count = Interlocked.Increment(ref _executions);

        // Standard output and error are the code's own, so the outcome takes another way.
        var outcomePath = $"{sandbox.TemporaryDirectory}/.run_code-{Guid.NewGuid():N}.json";
        var run = await sandbox.RunAsync(
            new SandboxCommand([.. language.Interpreter, language.Harness], TimeSpan.FromSeconds(seconds))
            {
                Input = Encoding.UTF8.GetBytes($"{outcomePath}\n{arguments.Text("code")}"),
                OnOutput = text => events?.Report(new JsonObject { ["eventType"] = "stdout", ["chunk"] = text }),
                OnError = text => events?.Report(new JsonObject { ["eventType"] = "stderr", ["chunk"] = text }),
            },
            cancellationToken);

        var outcome = await ReadOutcomeAsync(sandbox.Files, outcomePath, cancellationToken);
        var error = run.TimedOut
            ? string.Create(CultureInfo.InvariantCulture, $"TimeoutError: the code ran longer than {seconds} s and was killed.")
            : outcome?["executionError"]?.GetValue<string>()
                ?? string.Create(CultureInfo.InvariantCulture, $"The interpreter ended with exit code {run.ExitCode} before the code was done.");
        var results = outcome?["result"]?.AsArray().Select(item => item!.DeepClone()).ToArray() ?? [];
        foreach (var result in results) events?.Report(new JsonObject { ["eventType"] = "result", ["result"] = StreamedResult(result) });
        if (error.Length > 0) events?.Report(new JsonObject { ["eventType"] = "error", ["error"] = error });

        var answer = new JsonObject
        {
            ["result"] = new JsonArray([.. results]),
            ["stdout"] = Pieces(run.Output),
            ["stderr"] = Pieces(run.Error),
            ["executionError"] = error,
            ["execution_time"] = Math.Round(run.Elapsed.TotalSeconds, 3),
            ["execution_count"] = count,
        };
        return new ToolOutput(JsonText.From(answer)) { PlainText = PlainText(run, results, error), Json = answer };
    }

    /// <summary>What the script wrote about the code; nothing when it did not come that far.</summary>
    private static async Task<JsonObject?> ReadOutcomeAsync(SandboxFiles files, string path, CancellationToken cancellationToken)
    {
        if (files.TryDescribeLink(path) is null) return null;
        var bytes = await FileContent.ReadAsync(files, path, 0, 0, cancellationToken);
        using (var place = files.Locate(path, forWriting: true)) place.Use(File.Delete);
        try
        {
            return JsonNode.Parse(bytes) as JsonObject;
        }
        catch (JsonException)
        {
            return null; // killed while it wrote
        }
    }

    // Some SDKs read the kinds of a result directly, others under "mime".
    private static JsonObject StreamedResult(JsonNode result)
    {
        var streamed = JsonNode.Parse(result.GetValue<string>())!.AsObject();
        streamed["mime"] = new JsonObject(streamed.Where(kind => kind.Key.Contains('/', StringComparison.Ordinal)).Select(kind => KeyValuePair.Create(kind.Key, kind.Value?.DeepClone())));
        return streamed;
    }

    private static string PlainText(SandboxResult run, JsonNode[] results, string error)
    {
        var values = results.Select(item => JsonNode.Parse(item.GetValue<string>())?["text/plain"]?.GetValue<string>());
        return string.Concat([run.Output, run.Error, .. values, error]);
    }

    private static JsonArray Pieces(string text) => text.Length == 0 ? [] : [text];
}
