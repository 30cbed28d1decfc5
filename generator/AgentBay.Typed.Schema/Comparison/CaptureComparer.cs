using System;
using System.Collections.Generic;
using System.Linq;
using AgentBay.Typed.Schema.Captures;
using AgentBay.Typed.Schema.Json;

namespace AgentBay.Typed.Schema.Comparison;

/// <summary>Tells how a newer capture differs from an older one, and what that breaks.</summary>
internal static class CaptureComparer
{
    private static readonly string[] Hints = ["readOnlyHint", "destructiveHint", "idempotentHint", "openWorldHint"];

    /// <summary>The keys of a tool that are compared one by one.</summary>
    private static readonly string[] KnownKeys = ["name", "server", "inputSchema", "input_schema", "outputSchema", "annotations"];

    /// <returns>The differences in the order of the older capture; of one place, breaking ones first.</returns>
    public static IReadOnlyList<Difference> Compare(Capture before, Capture after)
    {
        Dictionary<string, CapturedTool> newTools = after.Tools.ToDictionary(static tool => tool.Name, StringComparer.Ordinal);
        HashSet<string> oldNames = new(before.Tools.Select(static tool => tool.Name), StringComparer.Ordinal);
        List<Difference> found = [];
        foreach (CapturedTool old in before.Tools)
        {
            if (newTools.TryGetValue(old.Name, out CapturedTool? present))
                CompareTool(old, present, found);
            else
                found.Add(new Difference(DifferenceKind.ToolRemoved, true, old.NameRange, old.Name, null, "the tool is gone"));
        }

        found.AddRange(after.Tools
            .Where(tool => !oldNames.Contains(tool.Name))
            .Select(static tool => new Difference(DifferenceKind.ToolAdded, false, default, tool.Name, null, "the tool is new")));
        return [.. found.OrderBy(static one => one.Range.Start).ThenBy(static one => !one.IsBreaking)];
    }

    private static void CompareTool(CapturedTool old, CapturedTool present, List<Difference> found)
    {
        if (old.Node.IsSameAs(present.Node))
            return;
        if (old.Server is { } server && server != present.Server)
        {
            string target = present.Server is { } other ? $"the server '{JsonWriter.Escape(other)}'" : "no named server";
            found.Add(new Difference(
                DifferenceKind.ToolMoved, true, old.Node["server"]!.Range, old.Name, null,
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
                found.Add(new Difference(DifferenceKind.OutputRemoved, true, before.Range with { Length = 1 }, old.Name, null, "it declares no output any more"));
                break;
            case (null, not null):
                found.Add(new Difference(DifferenceKind.OutputAdded, false, old.NameRange, old.Name, null, "it declares an output now"));
                break;
        }
    }

    private static void CompareTexts(CapturedTool old, CapturedTool present, List<Difference> found)
    {
        IEnumerable<string> keys = old.Node.Members.Concat(present.Node.Members).Select(static member => member.Name)
            .Where(static key => !KnownKeys.Contains(key)).Distinct(StringComparer.Ordinal);
        foreach (string key in keys)
            CompareText(old.Node, present.Node, key, $"'{JsonWriter.Escape(key)}'");
        if (old.Annotations is null && present.Annotations is null)
            return;
        JsonNode none = JsonNode.Object(default, []);
        foreach (string hint in Hints.Append("title"))
            CompareText(old.Annotations ?? none, present.Annotations ?? none, hint, $"the annotation '{hint}'");

        void CompareText(JsonNode before, JsonNode after, string key, string what)
        {
            if (SchemaComparer.ChangeOf(before[key], after[key]) is { } change)
            {
                found.Add(new Difference(
                    DifferenceKind.TextChanged, false, before[key]?.Range ?? old.NameRange, old.Name, null, $"{what} {change}"));
            }
        }
    }
}
