using System.Collections.Concurrent;
using System.Text.Json;
using AgentBay.Typed.Local.Sandboxes;

namespace AgentBay.Typed.Local.Tools.Files;

/// <summary>Compares a directory tree with what it was at the previous call for that path.</summary>
internal sealed class GetFileChangeTool : ITool
{
    private readonly ConcurrentDictionary<string, DirectorySnapshot> _previous = new(StringComparer.Ordinal);

    public string Name => "get_file_change";

    public Task<ToolOutput> ExecuteAsync(Sandbox sandbox, JsonElement arguments, CancellationToken cancellationToken)
    {
        var now = DirectorySnapshot.Take(sandbox.Files, arguments.Text("path"), cancellationToken);
        var before = _previous.GetValueOrDefault(now.Path, now);
        _previous[now.Path] = now;
        return ToolOutput.From(JsonText.From(now.ChangesSince(before)));
    }
}
