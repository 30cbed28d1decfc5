using System.Text;
using System.Text.Json;
using AgentBay.Typed.Local.Sandboxes;

namespace AgentBay.Typed.Local.Tools.Files;

internal sealed class WriteFileTool : ITool
{
    public string Name => "write_file";

    public async Task<ToolOutput> ExecuteAsync(Sandbox sandbox, JsonElement arguments, CancellationToken cancellationToken)
    {
        var path = arguments.Text("path");
        var parent = Path.GetDirectoryName(path);
        if (parent is { Length: > 0 })
        {
            if (arguments.Flag("create_parent_dir")) sandbox.Files.CreateDirectory(parent);
            else if (sandbox.Files.TryDescribe(parent) is null) throw new ToolException($"The parent directory of {path} does not exist. create_parent_dir makes it.");
        }

        var mode = arguments.Text("mode") switch
        {
            "append" => FileMode.Append,
            "create_new" => FileMode.CreateNew,
            _ => FileMode.Create,
        };
        await using var stream = sandbox.Files.OpenWrite(path, mode);
        await stream.WriteAsync(Encoding.UTF8.GetBytes(arguments.Text("content")), cancellationToken);
        return new ToolOutput($"Wrote {path}");
    }
}
