using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using AgentBay.Typed.Schema.Json;
using AgentBay.Typed.Schema.Schemas;

namespace AgentBay.Typed.Schema.Comparison;

/// <summary>The members of objects, and the items of arrays.</summary>
internal sealed partial class SchemaComparer
{
    private void CompareMembers(JsonNode before, JsonNode after, string path, TextRange place)
    {
        JsonNode? oldMembers = before["properties"];
        JsonNode? newMembers = after["properties"];
        HashSet<string> oldRequired = [.. SchemaNode.Required(before)];
        HashSet<string> newRequired = [.. SchemaNode.Required(after)];
        foreach (JsonMember old in oldMembers?.Members ?? [])
        {
            string memberPath = Member(path, old.Name);
            if (newMembers?[old.Name] is not { } present)
            {
                Report(Kind(DifferenceKind.ParameterRemoved, DifferenceKind.OutputRemoved), true, old.NameRange, memberPath, $"{Name(memberPath)} is gone");
                continue;
            }

            CompareRequirement(oldRequired.Contains(old.Name), newRequired.Contains(old.Name), old, memberPath);
            Compare(old.Value, present, memberPath, old.NameRange);
        }

        foreach (JsonMember added in newMembers?.Members.Where(member => oldMembers?[member.Name] is null) ?? [])
        {
            string memberPath = Member(path, added.Name);
            bool isRequired = flow == Flow.Input && newRequired.Contains(added.Name);
            Report(
                Kind(DifferenceKind.ParameterAdded, DifferenceKind.OutputAdded), isRequired, place, memberPath,
                $"{Name(memberPath)} is new{(isRequired ? " and required" : "")}");
        }

        CompareAdditional(before, after, path, place);
    }

    private void CompareRequirement(bool wasRequired, bool isRequired, JsonMember member, string path)
    {
        if (!wasRequired && isRequired)
            Narrowed(DifferenceKind.RequirementChanged, member.NameRange, path, $"{Name(path)} is {(flow == Flow.Input ? "required" : "always there")} now");
        else if (wasRequired && !isRequired)
            Widened(DifferenceKind.RequirementChanged, member.NameRange, path, $"{Name(path)} {(flow == Flow.Input ? "is optional now" : "may be missing now")}");
    }

    // Code sends further members only where the older schema says that there may be some, so that is when it matters.
    private void CompareAdditional(JsonNode before, JsonNode after, string path, TextRange place)
    {
        JsonNode? old = before["additionalProperties"] is { Kind: JsonKind.Object or JsonKind.True } stated && !SchemaNode.IsForbidden(stated) ? stated : null;
        JsonNode? present = after["additionalProperties"];
        string what = path.Length == 0 ? "*" : path + ".*";
        if (old is not null && present is not null && SchemaNode.IsForbidden(present))
            Narrowed(DifferenceKind.TypeChanged, old.Range, what, $"{Name(path)} cannot have further members any more");
        else if (old is not null && present is { Kind: JsonKind.Object or JsonKind.True })
            Compare(old, present, what, old.Range.Length > 0 ? old.Range with { Length = 1 } : place);
        else if (old is null && present is { IsObject: true, Members.Count: > 0 } && before["additionalProperties"] is { } closed && SchemaNode.IsForbidden(closed))
            Report(DifferenceKind.TypeChanged, false, place, what, $"{Name(path)} can have further members now");
    }

    private void CompareItems(JsonNode before, JsonNode after, string path, TextRange place)
    {
        IReadOnlyList<JsonNode> oldPlaces = Places(before);
        IReadOnlyList<JsonNode> newPlaces = Places(after);
        if (oldPlaces.Count != newPlaces.Count)
        {
            Report(
                DifferenceKind.TypeChanged, true, place, path,
                $"{Name(path)} described {Show(oldPlaces.Count)} of its items by their place and describes {Show(newPlaces.Count)}");
            return;
        }

        for (int i = 0; i < oldPlaces.Count; i++)
            Compare(oldPlaces[i], newPlaces[i], $"{path}[{Show(i)}]", place);

        JsonNode anything = JsonNode.Object(place, []);
        JsonNode? oldItems = before["items"] is { IsArray: false } some ? some : null;
        JsonNode? newItems = after["items"] is { IsArray: false } others ? others : null;
        if (oldItems is not null || newItems is not null)
            Compare(oldItems ?? anything, newItems ?? anything, path + "[]", place);

        static string Show(int number) => number.ToString(CultureInfo.InvariantCulture);
    }

    private static IReadOnlyList<JsonNode> Places(JsonNode schema) =>
        schema["prefixItems"] is { IsArray: true } prefix ? prefix.Items
        : schema["items"] is { IsArray: true } items ? items.Items
        : [];

    private DifferenceKind Kind(DifferenceKind ofInput, DifferenceKind ofOutput) => flow == Flow.Input ? ofInput : ofOutput;
}
