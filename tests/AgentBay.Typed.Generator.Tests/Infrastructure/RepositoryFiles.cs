using System.Runtime.CompilerServices;

namespace AgentBay.Typed.Generator.Tests.Infrastructure;

/// <summary>Files of the repository, and of the corpus beside it where that is there.</summary>
internal static class RepositoryFiles
{
    public static string Root { get; } = Path.GetFullPath(Path.Combine(ThisFolder(), "../../.."));

    public static IEnumerable<string> Schemas => Directory.EnumerateFiles(Path.Combine(Root, "schemas"), "*.tools.json").Order(StringComparer.Ordinal);

    /// <summary>A capture of values that are one of several, and of arrays and nulls that are easily misread.</summary>
    public static string Unions { get; } = Path.Combine(ThisFolder(), "../RoundTrip/unions.tools.json");

    /// <summary>Captures of real MCP servers; empty where the corpus is not there.</summary>
    public static IEnumerable<string> Corpus
    {
        get
        {
            string corpus = Path.Combine(Root, "../shared/corpus");
            return Directory.Exists(corpus) ? Directory.EnumerateFiles(corpus, "*.json").Order(StringComparer.Ordinal) : [];
        }
    }

    private static string ThisFolder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
