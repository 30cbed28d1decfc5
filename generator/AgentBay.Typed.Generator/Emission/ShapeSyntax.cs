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
    /// <summary>An expression that makes the shape of a type.</summary>
    public string Of(TypeModel type) => Of(type, isPlace: false);

    /// <summary>An expression that makes the shape of a record.</summary>
    public static string Of(RecordModel record)
    {
        string rest = record.AdditionalProperties is { } others ? $".AllowOthers({Kinds(others)})"
            : record.IsClosed ? $".AllowOthers({Runtime.WireKinds}.None)"
            : "";
        return $"{Runtime.WireShape}.OfObject(){string.Concat(record.Members.Select(Member))}{rest}";
    }

    private static string Tag(VariantModel variant, IEnumerable<string> values) =>
        $".{(variant.IsTagRequired ? "Require" : "Allow")}({Literal.Utf8(variant.TagName)}, {Kinds(new TypeModel(variant.TagKind))}{Values(values)})";

    // A place is not looked into: it may be the tuple itself, and there may be many.
    private string Of(TypeModel type, bool isPlace)
    {
        DeclaredType? declared = Find(type);
        string shape = type.Kind switch
        {
            TypeKind.Record when declared is RecordModel record => Of(record),
            TypeKind.Record when declared is VariantModel variant => OfVariant(variant),
            TypeKind.Map => $"{Runtime.WireShape}.OfObject().AllowOthers({Kinds(type.Item!)})",
            TypeKind.List => $"{Runtime.WireShape}.OfList({Of(type.Item!, isPlace)})",
            TypeKind.Tuple when declared is TupleModel tuple && !isPlace => OfTuple(tuple),
            _ => $"{Runtime.WireShape}.Of({Kinds(type)}{Values(type)})",
        };
        return TypeSyntax.HoldsNull(type) ? shape + ".OrNull()" : shape;
    }

    private string OfTuple(TupleModel tuple)
    {
        int least = tuple.Items.Count(static item => item.IsRequired);
        return $"{Runtime.WireShape}.OfTuple({least.ToString(CultureInfo.InvariantCulture)}, {string.Join(", ", tuple.Items.Select(item => Of(item.Type, isPlace: true)))})";
    }

    private static string OfVariant(VariantModel variant)
    {
        // A member of one case is allowed in all; what two cases both have is anything that either allows.
        IEnumerable<MemberModel> members = variant.Cases
            .SelectMany(static one => one.Record.Members)
            .GroupBy(static member => member.WireName)
            .Select(static same => same.Count() == 1
                ? same.First() with { IsRequired = false }
                : same.First() with { IsRequired = false, Type = TypeModel.Any, Constants = default });
        return $"{Runtime.WireShape}.OfObject(){Tag(variant, variant.Cases.Select(static one => one.Tag))}{string.Concat(members.Select(Member))}";
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
