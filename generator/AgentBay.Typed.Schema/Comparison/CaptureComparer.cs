using System;
using System.Collections.Generic;
using System.Linq;
using AgentBay.Typed.Schema.Captures;
using AgentBay.Typed.Schema.Json;
using AgentBay.Typed.Schema.Overlays;

namespace AgentBay.Typed.Schema.Comparison;

/// <summary>Tells how a newer capture differs from an older one, and what that breaks.</summary>
internal static class CaptureComparer
{
    /// <summary>What a tool says of its effects, and the value by which it promises to do less.</summary>
    private static readonly (string Name, bool Promise)[] Hints =
        [("readOnlyHint", true), ("destructiveHint", false), ("idempotentHint", true)];

    /// <summary>What nothing is decided by.</summary>
    private static readonly string[] PlainAnnotations = ["openWorldHint", "title"];

    /// <summary>The keys of a tool that are compared one by one.</summary>
    private static readonly string[] KnownKeys = ["name", "server", "inputSchema", "input_schema", "outputSchema", "annotations"];

    /// <param name="before">The older capture.</param>
    /// <param name="after">The newer one.</param>
    /// <param name="overlay">What the project makes of the older one: what it does not use cannot break it.</param>
    /// <returns>The differences in the order of the older capture; of one place, breaking ones first.</returns>
    public static IReadOnlyList<Difference> Compare(Capture before, Capture after, Overlay overlay)
    {
        Dictionary<string, CapturedTool> newTools = after.Tools.ToDictionary(static tool => tool.Name, StringComparer.Ordinal);
        HashSet<string> oldNames = new(before.Tools.Select(static tool => tool.Name), StringComparer.Ordinal);
        List<Difference> found = [];
        foreach (CapturedTool old in before.Tools)
        {
            if (newTools.TryGetValue(old.Name, out CapturedTool? present))
                CompareTool(old, present, found);
            else
                found.Add(new Difference(DifferenceKind.ToolRemoved, true, old.NameRange, old.Name, null, null, "the tool is gone"));
        }

        found.AddRange(after.Tools
            .Where(tool => !oldNames.Contains(tool.Name))
            .Select(tool => new Difference(DifferenceKind.ToolAdded, false, PlaceFor(tool.Name, before), tool.Name, null, null, "the tool is new")));
        return [.. found.Select(one => InProject(one, overlay)).OrderBy(static one => one.Range.Start).ThenBy(static one => !one.IsBreaking)];
    }

    /// <summary>Where a new tool belongs: at the first one behind it, or at the last one.</summary>
    private static TextRange PlaceFor(string name, Capture before) => before.Tools.Count == 0
        ? default
        : (before.Tools.FirstOrDefault(tool => string.CompareOrdinal(tool.Name, name) > 0) ?? before.Tools[before.Tools.Count - 1]).NameRange;

    /// <summary>The difference as the project meets it, whose code is generated from the capture and its overlay.</summary>
    private static Difference InProject(Difference difference, Overlay overlay)
    {
        ToolOverlay tool = overlay.Tools.TryGetValue(difference.Tool, out ToolOverlay? known) ? known : ToolOverlay.None;
        string? why = !overlay.Uses(difference.Tool) ? "the overlay leaves the tool out"
            : difference.Flow == Flow.Output && tool.OutputSchema is not null ? "the overlay describes the output"
            : difference is { Kind: DifferenceKind.RequirementChanged, Flow: Flow.Input, Path: { } path } && tool.Defaults.ContainsKey(path) ? "the overlay has a default"
            : null;
        return difference.IsBreaking && why is not null
            ? difference with { IsBreaking = false, Message = $"{difference.Message} ({why})" }
            : difference;
    }

    private static void CompareTool(CapturedTool old, CapturedTool present, List<Difference> found)
    {
        if (old.Node.IsSameAs(present.Node))
            return;
        if (old.Server is { } server && server != present.Server)
        {
            string target = present.Server is { } other ? $"the server '{JsonWriter.Escape(other)}'" : "no named server";
            found.Add(new Difference(
                DifferenceKind.ToolMoved, true, old.Node["server"]!.Range, old.Name, null, null,
                $"it moved from the server '{JsonWriter.Escape(server)}' to {target}, and calls name the server"));
        }

        JsonNode noArguments = JsonNode.Object(old.NameRange, []);
        new SchemaComparer(old.Name, Flow.Input, old.InputSchema ?? noArguments, present.InputSchema ?? noArguments, found).Compare(old.NameRange);
        CompareOutput(old, present, found);
        CompareTexts(old, present, found);
    }

    private static void CompareOutput(CapturedTool old, CapturedTool present, List<Difference> found)
    {
        switch (old.OutputSchema, present.OutputSchema)
        {
            case ({ } before, { } after):
                new SchemaComparer(old.Name, Flow.Output, before, after, found).Compare(old.NameRange);
                break;
            case ({ } before, null):
                found.Add(new Difference(DifferenceKind.OutputRemoved, true, before.Range with { Length = 1 }, old.Name, Flow.Output, null, "it declares no output any more"));
                break;
            case (null, not null):
                found.Add(new Difference(DifferenceKind.OutputAdded, false, old.NameRange, old.Name, Flow.Output, null, "it declares an output now"));
                break;
        }
    }

    private static void CompareTexts(CapturedTool old, CapturedTool present, List<Difference> found)
    {
        IEnumerable<string> keys = old.Node.Members.Concat(present.Node.Members).Select(static member => member.Name)
            .Where(static key => !KnownKeys.Contains(key)).Distinct(StringComparer.Ordinal);
        foreach (string key in keys)
            CompareText(old.Node, present.Node, key, $"'{JsonWriter.Escape(key)}'");
        JsonNode none = JsonNode.Object(default, []);
        JsonNode before = old.Annotations ?? none;
        JsonNode after = present.Annotations ?? none;
        foreach (string key in PlainAnnotations)
            CompareText(before, after, key, $"the annotation '{key}'");
        foreach ((string hint, bool promise) in Hints)
            CompareHint(hint, promise);

        void CompareText(JsonNode before, JsonNode after, string key, string what)
        {
            if (SchemaComparer.ChangeOf(before[key], after[key]) is { } change)
                Report(DifferenceKind.TextChanged, false, before[key], $"{what} {change}");
        }

        // Programs repeat a call, and make one without asking a person, by the hints that were compiled in.
        void CompareHint(string hint, bool promise)
        {
            bool isBroken = before.FlagOf(hint) == promise && after.FlagOf(hint) != promise && after.FlagOf("readOnlyHint") != true;
            if (SchemaComparer.ChangeOf(before[hint], after[hint]) is { } change)
                Report(DifferenceKind.HintChanged, isBroken, before[hint], $"the annotation '{hint}' {change}");
        }

        void Report(DifferenceKind kind, bool isBreaking, JsonNode? place, string message) =>
            found.Add(new Difference(kind, isBreaking, place?.Range ?? old.NameRange, old.Name, null, null, message));
    }
}
