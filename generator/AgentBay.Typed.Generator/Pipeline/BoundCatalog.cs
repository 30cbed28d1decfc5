using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using AgentBay.Typed.Generator.Binding;
using AgentBay.Typed.Generator.Diagnostics;
using AgentBay.Typed.Generator.Helpers;
using AgentBay.Typed.Generator.Models;
using AgentBay.Typed.Schema;
using AgentBay.Typed.Schema.Captures;
using AgentBay.Typed.Schema.Overlays;
using Microsoft.CodeAnalysis.Text;

namespace AgentBay.Typed.Generator.Pipeline;

/// <summary>A capture after parsing and binding: values only, nothing of Roslyn, nothing of the text.</summary>
internal sealed record BoundCatalog(CatalogModel? Catalog, EquatableArray<ToolModel> Tools, EquatableArray<DiagnosticInfo> Diagnostics)
{
    private const string WhyUnreadable = "it is not text, or it is not there";
    private const string NoCapture = WhyUnreadable + ". Where its item has a source (ImageId, Command or Url), capture it with 'dotnet build -t:AgentBayRefresh'; else correct the item's path, or remove the item";
    private const string NoOverlay = WhyUnreadable + ". Correct it, or remove it";

    public static BoundCatalog From(CaptureFile file, CancellationToken cancellationToken)
    {
        string path = file.Text.Path;
        if (file.TakenBy is { } other)
            return Failed(DiagnosticInfo.Create(Problems.DuplicateCatalog(file.Settings.ClassName, other), path, null));
        if (file.Text.GetText(cancellationToken) is not { } text)
            return Failed(DiagnosticInfo.Create(Problems.UnreadableFile(NoCapture), path, null));

        List<Problem> problems = [];
        List<Problem> overlayProblems = [];
        SourceText? overlayText = file.Overlay?.GetText(cancellationToken);
        if (file.Overlay is not null && overlayText is null)
            overlayProblems.Add(Problems.UnreadableFile(NoOverlay));
        Overlay overlay = overlayText is null ? Overlay.None : OverlayReader.Read(overlayText.ToString(), overlayProblems);
        Capture? capture = CaptureReader.Read(text.ToString(), problems);
        CatalogModel? catalog = null;
        EquatableArray<ToolModel> tools = EquatableArray<ToolModel>.Empty;
        if (capture is not null)
        {
            overlayProblems.AddRange(OverlayChecker.Check(overlay, capture));
            (catalog, tools) = CatalogBinder.Bind(
                file.Settings, Path.GetFileName(path), capture, overlay, problems, overlayProblems, cancellationToken);
        }

        return new BoundCatalog(
            catalog,
            tools,
            problems.Select(problem => DiagnosticInfo.Create(problem, path, text))
                .Concat(overlayProblems.Select(problem => DiagnosticInfo.Create(problem, file.Overlay!.Path, overlayText)))
                .ToEquatableArray());
    }

    private static BoundCatalog Failed(DiagnosticInfo diagnostic) => new(
        null, EquatableArray<ToolModel>.Empty, new[] { diagnostic }.ToEquatableArray());
}
