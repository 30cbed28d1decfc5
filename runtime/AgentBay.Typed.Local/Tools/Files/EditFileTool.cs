using System.Text;
using System.Text.Json;
using AgentBay.Typed.Local.Sandboxes;

namespace AgentBay.Typed.Local.Tools.Files;

/// <summary>Replaces exact pieces of text, all of them or none.</summary>
internal sealed class EditFileTool : ITool
{
    public string Name => "edit_file";

    public IReadOnlyDictionary<string, string> OldSpellings { get; } = new Dictionary<string, string> { ["dry_run"] = "dryRun" };

    public async Task<ToolOutput> ExecuteAsync(Sandbox sandbox, JsonElement arguments, CancellationToken cancellationToken)
    {
        var path = arguments.Text("path");
        var before = await FileContent.ReadTextAsync(sandbox.Files, path, cancellationToken);
        var after = before;
        foreach (var (index, edit) in arguments.Items("edits").Index()) after = Replace(after, edit, index, path);

        if (!arguments.Flag("dryRun"))
        {
            await using var stream = sandbox.Files.OpenWrite(path, FileMode.Create);
            await stream.WriteAsync(Encoding.UTF8.GetBytes(after), cancellationToken);
        }
        return new ToolOutput(UnifiedDiff.Between(path, before, after));
    }

    private static string Replace(string text, JsonElement edit, int index, string path)
    {
        var oldText = edit.Text("oldText");
        if (oldText.Length == 0) throw new ToolException($"Invalid arguments for edit_file: 'edits[{index}].oldText' must not be empty");
        var at = text.IndexOf(oldText, StringComparison.Ordinal);
        if (at < 0) throw new ToolException($"edits[{index}]: oldText was not found in {path}. Nothing was changed.");
        return string.Concat(text.AsSpan(0, at), edit.Text("newText"), text.AsSpan(at + oldText.Length));
    }
}
