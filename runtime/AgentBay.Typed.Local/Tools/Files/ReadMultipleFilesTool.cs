using System.Text;
using System.Text.Json;
using AgentBay.Typed.Local.Sandboxes;

namespace AgentBay.Typed.Local.Tools.Files;

internal sealed class ReadMultipleFilesTool : ITool
{
    public string Name => "read_multiple_files";

    public async Task<ToolOutput> ExecuteAsync(Sandbox sandbox, JsonElement arguments, CancellationToken cancellationToken)
    {
        var blocks = new List<string>();
        long total = 0;
        foreach (var item in arguments.Items("paths"))
        {
            var path = item.GetString()!;
            var bytes = await FileContent.ReadAsync(sandbox.Files, path, 0, 0, cancellationToken);
            total += bytes.Length;
            if (total > FileContent.Limit) throw new ToolException("The files are too large for one answer. Read them one by one.");
            blocks.Add($"{path}:\n{Encoding.UTF8.GetString(bytes)}");
        }
        return new ToolOutput(string.Join("\n---\n", blocks));
    }
}
