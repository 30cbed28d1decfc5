using System.Linq;
using AgentBay.Typed.Generator.Models;

namespace AgentBay.Typed.Generator.Emission;

/// <summary>How a type is spelled, and which expressions read and write its values.</summary>
internal static class TypeSyntax
{
    /// <summary>The C# type.</summary>
    public static string Of(TypeModel type) => type.IsNullable ? OfPresent(type) + "?" : OfPresent(type);

    /// <summary>The C# type of something that may be left out.</summary>
    public static string OfOptional(TypeModel type) => OfPresent(type) + "?";

    /// <summary>A member's default as an expression.</summary>
    public static string Constant(TypeModel type, string value) =>
        type.Kind == TypeKind.Enum && value != "null" ? $"{Identifier(type)}.{Naming.Identifiers.Escape(value)}" : value;

    /// <summary>A delegate that writes a value which is not null.</summary>
    public static string Writer(TypeModel type) => type.Kind switch
    {
        TypeKind.Enum => WireClass(type) + ".Write",
        TypeKind.Record or TypeKind.Tuple or TypeKind.Union => Identifier(type) + ".Write",
        TypeKind.List => $"static (call, items) => call.List(items, {ItemWriter(type.Item!)}){Checks(type, "items")}",
        TypeKind.Map => $"static (call, map) => call.Map(map, {ItemWriter(type.Item!)}){Checks(type, "map")}",
        _ when Checks(type, "item") is { Length: > 0 } checks => $"static (call, item) => call.Item(item, {Runtime.ToolCall}.Write){checks}",
        _ => Runtime.ToolCall + ".Write",
    };

    /// <summary>Whether the runtime writes the type without being told how.</summary>
    public static bool IsSimple(TypeModel type) =>
        !type.IsDeclared && type.Kind is not (TypeKind.List or TypeKind.Map);

    /// <summary>Whether null on the wire is one of the type's values.</summary>
    public static bool HoldsNull(TypeModel type) => type.IsNullable || type.Kind == TypeKind.Any;

    /// <summary>An expression that reads a value which is not null from the reader <c>json</c>.</summary>
    public static string Read(TypeModel type) => type.Kind switch
    {
        TypeKind.String => "json.GetString()",
        TypeKind.Boolean => "json.GetBoolean()",
        TypeKind.Int32 => "json.GetInt32()",
        TypeKind.Int64 => "json.GetInt64()",
        TypeKind.Double => "json.GetDouble()",
        TypeKind.DateTimeOffset => "json.GetDateTimeOffset()",
        TypeKind.DateOnly => "json.GetDateOnly()",
        TypeKind.Guid => "json.GetGuid()",
        TypeKind.Bytes => "json.GetBytes()",
        TypeKind.Enum => WireClass(type) + ".Read(ref json)",
        TypeKind.Record or TypeKind.Tuple or TypeKind.Union => Identifier(type) + ".Read(ref json)",
        TypeKind.List => $"json.GetList({ItemReader(type.Item!)})",
        TypeKind.Map => $"json.GetMap({ItemReader(type.Item!)}{(HoldsNull(type.Item!) ? ", keepsNull: true" : "")})",
        TypeKind.EmbeddedJson => $"json.GetEmbedded({ItemReader(type.Item!)})",
        _ => "json.GetElement()",
    };

    /// <summary>An expression that reads a value which may be null.</summary>
    public static string ReadNullable(TypeModel type) => $"json.IsNull ? ({OfOptional(type)})null : {Read(type)}";

    /// <summary>A delegate that reads a value.</summary>
    public static string ItemReader(TypeModel type)
    {
        if (type.IsNullable)
            return $"static (ref {Runtime.WireReader} json) => {ReadNullable(type)}";
        return type.Kind switch
        {
            TypeKind.Enum => WireClass(type) + ".Read",
            TypeKind.Record or TypeKind.Tuple or TypeKind.Union => Identifier(type) + ".Read",
            TypeKind.List or TypeKind.Map or TypeKind.EmbeddedJson => $"static (ref {Runtime.WireReader} json) => {Read(type)}",
            TypeKind.Any => Runtime.WireReader + ".ReadElement",
            _ => $"{Runtime.WireReader}.Read{type.Kind}",
        };
    }

    /// <summary>A delegate that writes a value.</summary>
    public static string ItemWriter(TypeModel type) => type.IsNullable
        ? $"static (call, item) => {Runtime.ToolCall}.WriteNullable(call, item, {Writer(type)})"
        : Writer(type);

    /// <summary>The class that reads and writes an enum's values.</summary>
    public static string WireClass(TypeModel type) => type.Qualifier + EnumModel.WireClassOf(type.Name);

    private static string Checks(TypeModel type, string value) => string.Concat(MemberSyntax.Checks(type.Bounds, value).Select(static check => "." + check));

    private static string OfPresent(TypeModel type) => type.Kind switch
    {
        TypeKind.String => "string",
        TypeKind.Boolean => "bool",
        TypeKind.Int32 => "int",
        TypeKind.Int64 => "long",
        TypeKind.Double => "double",
        TypeKind.DateTimeOffset => "global::System.DateTimeOffset",
        TypeKind.DateOnly => "global::System.DateOnly",
        TypeKind.Guid => "global::System.Guid",
        TypeKind.Bytes => "global::System.ReadOnlyMemory<byte>",
        _ when type.IsDeclared => Identifier(type),
        TypeKind.List => $"{Runtime.List}<{Of(type.Item!)}>",
        TypeKind.Map => $"{Runtime.Map}<string, {Of(type.Item!)}>",
        TypeKind.EmbeddedJson => Of(type.Item! with { IsNullable = false }),
        _ => Runtime.JsonElement,
    };

    private static string Identifier(TypeModel type) => type.Qualifier + Naming.Identifiers.Escape(type.Name);
}
