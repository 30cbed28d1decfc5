using System.Text.Json;
using AgentBay.Typed.Local.Sandboxes;

namespace AgentBay.Typed.Local.Tools.Files;

internal sealed class DeleteFileTool : ITool
{
    public string Name => "delete_file";

    public Task<ToolOutput> ExecuteAsync(Sandbox sandbox, JsonElement arguments, CancellationToken cancellationToken)
    {
        var path = arguments.Text("path");
        if (sandbox.Files.DescribeLink(path).Kind == EntryKind.Directory)
            throw new ToolException($"Is a directory: {path}. delete_file removes files only.");

        using var place = sandbox.Files.Locate(path, forWriting: true);
        place.Use(File.Delete);
        return ToolOutput.From($"Deleted {path}");
    }
}
