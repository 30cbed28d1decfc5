using System.Collections.Generic;
using System.Linq;
using AgentBay.Typed.Generator.Helpers;
using AgentBay.Typed.Generator.Models;
using AgentBay.Typed.Generator.Naming;
using AgentBay.Typed.Schema.Json;
using AgentBay.Typed.Schema.Schemas;

namespace AgentBay.Typed.Generator.Binding;

/// <summary>Binds objects: to records where the schema names members, else to maps.</summary>
internal sealed class ObjectBinder(SchemaBinder binder, ToolBinding tool, bool isOutput)
{
    public TypeModel Bind(JsonNode schema, JsonNode whole, string name, string path)
    {
        JsonNode? additional = binder.Schemas.Alternatives.AdditionalProperties(whole);
        bool namesMembers = whole["properties"]?.Members.Any(property => !SchemaNode.IsForbidden(binder.Expand(property.Value))) == true;
        if (!namesMembers && !(additional is null && SchemaNode.IsClosed(whole)))
        {
            TypeModel value = additional is null
                ? binder.Untyped(whole, path + ".*", "its schema says nothing of the members")
                : binder.BindItem(additional, name + "Value", path + ".*");
            return new TypeModel(TypeKind.Map, Item: value);
        }

        string typeName = tool.NameType(name, path);
        tool.BindLater(() => tool.Types.Add(BindRecord(whole, typeName, typeName, path, [])));
        return binder.Know(schema, new TypeModel(TypeKind.Record, typeName));
    }

    /// <summary>Binds the members of an object schema to a record.</summary>
    /// <param name="whole">The schema.</param>
    /// <param name="name">The record's name.</param>
    /// <param name="prefix">What the names of its members' types begin with.</param>
    /// <param name="path">Where it is, for people.</param>
    /// <param name="reserved">Names that its members cannot have.</param>
    public RecordModel BindRecord(JsonNode whole, string name, string prefix, string path, IReadOnlyList<string> reserved)
    {
        NameTable scope = new([.. ReservedNames.OfRecord(name), .. reserved]);
        IReadOnlyList<MemberModel> members = binder.Members.Bind(whole, prefix, path, Identifiers.Pascal, scope, new Dictionary<string, JsonNode>());
        TypeModel? rest = binder.Schemas.Alternatives.AdditionalProperties(whole) is { } additional ? binder.Bind(additional, prefix + "Value", path + ".*") : null;
        return new RecordModel(name, SchemaNode.Description(whole), isOutput, !isOutput, members.ToEquatableArray(), rest)
        {
            IsClosed = SchemaNode.IsClosed(whole),
        };
    }
}
