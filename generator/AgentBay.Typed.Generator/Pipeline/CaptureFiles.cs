using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using AgentBay.Typed.Generator.Emission;
using AgentBay.Typed.Generator.Naming;
using AgentBay.Typed.Schema.Captures;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AgentBay.Typed.Generator.Pipeline;

/// <summary>Tells captures and overlays from other additional files, and what each capture becomes.</summary>
internal static class CaptureFiles
{
    /// <summary>The names under which MSBuild shows its properties and metadata to the compiler.</summary>
    private const string Property = "build_property.";
    private const string Metadata = "build_metadata.AdditionalFiles.";

    public static bool IsOverlay(AdditionalText text) => text.Path.EndsWith(CapturePath.OverlayEnding, StringComparison.OrdinalIgnoreCase);

    /// <summary>The capture that an additional file is; or null.</summary>
    public static CaptureFile? Find(AdditionalText text, AnalyzerConfigOptionsProvider provider)
    {
        AnalyzerConfigOptions options = provider.GetOptions(text);
        bool isDeclared = Value(options, Metadata + "AgentBaySchema") is "true";
        if (IsOverlay(text) || !(isDeclared || text.Path.EndsWith(CapturePath.Ending, StringComparison.OrdinalIgnoreCase)))
            return null;

        AnalyzerConfigOptions project = provider.GlobalOptions;
        string className = CatalogNames.ClassOf(text.Path, Value(options, Metadata + "ClassName"));
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
                Overlay = overlayByPath.TryGetValue(CapturePath.OverlayOf(file.Text.Path), out AdditionalText? overlay) ? overlay : null,
                TakenBy = isTaken ? owner : null,
            });
        }

        (string Namespace, string ClassName)[] classes = [.. claims.Keys];
        string[] prefixes = HintNames.Assign(
            [.. classes.Select(static one => (one.ClassName, one.Namespace + "." + one.ClassName))], UsingsEmitter.HintPrefix);
        Dictionary<(string, string), string> prefixOf = classes.Zip(prefixes, static (one, prefix) => (one, prefix))
            .ToDictionary(static pair => pair.one, static pair => pair.prefix);
        return settled
            .Select(file => file with { Settings = file.Settings with { HintPrefix = prefixOf[(file.Settings.Namespace, file.Settings.ClassName)] } })
            .ToImmutableArray();
    }

    private static string? Value(AnalyzerConfigOptions options, string key) =>
        options.TryGetValue(key, out string? value) && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;
}
