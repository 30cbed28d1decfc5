using System;
using System.Collections.Immutable;
using System.Linq;
using AgentBay.Typed.Generator.Diagnostics;
using AgentBay.Typed.Generator.Emission;
using AgentBay.Typed.Generator.Helpers;
using AgentBay.Typed.Generator.Models;
using AgentBay.Typed.Generator.Pipeline;
using Microsoft.CodeAnalysis;

namespace AgentBay.Typed.Generator;

/// <summary>
/// Turns captures into catalogs. Files in, values through, source out: parse and bind each capture, split the result by
/// tool, write one file per tool. Nothing here looks at the compilation or its syntax, so typing costs nothing, and an
/// edited tool writes that tool's file alone.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class ToolCatalogGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValueProvider<ImmutableArray<AdditionalText>> overlays = context.AdditionalTextsProvider
            .Where(static text => CaptureFiles.IsOverlay(text))
            .Collect();

        IncrementalValuesProvider<BoundCatalog> catalogs = context.AdditionalTextsProvider
            .Combine(context.AnalyzerConfigOptionsProvider)
            .Select(static (pair, _) => CaptureFiles.Find(pair.Left, pair.Right))
            .Where(static file => file is not null)
            .Select(static (file, _) => file!)
            .Collect()
            .Combine(overlays)
            .SelectMany(static (pair, _) => CaptureFiles.Settle(pair.Left, pair.Right))
            .WithTrackingName(StepNames.Captures)
            .Select(static (file, cancellationToken) => BoundCatalog.From(file, cancellationToken))
            .WithTrackingName(StepNames.Catalogs);

        context.RegisterSourceOutput(
            catalogs.SelectMany(static (catalog, _) => catalog.Diagnostics.ToImmutableArray()).WithTrackingName(StepNames.Diagnostics),
            static (output, diagnostic) => output.ReportDiagnostic(diagnostic.ToDiagnostic()));

        IncrementalValuesProvider<CatalogModel> models = catalogs
            .Where(static catalog => catalog.Catalog is not null)
            .Select(static (catalog, _) => catalog.Catalog!)
            .WithTrackingName(StepNames.Classes);
        context.RegisterSourceOutput(models, static (output, model) => output.AddSource(model.HintName, CatalogEmitter.Emit(model)));

        context.RegisterSourceOutput(
            catalogs.SelectMany(static (catalog, _) => catalog.Tools.ToImmutableArray()).WithTrackingName(StepNames.Tools),
            static (output, tool) => output.AddSource(tool.HintName, ToolEmitter.Emit(tool)));

        IncrementalValueProvider<EquatableArray<string>> namespaces = models
            .Select(static (model, _) => model.Identity.Namespace)
            .Collect()
            .Select(static (names, _) => names.Distinct(StringComparer.Ordinal).OrderBy(static name => name, StringComparer.Ordinal).ToEquatableArray());
        IncrementalValueProvider<bool> wantsUsings = context.AnalyzerConfigOptionsProvider
            .Select(static (options, _) => UsingsEmitter.IsWanted(options.GlobalOptions));
        context.RegisterSourceOutput(
            namespaces.Combine(wantsUsings).WithTrackingName(StepNames.Usings),
            static (output, pair) =>
            {
                if (pair.Right && pair.Left.Count > 0)
                    output.AddSource(UsingsEmitter.HintName, UsingsEmitter.Emit(pair.Left));
            });
    }
}
