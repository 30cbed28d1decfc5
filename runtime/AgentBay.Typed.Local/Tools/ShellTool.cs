using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AgentBay.Typed.Local.Sandboxes;

namespace AgentBay.Typed.Local.Tools;

/// <summary>Runs a command line with the system shell.</summary>
internal sealed partial class ShellTool : ITool
{
    private const int TimedOutExitCode = 124; // as timeout(1) has it
    private const long MaximumMilliseconds = 24 * 60 * 60 * 1000; // a timer cannot take any number

    public string Name => "shell";

    public async Task<ToolOutput> ExecuteAsync(Sandbox sandbox, JsonElement arguments, CancellationToken cancellationToken)
    {
        var milliseconds = arguments.Integer("timeout_ms");
        if (milliseconds < 1) throw new ToolException("Invalid arguments for shell: 'timeout_ms' must be at least 1");

        var command = new SandboxCommand(
            ["sh", "-c", WithoutNul(arguments.Text("command"), "command")],
            TimeSpan.FromMilliseconds(Math.Min(milliseconds, MaximumMilliseconds)))
        {
            WorkingDirectory = arguments.OptionalText("cwd") is { Length: > 0 } cwd ? WithoutNul(cwd, "cwd") : null,
            Environment = Environment(arguments),
        };
        var result = await sandbox.RunAsync(command, cancellationToken);

        var exitCode = result.TimedOut ? TimedOutExitCode : result.ExitCode;
        var error = result.Error;
        if (result.TimedOut)
            error += string.Create(CultureInfo.InvariantCulture, $"{(error.Length == 0 || error.EndsWith('\n') ? "" : "\n")}Timed out after {milliseconds} ms (timeout_ms); the command and everything it started was killed.\n");

        var answer = new JsonObject { ["stdout"] = result.Output, ["stderr"] = error, ["exit_code"] = exitCode };
        if (exitCode != 0) answer["traceId"] = result.CallId;
        return new ToolOutput(JsonText.From(answer), IsError: exitCode != 0) { PlainText = result.Output + error };
    }

    private static Dictionary<string, string> Environment(JsonElement arguments)
    {
        var environment = new Dictionary<string, string>();
        if (!arguments.TryGetProperty("envs", out var envs)) return environment;
        foreach (var variable in envs.EnumerateObject())
        {
            if (!VariableName.IsMatch(variable.Name)) throw new ToolException($"Invalid arguments for shell: '{variable.Name}' cannot be the name of an environment variable");
            environment[variable.Name] = WithoutNul(variable.Value.GetString()!, $"envs.{variable.Name}");
        }
        return environment;
    }

    private static string WithoutNul(string value, string name) =>
        value.Contains('\0', StringComparison.Ordinal) ? throw new ToolException($"Invalid arguments for shell: '{name}' must not contain a NUL character") : value;

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]*$", RegexOptions.CultureInvariant)]
    private static partial Regex VariableName { get; }
}
