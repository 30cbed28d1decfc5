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
    // What a person can still choose from. The code of more would hold up the compiler.
    private const int MostAlternatives = 128;

    private static readonly string TooMany = $"it has more than {MostAlternatives.ToString(CultureInfo.InvariantCulture)} alternatives";

    public TypeModel Bind(JsonNode schema, JsonNode whole, IReadOnlyList<JsonNode> alternatives, string name, string path)
    {
        if (alternatives.Count == 1)
            return binder.Bind(alternatives[0], name, path);
        List<JsonNode> expanded = [.. alternatives.Select(alternative => binder.Expand(alternative))];
        if (SingleSimpleType(expanded) is { } single)
            return single;
        if (alternatives.Count > MostAlternatives)
            return binder.Untyped(schema, path, TooMany);
        return UnionTag.Find(expanded, binder.Schemas) is { } tag
            ? BindVariant(schema, whole, expanded, tag, name, path)
            : BindUnion(schema, whole, alternatives, expanded, name, path);
    }

    private TypeModel BindUnion(
        JsonNode schema, JsonNode whole, IReadOnlyList<JsonNode> alternatives, List<JsonNode> expanded, string name, string path)
    {
        string typeName = tool.NameType(name, path);
        TypeModel type = new(TypeKind.Union, typeName);
        binder.Promise(schema, type);
        string[] caseNames = CaseNames.Of(alternatives, expanded, binder.Schemas);
        List<TypeModel> cases = [];
        bool isNullable = binder.Schemas.Alternatives.AllowsNull(whole);
        for (int i = 0; i < alternatives.Count; i++)
        {
            TypeModel one = binder.BindCase(alternatives[i], typeName + caseNames[i], path);
            if (one.Kind == TypeKind.Any)
                return binder.GiveUp(schema, path, "one of its alternatives allows anything");

            // Null beside the cases is the union's own; a union inside of a union is as if its cases stood here.
            isNullable |= one.IsNullable;
            IEnumerable<TypeModel> added = one.Kind == TypeKind.Union && tool.Types.Find(one.Name) is UnionModel inner
                ? inner.Cases
                : [one with { IsNullable = false }];
            cases.AddRange(added.Where(added => added.Name != typeName));
        }

        cases = UnionCases.Reduce(cases);
        if (cases.Count == 0)
            return binder.GiveUp(schema, path, "it contains itself without an object in between");
        if (cases.Count > MostAlternatives)
            return binder.GiveUp(schema, path, TooMany);

        // A union of one is that one, unless what is inside of it refers to the union.
        bool isNeeded = binder.Settle(schema, isNullable);
        if (cases.Count == 1 && !isNeeded)
            return cases[0] with { IsNullable = isNullable };
        tool.Types.Add(new UnionModel(typeName, SchemaNode.Description(whole), isOutput, !isOutput, cases.ToEquatableArray()));
        return type with { IsNullable = isNullable };
    }

    private TypeModel BindVariant(JsonNode schema, JsonNode whole, List<JsonNode> alternatives, UnionTag tag, string name, string path)
    {
        string typeName = tool.NameType(name, path);
        tool.BindLater(() => tool.Types.Add(BindCases(typeName, whole, alternatives, tag, path)));
        return binder.Know(schema, new TypeModel(TypeKind.Record, typeName));
    }

    private VariantModel BindCases(string typeName, JsonNode whole, List<JsonNode> alternatives, UnionTag tag, string path)
    {
        string[] tags = [.. alternatives.Select(alternative => tag.ValueIn(alternative, binder.Schemas))];

        // A case named like a member would take the member's name away; members are what people write more often.
        HashSet<string> members =
        [
            .. alternatives.SelectMany(static alternative => alternative["properties"]!.Members).Select(static member => Identifiers.Pascal(member.Name)),
        ];
        string[] names = MemberNames.Assign(
            tags, value => tag.CaseName(value) is var wanted && members.Contains(wanted) ? wanted + "Case" : wanted,
            new NameTable(ReservedNames.OfRecord(typeName)), "Case");
        IEnumerable<VariantCaseModel> cases = alternatives.Select((alternative, i) => new VariantCaseModel(
            tags[i], binder.Objects.BindRecord(SchemaNarrowing.Without(alternative, tag.Name), names[i], typeName + names[i], path, names)));
        return new VariantModel(typeName, SchemaNode.Description(whole), isOutput, !isOutput, tag.Name, cases.ToEquatableArray())
        {
            TagKind = tag.Kind,
            IsTagRequired = tag.IsRequired,
        };
    }

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
}
