using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgentBay.Typed.Local.Sandboxes;
using AgentBay.Typed.Local.Tools.Files;

namespace AgentBay.Typed.Local.Tools.Code;

/// <summary>Runs source code, each time in a fresh interpreter.</summary>
internal sealed class RunCodeTool(IReadOnlyList<CodeLanguage> languages) : ITool
{
    private int _executions;

    public string Name => "run_code";

    public async Task<ToolOutput> ExecuteAsync(Sandbox sandbox, JsonElement arguments, CancellationToken cancellationToken)
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
            },
            cancellationToken);

        var outcome = await ReadOutcomeAsync(sandbox.Files, outcomePath, cancellationToken);
        var error = run.TimedOut
            ? string.Create(CultureInfo.InvariantCulture, $"TimeoutError: the code ran longer than {seconds} s and was killed.")
            : outcome?["executionError"]?.GetValue<string>()
                ?? string.Create(CultureInfo.InvariantCulture, $"The interpreter ended with exit code {run.ExitCode} before the code was done.");
        var results = outcome?["result"]?.AsArray().Select(item => item!.DeepClone()).ToArray() ?? [];
        return new ToolOutput(JsonText.From(new JsonObject
        {
            ["result"] = new JsonArray([.. results]),
            ["stdout"] = Pieces(run.Output),
            ["stderr"] = Pieces(run.Error),
            ["executionError"] = error,
            ["execution_time"] = Math.Round(run.Elapsed.TotalSeconds, 3),
            ["execution_count"] = count,
        }))
        {
            PlainText = PlainText(run, results, error),
        };
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

    private static string PlainText(SandboxResult run, JsonNode[] results, string error)
    {
        var values = results.Select(item => JsonNode.Parse(item.GetValue<string>())?["text/plain"]?.GetValue<string>());
        return string.Concat([run.Output, run.Error, .. values, error]);
    }

    private static JsonArray Pieces(string text) => text.Length == 0 ? [] : [text];
}
