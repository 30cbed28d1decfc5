using System.Text.Json;
using AgentBay.Typed.Local.Sandboxes;

namespace AgentBay.Typed.Local.Tools.Files;

internal sealed class CreateDirectoryTool : ITool
{
    public string Name => "create_directory";

    public Task<ToolOutput> ExecuteAsync(Sandbox sandbox, JsonElement arguments, CancellationToken cancellationToken)
    {
        var path = arguments.Text("path");
        sandbox.Files.CreateDirectory(path);
        return ToolOutput.From($"Created directory {path}");
    }
}
