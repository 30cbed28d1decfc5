using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using AgentBay.Typed.Generator.Helpers;
using AgentBay.Typed.Generator.Models;
using AgentBay.Typed.Generator.Naming;
using AgentBay.Typed.Schema.Json;
using AgentBay.Typed.Schema.Schemas;

namespace AgentBay.Typed.Generator.Binding;

/// <summary>
/// Binds a value that is one of several: to one type where the alternatives are one after all, to an abstract record
/// where a constant tells objects apart, else to a union.
/// </summary>
internal sealed class UnionBinder(SchemaBinder binder, ToolBinding tool, bool isOutput)
{
    public TypeModel Bind(JsonNode schema, JsonNode whole, IReadOnlyList<JsonNode> alternatives, string name, string path)
    {
        if (alternatives.Count == 1)
            return binder.Bind(alternatives[0], name, path);
        List<JsonNode> expanded = [.. alternatives.Select(alternative => binder.Expand(alternative))];
        if (FindTag(expanded) is { } tag)
            return BindVariant(schema, whole, expanded, tag, name, path);
        return SingleSimpleType(expanded) is { } single ? single : BindUnion(schema, whole, alternatives, expanded, name, path);
    }

    private TypeModel BindUnion(
        JsonNode schema, JsonNode whole, IReadOnlyList<JsonNode> alternatives, List<JsonNode> expanded, string name, string path)
    {
        string typeName = tool.NameType(name, path);
        TypeModel type = new(TypeKind.Union, typeName);
        binder.Promise(schema, type);
        string[] caseNames = CaseNames(expanded);
        List<TypeModel> cases = [];
        HashSet<TypeModel> seen = [];
        bool isNullable = binder.Schemas.Alternatives.AllowsNull(whole);
        for (int i = 0; i < alternatives.Count; i++)
        {
            TypeModel one = binder.BindCase(alternatives[i], typeName + caseNames[i], path);
            if (one.Kind == TypeKind.Any)
                return binder.GiveUp(schema, path, "one of its alternatives allows anything");

            // Null beside the cases is the union's own; a union inside of a union is as if its cases stood here.
            isNullable |= one.IsNullable;
            IEnumerable<TypeModel> added = one.Kind == TypeKind.Union && tool.Types.Find(one.Name) is UnionModel inner
                ? inner.Cases.Select(static one => one.Type)
                : [one with { IsNullable = false }];
            cases.AddRange(added.Where(added => added.Name != typeName && seen.Add(added)));
        }

        cases = WithoutCovered(cases);
        if (cases.Count == 0)
            return binder.GiveUp(schema, path, "it contains itself without an object in between");

        // A union of one is that one, unless what is inside of it refers to the union.
        bool isNeeded = binder.Settle(schema, isNullable);
        if (cases.Count == 1 && !isNeeded)
            return cases[0] with { IsNullable = isNullable };
        tool.Types.Add(new UnionModel(typeName, SchemaNode.Description(whole), isOutput, !isOutput, cases.Select(static one => new UnionCaseModel(one)).ToEquatableArray()));
        return type with { IsNullable = isNullable };
    }

    private TypeModel BindVariant(JsonNode schema, JsonNode whole, List<JsonNode> alternatives, string tag, string name, string path)
    {
        string typeName = tool.NameType(name, path);
        tool.BindLater(() => tool.Types.Add(BindCases(typeName, whole, alternatives, tag, path)));
        return binder.Know(schema, new TypeModel(TypeKind.Record, typeName));
    }

    private VariantModel BindCases(string typeName, JsonNode whole, List<JsonNode> alternatives, string tag, string path)
    {
        string[] tags = [.. alternatives.Select(alternative => TagOf(alternative, tag)!)];

        // A case named like a member would take the member's name away; members are what people write more often.
        HashSet<string> members =
        [
            .. alternatives.SelectMany(static alternative => alternative["properties"]!.Members).Select(static member => Identifiers.Pascal(member.Name)),
        ];
        string[] names = MemberNames.Assign(
            tags, value => Identifiers.Pascal(value) is var wanted && members.Contains(wanted) ? wanted + "Case" : wanted,
            new NameTable(ReservedNames.OfRecord(typeName)), "Case");
        IEnumerable<VariantCaseModel> cases = alternatives.Select((alternative, i) => new VariantCaseModel(
            tags[i], binder.Objects.BindRecord(SchemaNarrowing.Without(alternative, tag), names[i], typeName + names[i], path, names)));
        return new VariantModel(typeName, SchemaNode.Description(whole), isOutput, !isOutput, tag, cases.ToEquatableArray());
    }

