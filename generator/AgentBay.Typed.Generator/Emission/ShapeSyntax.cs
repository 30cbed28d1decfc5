using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using AgentBay.Typed.Generator.Models;

namespace AgentBay.Typed.Generator.Emission;

/// <summary>
/// How the shape of a type is spelled, by which the reader of a union tells its cases apart. A shape says what is seen from
/// outside: of a record its members with their kinds and constants, of a list what an item looks like.
/// </summary>
internal sealed class ShapeSyntax(IReadOnlyList<DeclaredType> types)
{
    /// <summary>Writes the shape of a type, as an item of a list.</summary>
    public void Write(SourceWriter source, TypeModel type)
    {
        if (OfObject(type) is { } members)
            WriteObject(source, members);
        else
            source.Line(Of(type, isPlace: false) + ",");
    }

    /// <summary>Writes the shape of a record, as an item of a list.</summary>
    public static void Write(SourceWriter source, RecordModel record) => WriteObject(source, OfRecord(record));

    private static void WriteObject(SourceWriter source, IEnumerable<string> members)
    {
        string[] calls = [.. members];
        source.Line(Runtime.WireShape + (calls.Length == 0 ? ".OfObject()," : ".OfObject()"));
        using (source.Indent())
        {
            for (int i = 0; i < calls.Length; i++)
                source.Line(calls[i] + (i + 1 < calls.Length ? "" : ","));
        }
    }

    // A place is not looked into: it may be the tuple itself, and there may be many.
    private string Of(TypeModel type, bool isPlace)
    {
        string shape = type.Kind switch
        {
            TypeKind.List => $".OfList({Of(type.Item!, isPlace)})",
            TypeKind.Tuple when !isPlace && Find(type) is TupleModel tuple => OfTuple(tuple),
            _ when OfObject(type) is { } members => ".OfObject()" + string.Concat(members),
            _ => $".Of({Kinds(type)}{Values(type)})",
        };
        return Runtime.WireShape + shape + (TypeSyntax.HoldsNull(type) ? ".OrNull()" : "");
    }

    /// <summary>The calls that say what an object looks like; null where the type is none.</summary>
    private IEnumerable<string>? OfObject(TypeModel type) => Find(type) switch
    {
        RecordModel record => OfRecord(record),
        VariantModel variant => OfVariant(variant),
        _ => type.Kind == TypeKind.Map ? [$".AllowOthers({Kinds(type.Item!)})"] : null,
    };

    private static IEnumerable<string> OfRecord(RecordModel record)
    {
        IEnumerable<string> rest = record.AdditionalProperties is { } others ? [$".AllowOthers({Kinds(others)})"]
            : record.IsClosed ? [$".AllowOthers({Runtime.WireKinds}.None)"]
            : [];
        return record.Members.Select(Member).Concat(rest);
    }

    private string OfTuple(TupleModel tuple)
    {
        int least = tuple.Items.Count(static item => item.IsRequired);
        return $".OfTuple({least.ToString(CultureInfo.InvariantCulture)}, {string.Join(", ", tuple.Items.Select(item => Of(item.Type, isPlace: true)))})";
    }

    private static IEnumerable<string> OfVariant(VariantModel variant)
    {
        // A member of one case is allowed in all; what two cases both have is anything that either allows.
        IEnumerable<MemberModel> members = variant.Cases
            .SelectMany(static one => one.Record.Members)
            .GroupBy(static member => member.WireName)
            .Select(static same => same.Count() == 1
                ? same.First() with { IsRequired = false }
                : same.First() with { IsRequired = false, Type = TypeModel.Any, Constants = default });
        string verb = variant.IsTagRequired ? "Require" : "Allow";
        string tag = $".{verb}({Literal.Utf8(variant.TagName)}, {Kinds(new TypeModel(variant.TagKind))}{Values(variant.Cases.Select(static one => one.Tag))})";
        return members.Select(Member).Prepend(tag);
    }

    private static string Member(MemberModel member)
    {
        string verb = member.IsRequired && !TypeSyntax.HoldsNull(member.Type) ? "Require" : "Allow";
        string values = member.Constants.Count > 0 ? Values(member.Constants) : Values(member.Type);
        return $".{verb}({Literal.Utf8(member.WireName)}, {Kinds(member.Type)}{values})";
    }

    private static string Kinds(TypeModel type) => Runtime.WireKinds + "." + type.Kind switch
    {
        TypeKind.Boolean => "Boolean",
        TypeKind.Int32 or TypeKind.Int64 => "Integer",
        TypeKind.Double => "Number",
        TypeKind.DateTimeOffset => "DateTime",
        TypeKind.DateOnly => "Date",
        TypeKind.Guid => "Uuid",
        TypeKind.List or TypeKind.Tuple => "Array",
        TypeKind.Map or TypeKind.Record => "Object",
        TypeKind.Any or TypeKind.Union or TypeKind.EmbeddedJson => "Any",
        _ => "String",
    };

    private static string Values(TypeModel type) => type.Kind == TypeKind.Enum ? $", {TypeSyntax.WireClass(type)}.Names" : "";

    private static string Values(IEnumerable<string> values) => string.Concat(values.Select(static value => ", " + Literal.String(value)));

    private DeclaredType? Find(TypeModel type) => type.IsDeclared ? types.FirstOrDefault(one => one.Name == type.Name) : null;
}
