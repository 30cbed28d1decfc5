using System;
using System.Collections.Generic;
using System.Linq;
using AgentBay.Typed.Schema.Json;
using AgentBay.Typed.Schema.Schemas;

namespace AgentBay.Typed.Schema.Comparison;

/// <summary>Which values, which types and which alternatives a schema allows.</summary>
internal sealed partial class SchemaComparer
{
    /// <returns>Whether one of the two schemas lists its values, so that nothing else is left to be said.</returns>
    private bool CompareValues(JsonNode before, JsonNode after, string path, TextRange place)
    {
        IReadOnlyList<JsonNode>? oldValues = SchemaView.Values(before);
        IReadOnlyList<JsonNode>? newValues = SchemaView.Values(after);
        switch (oldValues, newValues)
        {
            case (null, null):
                return false;
            case ({ }, { }):
                foreach (JsonNode gone in Without(oldValues, newValues))
                    Narrowed(DifferenceKind.ValueRemoved, gone.Range, path, $"{Name(path)} cannot be {Show(gone)} any more");
                foreach (JsonNode added in Without(newValues, oldValues))
                    Widened(DifferenceKind.ValueAdded, place, path, $"{Name(path)} can be {Show(added)} now");
                return true;
            case (null, { }):
                Narrowed(DifferenceKind.ValueRemoved, place, path, $"{Name(path)} can only be {List(newValues)} now");
                return true;
            default:
                // A value that is not of the newer types cannot be sent any more.
                ISet<string> types = _after.Types(after);
                bool isOther = oldValues!.Any(value => !types.Overlaps(_before.Types(JsonNode.Object(default, [new JsonMember("const", default, value)]))));
                if (isOther)
                    Report(DifferenceKind.TypeChanged, true, place, path, $"{Name(path)} was one of {List(oldValues!)} and is {Show(types)}");
                else
                    Widened(DifferenceKind.ValueAdded, place, path, $"{Name(path)} is not limited to {List(oldValues!)} any more");
                return true;
        }

        static IEnumerable<JsonNode> Without(IReadOnlyList<JsonNode> values, IReadOnlyList<JsonNode> others) =>
            values.Where(value => !others.Any(value.IsSameAs));
    }

    /// <returns>Whether there is a type in common, so that it is worth looking on.</returns>
    private bool CompareTypes(JsonNode before, JsonNode after, string path, TextRange place)
    {
        // Arguments are an object, whether the schema says so or not.
        if (flow == Flow.Input && path.Length == 0)
            return true;
        ISet<string> oldTypes = _before.Types(before);
        ISet<string> newTypes = _after.Types(after);
        if (oldTypes.SetEquals(newTypes))
            return true;
        TextRange range = before["type"]?.Range ?? place;
        string change = $"{Name(path)} was {Show(oldTypes)} and is {Show(newTypes)}";
        if (newTypes.IsSupersetOf(oldTypes))
            Widened(DifferenceKind.TypeChanged, range, path, change);
        else if (newTypes.IsSubsetOf(oldTypes))
            Narrowed(DifferenceKind.TypeChanged, range, path, change);
        else
            Report(DifferenceKind.TypeChanged, true, range, path, change);
        return oldTypes.Overlaps(newTypes);
    }

    private void CompareAlternatives(JsonNode before, JsonNode after, string path, TextRange place)
    {
        if (SchemaNode.Alternatives(before).Count == 0 && SchemaNode.Alternatives(after).Count == 0)
            return;
        IReadOnlyList<JsonNode> oldCases = _before.Cases(before);
        List<JsonNode> newCases = [.. _after.Cases(after)];
        foreach (JsonNode old in oldCases)
        {
            JsonNode? match = Match(old, newCases);
            if (match is null)
            {
                // Where the types say it already, they have said it.
                if (_before.Types(_before.Expand(old)).Overlaps(_after.Types(after)))
                    Narrowed(DifferenceKind.TypeChanged, old.Range, path, $"{Name(path)} cannot be {Describe(_before, old)} any more");
                continue;
            }

            newCases.Remove(match);
            Compare(old, match, path, old.Range.Length > 0 ? old.Range with { Length = 1 } : place);
        }

        foreach (JsonNode added in newCases.Where(added => _after.Types(_after.Expand(added)).Overlaps(_before.Types(before))))
            Widened(DifferenceKind.TypeChanged, place, path, $"{Name(path)} can be {Describe(_after, added)} now");
    }

    /// <summary>The newer case that an older one became: the same JSON, or the same constants, or the same types.</summary>
    private JsonNode? Match(JsonNode old, List<JsonNode> newCases)
    {
        JsonNode expanded = _before.Expand(old);
        string tag = Tag(expanded);
        ISet<string> types = _before.Types(expanded);
        return newCases.Find(old.IsSameAs)
            ?? newCases.Find(one => tag.Length > 0 && Tag(_after.Expand(one)) == tag)
            ?? newCases.Find(one => Tag(_after.Expand(one)) is var other && (other.Length == 0 || tag.Length == 0) && _after.Types(_after.Expand(one)).SetEquals(types))
            ?? newCases.Find(one => tag.Length == 0 && _after.Types(_after.Expand(one)).Overlaps(types));
    }

    /// <summary>The constants by which an object is told from others: <c>kind="file"</c>.</summary>
    private static string Tag(JsonNode schema) => schema["properties"] is { IsObject: true } properties
        ? string.Join(
            ", ",
            properties.Members.Where(static member => member.Value["const"] is not null)
                .Select(static member => $"{JsonWriter.Escape(member.Name)}={Show(member.Value["const"]!)}"))
        : "";

    private static string Describe(SchemaView view, JsonNode schema)
    {
        JsonNode whole = view.Expand(schema);
        string types = Show(view.Types(whole));
        if (Tag(whole) is { Length: > 0 } tag)
            return $"{types} with {tag}";
        return whole["properties"] is { IsObject: true, Members.Count: > 0 } properties
            ? $"{types} with {string.Join(", ", properties.Members.Select(static member => $"'{JsonWriter.Escape(member.Name)}'"))}"
            : types;
    }

    private static string List(IReadOnlyList<JsonNode> values) => string.Join(", ", values.Select(Show));

    private static string Show(ISet<string> types) => types.Count switch
    {
        0 => "nothing",
        7 => "anything",
        _ => string.Join(" or ", types.Where(type => type != "integer" || !types.Contains("number")).OrderBy(static type => type, StringComparer.Ordinal)),
    };
}
