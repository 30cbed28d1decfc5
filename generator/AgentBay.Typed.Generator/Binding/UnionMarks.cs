using System;
using System.Collections.Generic;
using System.Linq;
using AgentBay.Typed.Generator.Helpers;
using AgentBay.Typed.Generator.Models;

namespace AgentBay.Typed.Generator.Binding;

/// <summary>
/// Settles how the cases of a union are told apart when they are read: in which order they are tried, from the narrow to
/// the wide, and by which marks. Done when all types of a tool are known, because a union may stand inside of its cases.
/// A mark is seen without reading what is inside, so that no answer, however nested, is read more than once.
/// </summary>
internal sealed class UnionMarks(IReadOnlyList<DeclaredType> types)
{
    private readonly Dictionary<string, DeclaredType> _types = types.ToDictionary(static type => type.Name, StringComparer.Ordinal);

    public DeclaredType Settle(DeclaredType type) => type is UnionModel union
        ? union with
        {
            Cases = union.Cases
                .Select(MarkedByItems)
                .Select(one => one with { Marks = MarksOf(one.Type).ToEquatableArray() })
                .OrderBy(Width)
                .ToEquatableArray(),
        }
        : type;

    private IEnumerable<UnionMarkModel> MarksOf(TypeModel type) => type.Kind == TypeKind.Record && _types.TryGetValue(type.Name, out DeclaredType? declared)
        ? declared switch
        {
            RecordModel record => record.Members
                .Where(static member => member is { IsRequired: true, Type.IsNullable: false })
                .Select(member => new UnionMarkModel(member.WireName, KindsOf(member.Type))),
            VariantModel variant => [new UnionMarkModel(variant.TagName, "String")],
            _ => [],
        }
        : [];

    // Lists of lists are told apart by what is in the innermost.
    private UnionCaseModel MarkedByItems(UnionCaseModel one)
    {
        int depth = 0;
        TypeModel type = one.Type;
        HashSet<TypeModel> seen = [];

        // A tuple that begins with itself has no innermost item.
        while (seen.Add(type) && FirstItemOf(type) is { IsNullable: false } item)
        {
            depth++;
            type = item;
        }

        return one with { ItemKinds = depth == 0 ? "" : KindsOf(type), ItemDepth = depth, Places = PlacesOf(one.Type)?.Count ?? 0 };
    }

    private TypeModel? FirstItemOf(TypeModel type) => type.Kind == TypeKind.List ? type.Item : PlacesOf(type)?[0].Type;

    private EquatableArray<MemberModel>? PlacesOf(TypeModel type) =>
        type.Kind == TypeKind.Tuple && _types.TryGetValue(type.Name, out DeclaredType? declared) && declared is TupleModel tuple ? tuple.Items : null;

    private static string KindsOf(TypeModel type) => type.Kind switch
    {
        TypeKind.Boolean => "Boolean",
        TypeKind.Int32 or TypeKind.Int64 or TypeKind.Double => "Number",
        TypeKind.List or TypeKind.Tuple => "Array",
        TypeKind.Map or TypeKind.Record => "Object",
        TypeKind.Any or TypeKind.Union or TypeKind.EmbeddedJson => "Any",
        _ => "String",
    };

    private static int Width(UnionCaseModel one) => one.Type.Kind switch
    {
        TypeKind.Enum => 0,

        // Of two records the one that asks for more is tried first.
        TypeKind.Record => 500 - Math.Min(400, one.Marks.Count),

        // Of two tuples the longer one is.
        TypeKind.Tuple => 600 - Math.Min(90, one.Places),
        TypeKind.List => 700,
        TypeKind.Map => 800,
        TypeKind.String => 1000,
        _ => 100,
    };
}
