using AgentBay.Typed.Cli.Sources;
using AgentBay.Typed.Generator.Naming;

namespace AgentBay.Typed.Cli.Captures;

/// <summary>A capture of a project: an <c>AgentBaySchema</c> item.</summary>
/// <param name="Path">The file, absolute.</param>
/// <param name="Source">Where it comes from.</param>
internal sealed record CaptureItem(string Path, SourceSpec Source)
{
    /// <summary>The class that the project gives it; null where it is named after the file.</summary>
    public string? ClassName { get; init; }

    /// <summary>The path as the project says it, for people.</summary>
    public required string Name { get; init; }

    /// <summary>Says what is wrong with the item; null when nothing is.</summary>
    public string? Problem { get => field ?? Source.Problem; init; }

    /// <summary>Whether it came with a package, and so is not for a refresh to write.</summary>
    public bool IsShipped { get; init; }

    public string CatalogName => CatalogNames.ClassOf(Path, ClassName);
}
