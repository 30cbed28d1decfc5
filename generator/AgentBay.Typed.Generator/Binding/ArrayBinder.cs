using System.Collections.Generic;
using System.Globalization;
using AgentBay.Typed.Generator.Helpers;
using AgentBay.Typed.Generator.Models;
using AgentBay.Typed.Generator.Naming;
using AgentBay.Typed.Schema.Json;
using AgentBay.Typed.Schema.Schemas;

namespace AgentBay.Typed.Generator.Binding;

/// <summary>Binds arrays: to lists, or to records where the items differ by their place.</summary>
internal sealed class ArrayBinder(SchemaBinder binder, ToolBinding tool, bool isOutput)
{
    public TypeModel Bind(JsonNode schema, JsonNode whole, string name, string path)
    {
        if (SchemaNode.Places(whole) is { } places)
            return BindTuple(schema, whole, places, name, path);
        TypeModel item = whole["items"] switch
        {
            { IsArray: false } items when whole["prefixItems"] is null => binder.BindItem(items, Identifiers.Singular(name), path + "[]"),
            null or { IsArray: true, Items.Count: 0 } => binder.Untyped(whole, path + "[]", "its schema says nothing of the items"),
            { } rest => binder.Untyped(rest, path + "[]", "more items may follow those whose place is described"),
        };
        return new TypeModel(TypeKind.List, Item: item);
    }

    private TypeModel BindTuple(JsonNode schema, JsonNode whole, IReadOnlyList<JsonNode> places, string name, string path)
    {
        string typeName = tool.NameType(name, path);
        tool.BindLater(() => tool.Types.Add(new TupleModel(
            typeName, SchemaNode.Description(whole), isOutput, !isOutput, BindPlaces(whole, places, typeName, path).ToEquatableArray())));
        return binder.Know(schema, new TypeModel(TypeKind.Tuple, typeName));
    }

    private List<MemberModel> BindPlaces(JsonNode whole, IReadOnlyList<JsonNode> places, string typeName, string path)
    {
        NameTable names = new(ReservedNames.OfRecord(typeName));
        List<MemberModel> items = [];
        int least = Bounds.Count(whole, "minItems") ?? 0;
        for (int i = 0; i < places.Count; i++)
        {
            // An array may end before the places that it need not have; what is sent always has all.
            bool isRequired = !isOutput || i < least;
            string place = (i + 1).ToString(CultureInfo.InvariantCulture);
            string placePath = $"{path}[{i.ToString(CultureInfo.InvariantCulture)}]";
            TypeModel type = binder.Bind(places[i], typeName + "Item" + place, placePath);

            // C# takes a record whose only place is the record itself for a copy.
            if (places.Count == 1 && type.Name == typeName)
                type = binder.Untyped(places[i], placePath, "it contains itself without an object in between");
            items.Add(new MemberModel(
                names.Take("Item" + place),
                place,
                isRequired ? type : type with { IsNullable = true },
                isRequired,
                MemberDocs.Of(binder.Expand(places[i]))));
        }

        return items;
    }
}
