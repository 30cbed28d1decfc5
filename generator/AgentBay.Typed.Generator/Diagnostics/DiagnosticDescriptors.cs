using System.Collections.Generic;
using System.Linq;
using AgentBay.Typed.Schema;
using Microsoft.CodeAnalysis;

namespace AgentBay.Typed.Generator.Diagnostics;

/// <summary>
/// Title and severity of each diagnostic. Their texts are in <see cref="Problems"/>, which the command line uses too;
/// so every message format is the text itself.
/// </summary>
internal static class DiagnosticDescriptors
{
    private const string Category = "AgentBay.Typed";

    public static readonly DiagnosticDescriptor NotJson = new(
        ProblemIds.NotJson, "The file is not JSON", "{0}", Category, DiagnosticSeverity.Error, true);

    public static readonly DiagnosticDescriptor NotACapture = new(
        ProblemIds.NotACapture, "The file is not a capture", "{0}", Category, DiagnosticSeverity.Error, true);

    public static readonly DiagnosticDescriptor InvalidTool = new(
        ProblemIds.InvalidTool, "A tool is left out", "{0}", Category, DiagnosticSeverity.Warning, true);

    public static readonly DiagnosticDescriptor DuplicateTool = new(
        ProblemIds.DuplicateTool, "A tool is there twice", "{0}", Category, DiagnosticSeverity.Warning, true);

    public static readonly DiagnosticDescriptor DuplicateKey = new(
        ProblemIds.DuplicateKey, "A key is there twice", "{0}", Category, DiagnosticSeverity.Warning, true);

    public static readonly DiagnosticDescriptor TooDeep = new(
        ProblemIds.TooDeep, "A value is nested too deeply", "{0}", Category, DiagnosticSeverity.Warning, true);

    public static readonly DiagnosticDescriptor UnreadableFile = new(
        ProblemIds.UnreadableFile, "The file cannot be read", "{0}", Category, DiagnosticSeverity.Error, true);

    public static readonly DiagnosticDescriptor IncompleteCapture = new(
        ProblemIds.IncompleteCapture, "The capture is one page of several", "{0}", Category, DiagnosticSeverity.Warning, true);

    public static readonly DiagnosticDescriptor DuplicateCatalog = new(
        ProblemIds.DuplicateCatalog, "Two captures become one class", "{0}", Category, DiagnosticSeverity.Error, true);

    public static readonly DiagnosticDescriptor ToolNameClash = new(
        ProblemIds.ToolNameClash, "A method's name is taken", "{0}", Category, DiagnosticSeverity.Info, true);

    public static readonly DiagnosticDescriptor TypeNameClash = new(
        ProblemIds.TypeNameClash, "A type's name is taken", "{0}", Category, DiagnosticSeverity.Info, true);

    public static readonly DiagnosticDescriptor MemberNameClash = new(
        ProblemIds.MemberNameClash, "A member's name is taken", "{0}", Category, DiagnosticSeverity.Info, true);

    public static readonly DiagnosticDescriptor Untyped = new(
        ProblemIds.Untyped, "A value has no type", "{0}", Category, DiagnosticSeverity.Info, true);

    public static readonly DiagnosticDescriptor InvalidSchema = new(
        ProblemIds.InvalidSchema, "A schema is not valid", "{0}", Category, DiagnosticSeverity.Warning, true);

    public static readonly DiagnosticDescriptor UnresolvedReference = new(
        ProblemIds.UnresolvedReference, "A reference leads nowhere", "{0}", Category, DiagnosticSeverity.Warning, true);

    public static readonly DiagnosticDescriptor InvalidDefault = new(
        ProblemIds.InvalidDefault, "A default does not fit", "{0}", Category, DiagnosticSeverity.Info, true);

    public static readonly DiagnosticDescriptor ImpossibleBounds = new(
        ProblemIds.ImpossibleBounds, "Bounds contradict each other", "{0}", Category, DiagnosticSeverity.Info, true);

    public static readonly DiagnosticDescriptor OutsideReference = new(
        ProblemIds.OutsideReference, "A reference leads outside of its schema", "{0}", Category, DiagnosticSeverity.Info, true);

    public static readonly DiagnosticDescriptor NotAnOverlay = new(
        ProblemIds.NotAnOverlay, "The file is not an overlay", "{0}", Category, DiagnosticSeverity.Error, true);

    public static readonly DiagnosticDescriptor OverlayOfUnknownTool = new(
        ProblemIds.OverlayOfUnknownTool, "The overlay names an unknown tool", "{0}", Category, DiagnosticSeverity.Warning, true);

    public static readonly DiagnosticDescriptor InvalidOverlayEntry = new(
        ProblemIds.InvalidOverlayEntry, "An overlay's entry is not used", "{0}", Category, DiagnosticSeverity.Warning, true);

    public static readonly DiagnosticDescriptor PatternWithoutTool = new(
        ProblemIds.PatternWithoutTool, "The overlay chooses nothing", "{0}", Category, DiagnosticSeverity.Warning, true);

    private static readonly Dictionary<string, DiagnosticDescriptor> All = new[]
    {
        NotJson, NotACapture, InvalidTool, DuplicateTool, DuplicateKey, TooDeep, UnreadableFile, IncompleteCapture, DuplicateCatalog, ToolNameClash,
        TypeNameClash, MemberNameClash, Untyped, InvalidSchema, UnresolvedReference, InvalidDefault, ImpossibleBounds, OutsideReference, NotAnOverlay,
        OverlayOfUnknownTool, InvalidOverlayEntry, PatternWithoutTool,
    }.ToDictionary(static descriptor => descriptor.Id);

    public static IEnumerable<DiagnosticDescriptor> Everything => All.Values;

    public static DiagnosticDescriptor ById(string id) => All[id];
}