    /// <summary>The member whose constant tells the alternatives apart; or null.</summary>
    private static string? FindTag(List<JsonNode> alternatives)
    {
        if (!alternatives.TrueForAll(static alternative => alternative["properties"] is { IsObject: true }))
            return null;
        return alternatives[0]["properties"]!.Members
            .Select(static member => member.Name)
            .FirstOrDefault(name =>
            {
                string[] tags = [.. alternatives.Select(alternative => TagOf(alternative, name)).OfType<string>()];
                return tags.Length == alternatives.Count && tags.Distinct(StringComparer.Ordinal).Count() == tags.Length;
            });
    }

    private static string? TagOf(JsonNode alternative, string name) =>
        SchemaNode.Required(alternative).Contains(name)
        && alternative["properties"]?[name] is { IsObject: true } property
        && SchemaNode.OnlyValue(property) is { IsString: true } only
            ? only.Text
            : null;

    /// <summary>The one simple type that all alternatives are, such as strings of several formats; or null.</summary>
    private static TypeModel? SingleSimpleType(List<JsonNode> alternatives)
    {
        HashSet<TypeKind> kinds = [];
        foreach (JsonNode alternative in alternatives)
        {
            bool isPlain = alternative.IsObject && alternative["enum"] is null && alternative["const"] is null && SchemaNode.Alternatives(alternative).Count == 0;
            TypeKind? kind = !isPlain ? null : SchemaNode.Types(alternative) switch
            {
                ["string"] => TypeKind.String,
                ["boolean"] => TypeKind.Boolean,
                ["integer"] => TypeKind.Int64,
                ["number"] => TypeKind.Double,
                _ => null,
            };
            if (kind is not { } known)
                return null;
            kinds.Add(known);
        }

        if (kinds.Contains(TypeKind.Double))
            kinds.Remove(TypeKind.Int64);
        return kinds.Count == 1 ? new TypeModel(kinds.Single()) : null;
    }

    // The name of a type that an alternative declares: its title's, or that of its kind where no other has the kind.
    private static string[] CaseNames(List<JsonNode> alternatives)
    {
        string[] kinds = [.. alternatives.Select(static alternative => KindName(alternative))];
        ILookup<string, string> byKind = kinds.ToLookup(static kind => kind, StringComparer.Ordinal);
        NameTable taken = new([]);
        return [.. alternatives.Select((alternative, i) =>
        {
            string? title = alternative.IsObject ? alternative.TextOf("title") : null;
            bool isAlone = byKind[kinds[i]].Count() == 1;
            return taken.Take(
                title is { Length: > 0 and <= 40 } ? Identifiers.Pascal(title)
                : isAlone ? kinds[i]
                : "Option" + (i + 1).ToString(CultureInfo.InvariantCulture));
        })];
    }

    private static string KindName(JsonNode alternative) =>
        !alternative.IsObject ? "Value"
        : alternative["enum"] is not null || alternative["const"] is not null ? "Choice"
        : SchemaNode.Types(alternative) is [var type, ..] ? Identifiers.Pascal(type)
        : alternative["properties"] is not null ? "Object"
        : "Value";

    // What another case covers is left out.
    private static List<TypeModel> WithoutCovered(List<TypeModel> cases)
    {
        HashSet<TypeKind> kinds = [.. cases.Select(static one => one.Kind)];
        return
        [
            .. cases.Where(one => one.Kind switch
            {
                TypeKind.Int32 => !kinds.Contains(TypeKind.Int64) && !kinds.Contains(TypeKind.Double),
                TypeKind.Int64 => !kinds.Contains(TypeKind.Double),
                TypeKind.Bytes => !kinds.Contains(TypeKind.String),
                _ => true,
            }),
        ];
    }
}
