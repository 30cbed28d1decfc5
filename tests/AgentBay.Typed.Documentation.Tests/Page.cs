using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace AgentBay.Typed.Documentation;

/// <summary>A page of the documentation: README.md, those of the packages, and what is under docs/.</summary>
internal sealed partial class Page
{
    private readonly string _text;

    private Page(string path) => _text = File.ReadAllText(Path.Combine(Repository, path));

    public static string Repository { get; } = Path.GetFullPath(Path.Combine(ThisFolder(), "../.."));

    /// <summary>The code that the page shows in a language, in its order; the empty one is what a program prints.</summary>
    public static IReadOnlyList<string> Blocks(string path, string language) =>
        [.. Open(path).Blocks().Where(block => block.Language == language).Select(static block => block.Text)];

    /// <summary>All pages, relative to the repository.</summary>
    public static IEnumerable<string> All() => Directory.EnumerateFiles(Path.Combine(Repository, "docs"), "*.md", SearchOption.AllDirectories)
        .Concat(Directory.EnumerateDirectories(Path.Combine(Repository, "runtime")).Select(static folder => Path.Combine(folder, "README.md")))
        .Append(Path.Combine(Repository, "README.md"))
        .Select(static page => Path.GetRelativePath(Repository, page)).Order(StringComparer.Ordinal);

    public static Page Open(string path) => new(path);

    public IReadOnlyList<(string Language, string Text)> Blocks() =>
        [.. Fence().Matches(_text).Select(static match => (match.Groups[1].Value, match.Groups[2].Value))];

    private static string ThisFolder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;

    [GeneratedRegex("""^```(\w*)\r?\n(.*?)^```""", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
