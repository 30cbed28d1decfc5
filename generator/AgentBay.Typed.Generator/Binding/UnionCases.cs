using System.Collections.Generic;
using System.Linq;
using AgentBay.Typed.Generator.Helpers;
using AgentBay.Typed.Generator.Models;

namespace AgentBay.Typed.Generator.Binding;

/// <summary>Settles which types a union is made of: none that is another in C#, and none that another covers.</summary>
internal static class UnionCases
{
    /// <returns>The types, from the narrow to the wide: in this order they are tried.</returns>
    public static List<TypeModel> Reduce(IEnumerable<TypeModel> types)
    {
        Dictionary<TypeModel, TypeModel> distinct = [];
        foreach (TypeModel type in types)
        {
            TypeModel key = AsCSharp(type);
            distinct[key] = distinct.TryGetValue(key, out TypeModel? same) ? Wider(same, type) : type;
        }

        HashSet<TypeKind> kinds = [.. distinct.Values.Select(static type => type.Kind)];
        return
        [
            .. distinct.Values
                .Where(type => !Covering(type.Kind).Any(kinds.Contains))

                // The bounds of one case are not those of what it covers.
                .Select(type => kinds.Any(kind => Covering(kind).Contains(type.Kind)) ? type with { Bounds = BoundsModel.None } : type)
                .OrderBy(Width),
        ];
    }

    /// <summary>
    /// Puts into each union the cases of those that are one of its own. That is left to do where unions contain one another:
    /// one of them has to be bound before the cases of the other are known.
    /// </summary>
    public static void Dissolve(TypeTable types)
    {
        UnionModel[] nested = [.. types.OfType<UnionModel>().Where(static union => union.Cases.Any(static one => one.Kind == TypeKind.Union))];
        foreach (UnionModel union in nested)
            types.Add(union with { Cases = Reduce(AllCases(union, types)).ToEquatableArray() });
    }

    private static IEnumerable<TypeModel> AllCases(UnionModel union, TypeTable types)
    {
        HashSet<string> seen = [union.Name];
        Queue<UnionModel> open = new([union]);
        while (open.Count > 0)
        {
            foreach (TypeModel one in open.Dequeue().Cases)
            {
                if (one.Kind != TypeKind.Union)
                    yield return one;
                else if (seen.Add(one.Name) && types.Find(one.Name) is UnionModel inner)
                    open.Enqueue(inner);
            }
        }
    }

    // To the compiler a reference type that may be null is the type, and bounds are no part of one.
    private static TypeModel AsCSharp(TypeModel type) => type with
    {
        Item = type.Item is { } item ? AsCSharp(item) with { IsNullable = item is { IsNullable: true, IsValueType: true } } : null,
        Bounds = BoundsModel.None,
    };

    private static TypeModel Wider(TypeModel one, TypeModel other) => one with
    {
        Item = one.Item is { } item ? Wider(item, other.Item!) : null,
        IsNullable = one.IsNullable || other.IsNullable,
        Bounds = one.Bounds == other.Bounds ? one.Bounds : BoundsModel.None,
    };

    private static TypeKind[] Covering(TypeKind kind) => kind switch
    {
        TypeKind.Int32 => [TypeKind.Int64, TypeKind.Double],
        TypeKind.Int64 => [TypeKind.Double],
        TypeKind.Bytes => [TypeKind.String],
        _ => [],
    };

    private static int Width(TypeModel type) => type.Kind switch
    {
        TypeKind.Enum => 0,

        // A date can be read as a point in time as well.
        TypeKind.DateOnly => 1,
        TypeKind.Record => 3,
        TypeKind.Tuple => 4,
        TypeKind.List => 5,
        TypeKind.Map => 6,
        TypeKind.String => 7,
        _ => 2,
    };
}
