using System.Text.Json;
using AgentBay.Typed.Local.Sandboxes;

namespace AgentBay.Typed.Local.Tools.Files;

internal sealed class ListDirectoryTool : ITool
{
    public string Name => "list_directory";

    public Task<ToolOutput> ExecuteAsync(Sandbox sandbox, JsonElement arguments, CancellationToken cancellationToken)
    {
        var lines = sandbox.Files.List(arguments.Text("path")).Select(entry => $"{(IsDirectory(sandbox, entry) ? "[DIR]" : "[FILE]")} {entry.Name}");
        return ToolOutput.From(string.Join('\n', lines));
    }

    private static bool IsDirectory(Sandbox sandbox, Entry entry) =>
        (entry.Kind == EntryKind.SymbolicLink ? sandbox.Files.TryDescribe(entry.View)?.Kind : entry.Kind) == EntryKind.Directory;
}
