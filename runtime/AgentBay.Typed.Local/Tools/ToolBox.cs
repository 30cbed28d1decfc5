using System.Collections.Frozen;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgentBay.Typed.Local.Images;
using AgentBay.Typed.Local.Sandboxes;
using AgentBay.Typed.Local.Sessions;
using Microsoft.Extensions.Logging;

namespace AgentBay.Typed.Local.Tools;

/// <summary>The tools of one session.</summary>
internal sealed class ToolBox(string sessionId, SessionSettings settings, IEnumerable<ITool> tools, Sandbox sandbox, ILogger logger)
{
    private readonly FrozenDictionary<string, ITool> _tools =
        tools.Where(tool => settings.Image.Tools.ContainsKey(tool.Name)).ToFrozenDictionary(tool => tool.Name, StringComparer.Ordinal);

    private Image Image => settings.Image;

    public async Task<ToolOutput> CallAsync(string name, JsonElement arguments, IProgress<JsonObject>? events, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var output = await RunAsync(name, arguments, events, cancellationToken);
        logger.ToolEnded(name, sessionId, Stopwatch.GetElapsedTime(started).TotalMilliseconds, output.IsError);
        return output;
    }

    private async Task<ToolOutput> RunAsync(string name, JsonElement arguments, IProgress<JsonObject>? events, CancellationToken cancellationToken)
    {
        if (!_tools.TryGetValue(name, out var tool))
            return new ToolOutput($"Tool '{name}' not found in image {Image.Id}{(Image.Missing.Contains(name) ? "; LocalBay does not run it here" : NameHint.For(name, _tools.Keys))}", IsError: true);

        try
        {
            var complete = ArgumentChecker.Check(name, Image.Tools[name].InputSchema, arguments, tool.OldSpellings);
            var output = tool is IStreamingTool streaming
                ? await streaming.ExecuteAsync(sandbox, complete, events, cancellationToken)
                : await tool.ExecuteAsync(sandbox, complete, cancellationToken);
            return settings.Dialect == ClientDialect.PlainText && output.PlainText is { } text ? output with { Text = text } : output;
        }
        catch (ToolException e)
        {
            return new ToolOutput(e.Message, IsError: true);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            logger.ToolFailed(e, name, sessionId);
            return new ToolOutput($"{name} failed unexpectedly; LocalBay's log says more.", IsError: true);
        }
    }
}
