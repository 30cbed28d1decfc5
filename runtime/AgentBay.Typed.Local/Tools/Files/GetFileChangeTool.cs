using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgentBay.Typed.Local.Sandboxes;

namespace AgentBay.Typed.Local.Tools.Files;

/// <summary>Compares a directory tree with what it was at the previous call for that path.</summary>
internal sealed class GetFileChangeTool : ITool
{
    // What is remembered of a tree stays in memory for as long as the session lives.
    private const int MaximumEntries = 100_000;

    private readonly ConcurrentDictionary<string, IReadOnlyDictionary<string, Entry>> _previous = new(StringComparer.Ordinal);

    public string Name => "get_file_change";

    public Task<ToolOutput> ExecuteAsync(Sandbox sandbox, JsonElement arguments, CancellationToken cancellationToken)
    {
        var directory = sandbox.Files.Describe(arguments.Text("path"));
        if (directory.Kind != EntryKind.Directory) throw new ToolException($"Not a directory: {directory.View}");

        var now = Tree.Walk(sandbox.Files, directory, _ => false, cancellationToken)
            .Prepend(directory)
            .Take(MaximumEntries + 1)
            .ToDictionary(entry => entry.View, StringComparer.Ordinal);
        if (now.Count > MaximumEntries) throw new ToolException($"{directory.View} holds more than {MaximumEntries} entries; watch a smaller directory.");

        var before = _previous.GetValueOrDefault(directory.View, now);
        _previous[directory.View] = now;
        return ToolOutput.From(JsonText.From(new JsonArray([.. Changes(before, now)])));
    }

    private static IEnumerable<JsonNode> Changes(IReadOnlyDictionary<string, Entry> before, IReadOnlyDictionary<string, Entry> now)
    {
        foreach (var path in before.Keys.Union(now.Keys).Order(StringComparer.Ordinal))
        {
            var (was, @is) = (before.GetValueOrDefault(path), now.GetValueOrDefault(path));
            if (was is null) yield return Change("create", @is!);
            else if (@is is null) yield return Change("delete", was);
            else if ((was.Kind, was.Size, was.Modified) != (@is.Kind, @is.Size, @is.Modified)) yield return Change("modify", @is);
        }
    }

    private static JsonObject Change(string type, Entry entry) => new()
    {
        ["eventType"] = type,
        ["path"] = entry.View,
        ["pathType"] = entry.Kind == EntryKind.Directory ? "directory" : "file",
    };
}
