using System.Text.Json;
using AgentBay.Typed.Local.Sandboxes;

namespace AgentBay.Typed.Local.Tools.Files;

internal sealed class MoveFileTool : ITool
{
    public string Name => "move_file";

    public Task<ToolOutput> ExecuteAsync(Sandbox sandbox, JsonElement arguments, CancellationToken cancellationToken)
    {
        var (source, destination) = (arguments.Text("source"), arguments.Text("destination"));
        var moved = sandbox.Files.DescribeLink(source);
        using var from = sandbox.Files.Locate(source, forWriting: true);
        using var to = sandbox.Files.Locate(destination, forWriting: true);
        if (sandbox.Files.TryDescribeLink(destination) is not null) throw new ToolException($"File exists: {destination}");
        if (to.View.StartsWith($"{from.View}/", StringComparison.Ordinal)) throw new ToolException($"{source} cannot be moved into itself.");

        from.Use(fromHost => to.Use(toHost =>
        {
            if (moved.Kind == EntryKind.Directory) Directory.Move(fromHost, toHost);
            else File.Move(fromHost, toHost);
        }));
        return ToolOutput.From($"Moved {source} to {destination}");
    }
}
