using System;
using System.Collections.Generic;
using System.Linq;
using AgentBay.Typed.Schema.Json;
using AgentBay.Typed.Schema.Schemas;

namespace AgentBay.Typed.Schema.Comparison;

/// <summary>Which way values go: into the tool, where accepting less breaks, or out of it, where giving more breaks.</summary>
internal enum Flow
{
    Input,
    Output,
}

/// <summary>Compares one schema of a tool, its input or its output, with the newer one.</summary>
internal sealed partial class SchemaComparer(string tool, Flow flow, JsonNode oldRoot, JsonNode newRoot, List<Difference> found)
{
    private readonly SchemaView _before = new(oldRoot);
    private readonly SchemaView _after = new(newRoot);
    private readonly HashSet<(JsonNode, JsonNode)> _compared = [];

    // Breadth first, so that of a schema that contains itself the outermost place is told.
    private readonly Queue<(JsonNode Old, JsonNode New, string Path, TextRange Place)> _open = [];

    /// <param name="place">Where something stands that has no place of its own in the older schema.</param>
    public void Compare(TextRange place)
    {
        Compare(oldRoot, newRoot, "", place);
        while (_open.Count > 0)
        {
            var (oldSchema, newSchema, path, at) = _open.Dequeue();
            CompareNow(_before.Expand(oldSchema), _after.Expand(newSchema), path, at);
        }
    }

    private void Compare(JsonNode oldSchema, JsonNode newSchema, string path, TextRange place)
    {
        if (_compared.Add((oldSchema, newSchema)))
            _open.Enqueue((oldSchema, newSchema, path, place));
    }

    private void CompareNow(JsonNode before, JsonNode after, string path, TextRange place)
    {
        CompareTexts(before, after, path, place);
        if (CompareValues(before, after, path, place) || !CompareTypes(before, after, path, place))
            return;
        CompareAlternatives(before, after, path, place);
        CompareBounds(before, after, path, place);
        CompareRules(before, after, path, place);
        CompareMembers(before, after, path, place);
        CompareItems(before, after, path, place);
    }

    /// <summary>Says that fewer values are allowed than before, which breaks callers.</summary>
    private void Narrowed(DifferenceKind kind, TextRange range, string path, string message) =>
        Report(kind, flow == Flow.Input, range, path, message);

    /// <summary>Says that more values are allowed than before, which breaks readers.</summary>
    private void Widened(DifferenceKind kind, TextRange range, string path, string message) =>
        Report(kind, flow == Flow.Output, range, path, message);

    private void Report(DifferenceKind kind, bool isBreaking, TextRange range, string path, string message) =>
        found.Add(new Difference(kind, isBreaking, range, tool, flow, path.Length == 0 ? null : path, message));

    private string Name(string path) => (flow, path) switch
    {
        (Flow.Input, "") => "the arguments",
        (Flow.Output, "") => "the output",
        (Flow.Input, _) => $"the parameter '{path}'",
        _ => $"the output '{path}'",
    };

    private static string Member(string path, string name) => (path.Length == 0 ? "" : path + ".") + JsonWriter.Escape(name);

    private static string Show(JsonNode value) => ValueText.Show(value);

    /// <summary>Says how an annotation of a schema or tool changed; null where it did not.</summary>
    public static string? ChangeOf(JsonNode? before, JsonNode? after) => (before, after) switch
    {
        (null, null) => null,
        (null, { } now) => $"is {Show(now)} now",
        (not null, null) => "is gone",
        ({ } was, { } now) => was.IsSameAs(now) ? null : ValueText.ShowChange(was, now),
    };
}
