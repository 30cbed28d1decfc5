using AgentBay.Typed.Generator.Helpers;

namespace AgentBay.Typed.Generator.Models;

/// <summary>Which class a catalog becomes.</summary>
internal sealed record CatalogIdentity(string Namespace, string ClassName, bool IsPublic)
{
    public string Accessibility => IsPublic ? "public" : "internal";
}

/// <summary>Everything that a catalog's own file is written from.</summary>
internal sealed record CatalogModel
{
    public required CatalogIdentity Identity { get; init; }

    public required string HintName { get; init; }

    /// <summary>The capture's file name, for people.</summary>
    public required string FileName { get; init; }

    public required string? ImageId { get; init; }

    public required EquatableArray<GroupModel> Groups { get; init; }

    /// <summary>Whether the tools' files hold what a model reads of them.</summary>
    public required bool DescribesTools { get; init; }

    /// <summary>The private classes that hold the tools' descriptors, sorted by tool.</summary>
    public required EquatableArray<string> Holders { get; init; }
}

/// <summary>A group of tools.</summary>
/// <param name="InterfaceName">Its interface.</param>
/// <param name="Label">Its name for people.</param>
internal sealed record GroupModel(string InterfaceName, string Label);
