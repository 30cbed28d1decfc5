using System.Globalization;
using System.Text.Json;

namespace AgentBay.Typed.Local.Contexts;

/// <summary>How a context is copied into a session and back. What a caller leaves out has the service's default.</summary>
internal sealed record CopyPolicy
{
    private const string LifecyclePrefix = "Lifecycle_";

    public bool UploadsAtEnd { get; private init; } = true;

    public bool DownloadsAtStart { get; private init; } = true;

    public bool SyncsDeletions { get; private init; } = true;

    /// <summary>Whether archives that came through an upload URL are unpacked in the session.</summary>
    public bool Extracts { get; private init; }

    public bool DropsArchives { get; private init; } = true;

    public bool ExtractsInPlace { get; private init; }

    /// <summary>Days that a file is kept; 0 means for ever.</summary>
    public int KeptDays { get; private init; }

    public IReadOnlyList<string> RecycledKeys { get; private init; } = [""];

    public IReadOnlyList<WhiteListEntry> WhiteList { get; private init; } = [];

    /// <summary>The directory that the data had before, without a slash at either end.</summary>
    public string? FormerPath { get; private init; }

    /// <summary>Whether the file with that key takes part.</summary>
    public bool Includes(string key) => WhiteList.Count == 0 || WhiteList.Any(entry => entry.Includes(key));

    /// <exception cref="JsonException">It is no JSON object.</exception>
    /// <exception cref="FormatException">A path in it leads out of the context, or a former path is all of it.</exception>
    public static CopyPolicy Parse(string text)
    {
        var policy = JsonElement.Parse(text);
        if (policy.ValueKind != JsonValueKind.Object) throw new JsonException("A policy must be a JSON object.");
        var byDefault = new CopyPolicy();
        return byDefault with
        {
            UploadsAtEnd = Flag(policy, "uploadPolicy", "autoUpload") ?? byDefault.UploadsAtEnd,
            DownloadsAtStart = Flag(policy, "downloadPolicy", "autoDownload") ?? byDefault.DownloadsAtStart,
            SyncsDeletions = Flag(policy, "deletePolicy", "syncLocalFile") ?? byDefault.SyncsDeletions,
            Extracts = Flag(policy, "extractPolicy", "extract") ?? byDefault.Extracts,
            DropsArchives = Flag(policy, "extractPolicy", "deleteSrcFile") ?? byDefault.DropsArchives,
            ExtractsInPlace = Flag(policy, "extractPolicy", "extractToCurrentFolder") ?? byDefault.ExtractsInPlace,
            KeptDays = Days(Text(Member(policy, "recyclePolicy"), "lifecycle")),
            RecycledKeys = Texts(Member(policy, "recyclePolicy"), "paths") is { Count: > 0 } paths ? [.. paths.Select(Plain)] : byDefault.RecycledKeys,
            WhiteList = [.. Items(Member(policy, "bwList"), "whiteLists").Select(WhiteListEntry.From)],
            FormerPath = Text(Member(policy, "mappingPolicy"), "path") is { Length: > 0 } former ? BelowRoot(former) : null,
        };
    }

    private static int Days(string? lifecycle)
    {
        if (lifecycle?.StartsWith(LifecyclePrefix, StringComparison.Ordinal) != true) return 0;
        var digits = string.Concat(lifecycle[LifecyclePrefix.Length..].TakeWhile(char.IsAsciiDigit));
        return int.TryParse(digits, CultureInfo.InvariantCulture, out var days) ? days : 0;
    }

    private static string Plain(string path) =>
        BayContext.IsPlain(path) ? BayContext.Relative(path) : throw new FormatException($"must have policies without '..' and NUL in their paths, but has '{path}'");

    private static string BelowRoot(string path) =>
        Plain(path) is { Length: > 0 } plain ? plain : throw new FormatException($"must have policies that map from a directory below /, but has '{path}'");

    private static JsonElement Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : default;

    private static bool? Flag(JsonElement policy, string part, string name) => Member(Member(policy, part), name).ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    private static string? Text(JsonElement element, string name) => Member(element, name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    private static JsonElement.ArrayEnumerator Items(JsonElement element, string name) =>
        Member(element, name) is { ValueKind: JsonValueKind.Array } items ? items.EnumerateArray() : default;

    private static List<string> Texts(JsonElement element, string name) =>
        [.. Items(element, name).Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)];

    /// <summary>A path below the context's, and what is left out of it; an empty path is all of it.</summary>
    internal sealed record WhiteListEntry(string Path, IReadOnlyList<string> Excluded)
    {
        public static WhiteListEntry From(JsonElement entry)
        {
            var path = BayContext.Relative(Text(entry, "path") ?? "");
            var excluded = Texts(entry, "excludePaths").Select(BayContext.Relative).Where(exclude => exclude.Length > 0);
            return new WhiteListEntry(path, [.. excluded.Select(exclude => BayContext.Relative($"{path}/{exclude}"))]);
        }

        public bool Includes(string key) => BayContext.IsAtOrBelow(key, Path) && !Excluded.Any(excluded => BayContext.IsAtOrBelow(key, excluded));
    }
}
