using System;
using System.Collections.Generic;
using System.Linq;
using AgentBay.Typed.Generator.Helpers;
using AgentBay.Typed.Generator.Models;
using AgentBay.Typed.Generator.Naming;
using AgentBay.Typed.Schema.Json;
using AgentBay.Typed.Schema.Schemas;

namespace AgentBay.Typed.Generator.Binding;

/// <summary>Binds strings: to an enum where the schema lists them, to the type of their format, to what is inside of them.</summary>
internal sealed class StringBinder(SchemaBinder binder, ToolBinding tool, bool isOutput)
{
    public TypeModel BindString(JsonNode schema, string name, string path)
    {
        // A value in a string can only be read here; to write one, a caller has the string at hand.
        if (isOutput && schema.TextOf("contentMediaType") == "application/json" && schema["contentSchema"] is { } content)
            return new TypeModel(TypeKind.EmbeddedJson, Item: binder.BindItem(content, name, path));
        TypeKind kind = schema.TextOf("format") switch
        {
            "date-time" => TypeKind.DateTimeOffset,
            "date" => TypeKind.DateOnly,
            "uuid" => TypeKind.Guid,
            "byte" => TypeKind.Bytes,
            _ when schema.TextOf("contentEncoding") == "base64" => TypeKind.Bytes,
            _ => TypeKind.String,
        };
        return new TypeModel(kind);
    }

    public TypeModel BindEnum(JsonNode schema, IReadOnlyList<EnumCase> cases, string name, string path, string doc)
    {
        string typeName = tool.NameType(name, path);
        Dictionary<string, EnumCase> distinct = new(StringComparer.Ordinal);
        foreach (EnumCase one in cases)
        {
            if (!distinct.ContainsKey(one.WireName))
                distinct.Add(one.WireName, one);
        }

        string[] names = MemberNames.Assign([.. distinct.Keys], Identifiers.Pascal, new NameTable(ReservedNames.OfEnum), "Value");
        tool.Types.Add(new EnumModel(
            typeName,
            doc,
            isOutput,
            !isOutput,
            distinct.Values.Zip(names, static (one, name) => new EnumValueModel(name, one.WireName, one.Doc)).ToEquatableArray()));
        return binder.Know(schema, new TypeModel(TypeKind.Enum, typeName));
    }
}
