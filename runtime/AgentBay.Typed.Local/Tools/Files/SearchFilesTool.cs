using System.IO.Enumeration;
using System.Text.Json;
using AgentBay.Typed.Local.Sandboxes;

namespace AgentBay.Typed.Local.Tools.Files;

/// <summary>Finds names below a directory; links are found but not entered.</summary>
internal sealed class SearchFilesTool : ITool
{
    // More than anybody reads; the caller narrows the search instead of getting a part without knowing it.
    private const int MaximumMatches = 10_000;

    public string Name => "search_files";

    public IReadOnlyDictionary<string, string> OldSpellings { get; } = new Dictionary<string, string> { ["exclude_patterns"] = "excludePatterns" };

    public Task<ToolOutput> ExecuteAsync(Sandbox sandbox, JsonElement arguments, CancellationToken cancellationToken)
    {
        var pattern = arguments.Text("pattern");
        var excluded = Excluded(arguments);
        var start = sandbox.Files.Describe(arguments.Text("path"));
        if (start.Kind != EntryKind.Directory) throw new ToolException($"Not a directory: {start.View}");

        var matches = Tree.Walk(sandbox.Files, start, entry => IsExcluded(entry, start, excluded), cancellationToken)
            .Where(entry => Fits(pattern, entry.Name))
            .Take(MaximumMatches + 1)
            .Select(entry => entry.View)
            .ToList();
        if (matches.Count > MaximumMatches) throw new ToolException($"More than {MaximumMatches} matches; search a smaller tree or with a narrower pattern.");
        return ToolOutput.From(matches.Count == 0 ? "No matches found" : string.Join('\n', matches));
    }

    private static string[] Excluded(JsonElement arguments)
    {
        if (!arguments.TryGetProperty("excludePatterns", out var patterns)) return [];
        return patterns.ValueKind == JsonValueKind.Array
            ? [.. patterns.EnumerateArray().Select(pattern => pattern.GetString()!)]
            : patterns.GetString()!.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
    }

    private static bool IsExcluded(Entry entry, Entry start, string[] patterns) =>
        patterns.Any(pattern => Fits(pattern, entry.Name) || Fits(pattern, Path.GetRelativePath(start.View, entry.View)));

    private static bool Fits(string pattern, string name) => FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false);
}
