using System.Text.Json.Nodes;
using AgentBay.Typed.Local.Sandboxes;

namespace AgentBay.Typed.Local.Tools.Files;

/// <summary>What a directory held at one moment.</summary>
internal sealed class DirectorySnapshot
{
    // It stays in memory for as long as somebody compares with it.
    private const int MaximumEntries = 100_000;

    private readonly IReadOnlyDictionary<string, Entry> _entries;

    private DirectorySnapshot(string path, IReadOnlyDictionary<string, Entry> entries)
    {
        Path = path;
        _entries = entries;
    }

    /// <summary>The directory, without links on the way.</summary>
    public string Path { get; }

    /// <exception cref="ToolException">There is no such directory, or it holds too much.</exception>
    public static DirectorySnapshot Take(SandboxFiles files, string path, CancellationToken cancellationToken)
    {
        var directory = files.Describe(path);
        if (directory.Kind != EntryKind.Directory) throw new ToolException($"Not a directory: {directory.View}");

        var entries = Tree.Walk(files, directory, _ => false, cancellationToken)
            .Prepend(directory)
            .Take(MaximumEntries + 1)
            .ToDictionary(entry => entry.View, StringComparer.Ordinal);
        if (entries.Count > MaximumEntries) throw new ToolException($"{directory.View} holds more than {MaximumEntries} entries; watch a smaller directory.");
        return new DirectorySnapshot(directory.View, entries);
    }

    /// <summary>What differs, as the wire has it.</summary>
    public JsonArray ChangesSince(DirectorySnapshot earlier)
    {
        var changes = new JsonArray();
        foreach (var path in earlier._entries.Keys.Union(_entries.Keys).Order(StringComparer.Ordinal))
        {
            var (was, @is) = (earlier._entries.GetValueOrDefault(path), _entries.GetValueOrDefault(path));
            if (was is null) changes.Add(Change("create", @is!));
            else if (@is is null) changes.Add(Change("delete", was));
            else if ((was.Kind, was.Size, was.Modified) != (@is.Kind, @is.Size, @is.Modified)) changes.Add(Change("modify", @is));
        }
        return changes;
    }

    private static JsonObject Change(string type, Entry entry) => new JsonObject
    {
        ["eventType"] = type,
        ["path"] = entry.View,
        ["pathType"] = entry.Kind == EntryKind.Directory ? "directory" : "file",
    };
}
