using System;
using System.Collections.Generic;
using System.Linq;
using AgentBay.Typed.Generator.Helpers;
using AgentBay.Typed.Generator.Models;
using AgentBay.Typed.Generator.Naming;
using AgentBay.Typed.Schema;
using AgentBay.Typed.Schema.Json;
using AgentBay.Typed.Schema.Schemas;

namespace AgentBay.Typed.Generator.Binding;

/// <summary>Binds the members of an object: their names, types, defaults and bounds.</summary>
internal sealed class MemberBinder(SchemaBinder binder, ToolBinding tool, bool isOutput, List<Problem> problems)
{
    /// <summary>The members of an object schema, named for a record or for a method's parameters.</summary>
    public IReadOnlyList<MemberModel> Bind(
        JsonNode schema,
        string typeName,
        string path,
        Func<string, string> style,
        NameTable scope,
        IReadOnlyDictionary<string, JsonNode> defaults)
    {
        // What the schema forbids is not offered; what it requires is, whether it describes it or not.
        IReadOnlyList<JsonMember> described = schema["properties"] is { IsObject: true } node ? node.Members : [];
        List<JsonMember> properties = [.. described.Where(property => !SchemaNode.IsForbidden(binder.Expand(property.Value)))];
        IReadOnlyCollection<string> required = SchemaNode.Required(schema);
        JsonNode? additional = binder.Schemas.Alternatives.AdditionalProperties(schema);
        int offered = properties.Count;
        properties.AddRange(Undescribed(schema, described, additional));
        Dictionary<string, JsonMember> byName = properties.ToDictionary(static property => property.Name, StringComparer.Ordinal);
        string[] names = MemberNames.Assign(
            [.. properties.Select(static property => property.Name)],
            style,
            scope,
            "Value",
            clash: (wireName, wanted, given) => problems.Add(Problems.MemberNameClash(byName[wireName].NameRange, wireName, wanted, given)));

        List<MemberModel> members = [];
        for (int i = 0; i < properties.Count; i++)
        {
            JsonMember property = properties[i];
            string memberPath = path.Length == 0 ? property.Name : path + "." + property.Name;
            bool isRequired = required.Contains(property.Name);
            TypeModel type = i >= offered && additional is null
                ? binder.Untyped(property.Value, memberPath, "it is required, and the schema does not describe it")
                : binder.Bind(property.Value, typeName + Identifiers.Pascal(property.Name), memberPath);
            JsonNode whole = binder.Expand(property.Value);
            bool hasOwnDefault = defaults.TryGetValue(property.Name, out JsonNode? given);
            JsonNode? @default = hasOwnDefault ? given : whole["default"];
            JsonNode? only = SchemaNode.OnlyValue(whole);

            // A member that has one value, and has it anyway, is sent: a server may tell by it which of several objects it was
            // sent. The arguments of a tool are none of several.
            bool isTag = path.Length > 0 && only is not null && ScalarText.Of(only) is not null && @default?.IsSameAs(only) == true;
            JsonNode? sent = hasOwnDefault || isRequired || isTag ? @default ?? only : null;
            members.Add(new MemberModel(
                names[i],
                property.Name,
                type,
                isRequired,
                MemberDocs.Of(whole, @default))
            {
                Default = sent is null ? null
                    : sent.Kind == JsonKind.Null && type.IsNullable ? (isRequired ? "null" : null)
                    : Constant(sent, type, memberPath, hasOwnDefault ? tool.OverlayProblems : problems, isDefault: @default is not null),
                Constants = ScalarText.ConstantsOf(whole, type).ToEquatableArray(),
                IsDeprecated = SchemaNode.IsDeprecated(whole),
            });
        }

        return members;
    }

    // Members that are required and not described are of the type of additional ones, where these have any.
    private static IEnumerable<JsonMember> Undescribed(JsonNode schema, IReadOnlyList<JsonMember> described, JsonNode? additional)
    {
        HashSet<string> known = new(described.Select(static property => property.Name), StringComparer.Ordinal);
        foreach (JsonNode name in schema["required"]?.Items ?? [])
        {
            if (name.IsString && known.Add(name.Text))
                yield return new JsonMember(name.Text, name.Range, additional ?? JsonNode.Scalar(JsonKind.True, name.Range));
        }
    }

    private string? Constant(JsonNode value, TypeModel type, string path, List<Problem> problems, bool isDefault)
    {
        string? constant = ConstantWriter.Write(value, type, tool.Types.Find(type.Name) is { } declared ? [declared] : []);
        bool isAllowed = constant is null || Bounds.Allow(type.Bounds, value);
        if (constant is not null && isAllowed)
            return constant;

        // In an answer nothing is sent, so that nothing is lost.
        if (isDefault && !isOutput && value.Kind != JsonKind.Null)
        {
            problems.Add(Problems.InvalidDefault(
                value.Range, tool.Name, path, isAllowed ? "it is not a constant of the parameter's type" : "it is out of the bounds that the schema states"));
        }

        return null;
    }
}
