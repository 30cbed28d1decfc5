using Microsoft.CodeAnalysis;

namespace AgentBay.Typed.Generator.Pipeline;

/// <summary>A capture, its overlay, and what MSBuild says of them: all that a catalog depends on.</summary>
/// <param name="Text">The capture.</param>
/// <param name="Overlay">The overlay beside it, or null.</param>
/// <param name="Settings">What MSBuild says.</param>
internal sealed record CaptureFile(AdditionalText Text, AdditionalText? Overlay, CatalogSettings Settings)
{
    /// <summary>The path of another capture that already becomes the same class; or null.</summary>
    public string? TakenBy { get; init; }
}

/// <summary>What MSBuild says of a capture.</summary>
/// <param name="Namespace">The namespace of the class.</param>
/// <param name="ClassName">The name of the class.</param>
/// <param name="HintPrefix">What the names of its files begin with.</param>
/// <param name="ImageId">The image given on the item, or null.</param>
/// <param name="IsPublic">Whether generated types are public.</param>
/// <param name="MethodSuffix">What is put behind each method's name.</param>
/// <param name="DescribesTools">Whether descriptions and schemas are compiled in.</param>
internal sealed record CatalogSettings(
    string Namespace,
    string ClassName,
    string HintPrefix,
    string? ImageId,
    bool IsPublic,
    string MethodSuffix,
    bool DescribesTools);
