using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using AgentBay.Typed.Generator.Naming;
using AgentBay.Typed.Schema.Json;
using AgentBay.Typed.Schema.Schemas;

namespace AgentBay.Typed.Generator.Binding;

/// <summary>
/// Names what the alternatives of a union declare, each by what it is and not by where it stands, so that the names stay
/// where an alternative is added or moved.
/// </summary>
internal static class CaseNames
{
    // What is longer is a sentence.
    private const int MaxLength = 40;

    /// <param name="alternatives">The alternatives.</param>
    /// <param name="expanded">The same, expanded.</param>
    /// <param name="schemas">Reads the schemas inside of them.</param>
    /// <returns>The names, in the order of the alternatives.</returns>
    public static string[] Of(IReadOnlyList<JsonNode> alternatives, IReadOnlyList<JsonNode> expanded, SchemaReader schemas)
    {
        Dictionary<string, int> owners = new(StringComparer.Ordinal);
        foreach (JsonMember property in expanded.SelectMany(Properties))
            owners[property.Name] = owners.TryGetValue(property.Name, out int count) ? count + 1 : 1;

        string[] names = new string[expanded.Count];
        HashSet<string> taken = new(StringComparer.Ordinal);
        List<int> unnamed = [.. Enumerable.Range(0, expanded.Count)];
        Give(i => TitleOf(expanded[i]) ?? DefinitionOf(alternatives[i]));
        Give(i => KindOf(expanded[i]));
        Give(i => ConstantOf(expanded[i], schemas));
        Give(i => OwnMemberOf(expanded[i], owners));
        foreach (IGrouping<string, int> same in unnamed.GroupBy(i => KindOf(expanded[i])))
        {
            int number = 0;
            foreach (int i in same)
            {
                do
                    names[i] = same.Key + (++number).ToString(CultureInfo.InvariantCulture);
                while (!taken.Add(names[i]));
            }
        }

        return names;

        // A name that several want is none's.
        void Give(Func<int, string?> wanted)
        {
            foreach (IGrouping<string?, int> same in unnamed.GroupBy(wanted).ToList())
            {
                if (same.Key is not { } name || same.Count() > 1 || !taken.Add(name))
                    continue;
                names[same.First()] = name;
                unnamed.Remove(same.First());
            }
        }
    }

    private static string? TitleOf(JsonNode alternative) => Short(alternative.TextOf("title"));

    private static string? DefinitionOf(JsonNode alternative) => alternative.TextOf("$ref") is { } reference ? Short(ReferenceResolver.NameIn(reference)) : null;

    private static string KindOf(JsonNode alternative) =>
        !alternative.IsObject ? "Value"
        : SchemaNode.StringCases(alternative) is not null ? "Choice"
        : Identifiers.Pascal(SchemaNode.Types(alternative) is [var type, ..] ? type : SchemaNode.ImpliedType(alternative) ?? "value");

    // The one string that it may be, or what tells an object from others.
    private static string? ConstantOf(JsonNode alternative, SchemaReader schemas)
    {
        if (SchemaNode.OnlyValue(alternative) is { IsString: true } only)
            return Short(only.Text);
        (UnionTag? tag, string value) = UnionTag.AllIn(alternative, schemas).FirstOrDefault();
        return tag is not null && value.Length <= MaxLength ? tag.CaseName(value) : null;
    }

    // Of an object, the first member that no other alternative has; rather one that is always there.
    private static string? OwnMemberOf(JsonNode alternative, Dictionary<string, int> owners)
    {
        IReadOnlyCollection<string> required = SchemaNode.Required(alternative);
        string? own = Properties(alternative).Select(static property => property.Name).Where(name => owners[name] == 1)
            .OrderBy(name => required.Contains(name) ? 0 : 1).FirstOrDefault();
        return Short(own) is { } name ? "With" + name : null;
    }

    private static IReadOnlyList<JsonMember> Properties(JsonNode alternative) => alternative["properties"] is { IsObject: true } properties ? properties.Members : [];

    private static string? Short(string? text) => text is { Length: > 0 and <= MaxLength } ? Identifiers.Pascal(text) : null;
}
