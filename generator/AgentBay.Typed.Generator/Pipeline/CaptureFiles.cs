using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using AgentBay.Typed.Generator.Naming;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AgentBay.Typed.Generator.Pipeline;

/// <summary>Tells captures and overlays from other additional files, and what each capture becomes.</summary>
internal static class CaptureFiles
{
    private const string CaptureEnding = ".tools.json";
    private const string OverlayEnding = ".overlay.json";

    /// <summary>The names under which MSBuild shows its properties and metadata to the compiler.</summary>
    private const string Property = "build_property.";
    private const string Metadata = "build_metadata.AdditionalFiles.";

    public static bool IsOverlay(AdditionalText text) => text.Path.EndsWith(OverlayEnding, StringComparison.OrdinalIgnoreCase);

    /// <summary>The capture that an additional file is; or null.</summary>
    public static CaptureFile? Find(AdditionalText text, AnalyzerConfigOptionsProvider provider)
    {
        AnalyzerConfigOptions options = provider.GetOptions(text);
        bool isDeclared = Value(options, Metadata + "AgentBaySchema") is "true";
        if (IsOverlay(text) || !(isDeclared || text.Path.EndsWith(CaptureEnding, StringComparison.OrdinalIgnoreCase)))
            return null;

        AnalyzerConfigOptions project = provider.GlobalOptions;
        string className = ReservedNames.ForClass(Identifiers.Pascal(Value(options, Metadata + "ClassName") ?? CatalogName(text.Path)));
        string root = Value(project, Property + "RootNamespace") is { } name ? name + ".Catalogs" : "Catalogs";
        return new CaptureFile(text, null, new CatalogSettings(
            Identifiers.Namespace(Value(options, Metadata + "Namespace") ?? root),
            className,
            className,
            Value(options, Metadata + "ImageId"),
            !string.Equals(Value(project, Property + "AgentBayVisibility"), "internal", StringComparison.OrdinalIgnoreCase),
            Value(project, Property + "AgentBayToolMethodSuffix") is { } suffix ? Identifiers.Pascal(suffix) : "",
            string.Equals(Value(project, Property + "AgentBayToolSchemas"), "true", StringComparison.OrdinalIgnoreCase)));
    }

    /// <summary>Gives each capture its overlay, and settles who becomes a class that two captures claim.</summary>
    public static ImmutableArray<CaptureFile> Settle(ImmutableArray<CaptureFile> captures, ImmutableArray<AdditionalText> overlays)
    {
        Dictionary<string, AdditionalText> overlayByPath = new(StringComparer.Ordinal);
        foreach (AdditionalText overlay in overlays)
            overlayByPath[overlay.Path] = overlay;
        Dictionary<(string, string), string> claims = [];

        // File names that differ only in case are one to Roslyn.
        NameTable hintPrefixes = new([], StringComparer.OrdinalIgnoreCase);

        List<CaptureFile> settled = [];
        HashSet<string> paths = new(StringComparer.Ordinal);
        foreach (CaptureFile file in captures.OrderBy(static file => file.Text.Path, StringComparer.Ordinal))
        {
            // A project may name a file in two spellings, ./schemas/x and schemas/x; it is one capture all the same.
            if (!paths.Add(file.Text.Path))
                continue;
            (string, string) claim = (file.Settings.Namespace, file.Settings.ClassName);
            bool isTaken = claims.TryGetValue(claim, out string? owner);
            if (!isTaken)
                claims.Add(claim, file.Text.Path);
            settled.Add(file with
            {
                Overlay = overlayByPath.TryGetValue(OverlayPath(file.Text.Path), out AdditionalText? overlay) ? overlay : null,
                Settings = file.Settings with { HintPrefix = hintPrefixes.Take(file.Settings.HintPrefix) },
                TakenBy = isTaken ? owner : null,
            });
        }

        return settled.ToImmutableArray();
    }

    private static string OverlayPath(string capturePath) =>
        WithoutEnding(capturePath) + OverlayEnding;

    private static string CatalogName(string path) => Path.GetFileName(WithoutEnding(path));

    private static string WithoutEnding(string path) => path.EndsWith(CaptureEnding, StringComparison.OrdinalIgnoreCase)
        ? path.Substring(0, path.Length - CaptureEnding.Length)
        : Path.Combine(Path.GetDirectoryName(path) ?? "", Path.GetFileNameWithoutExtension(path));

    private static string? Value(AnalyzerConfigOptions options, string key) =>
        options.TryGetValue(key, out string? value) && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;
}
