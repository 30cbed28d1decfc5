using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgentBay.Typed.Local.Sandboxes;

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

        var outcome = await CodeOutcome.TakeAsync(sandbox.Files, outcomePath, cancellationToken);
        var error = run.TimedOut
            ? string.Create(CultureInfo.InvariantCulture, $"TimeoutError: the code ran longer than {seconds} s and was killed.")
            : outcome?.ExecutionError
                ?? string.Create(CultureInfo.InvariantCulture, $"The interpreter ended with exit code {run.ExitCode} before the code was done.");
        var results = outcome?.Result.OfType<string>().Select(CodeResult.Read).ToList() ?? [];
        foreach (var result in results) events?.Report(new JsonObject { ["eventType"] = "result", ["result"] = result.ToStreamed() });
        if (error.Length > 0) events?.Report(new JsonObject { ["eventType"] = "error", ["error"] = error });

        var answer = new JsonObject
        {
            ["result"] = new JsonArray([.. results.Select(result => JsonValue.Create(result.Json))]),
            ["stdout"] = Pieces(run.Output),
            ["stderr"] = Pieces(run.Error),
            ["executionError"] = error,
            ["execution_time"] = Math.Round(run.Elapsed.TotalSeconds, 3),
            ["execution_count"] = count,
        };
        return new ToolOutput(JsonText.From(answer))
        {
            PlainText = string.Concat([run.Output, run.Error, .. results.Select(result => result.PlainText), error]),
            Json = answer,
        };
    }

    private static JsonArray Pieces(string text) => text.Length == 0 ? [] : [text];
}
