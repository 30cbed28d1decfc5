using System;
using System.Collections.Generic;
using System.Linq;
using AgentBay.Typed.Generator.Models;

namespace AgentBay.Typed.Generator.Binding;

/// <summary>
/// Finds the types that a tool's signature leads to. What was bound for a union that became a JsonElement after all, or
/// that was dissolved in another union, is not among them.
/// </summary>
internal static class UsedTypes
{
    /// <param name="types">All types that were bound.</param>
    /// <param name="roots">What the signature holds.</param>
    /// <returns>The names of those that it leads to.</returns>
    public static HashSet<string> Of(TypeTable types, IEnumerable<TypeModel?> roots)
    {
        HashSet<string> used = new(StringComparer.Ordinal);
        Stack<TypeModel?> pending = new(roots);
        while (pending.Count > 0)
        {
            TypeModel? type = pending.Pop();
            while (type?.Item is { } item)
                type = item;
            if (type is not { IsDeclared: true } || !used.Add(type.Name) || types.Find(type.Name) is not { } declared)
                continue;
            foreach (TypeModel? part in PartsOf(declared))
                pending.Push(part);
        }

        return used;
    }

    /// <summary>The types that a type mentions.</summary>
    public static IEnumerable<TypeModel?> PartsOf(DeclaredType type) => type switch
    {
        RecordModel record => record.Members.Select(static member => member.Type).Append(record.AdditionalProperties!),
        TupleModel tuple => tuple.Items.Select(static item => item.Type),
        VariantModel variant => variant.Cases.SelectMany(static one => PartsOf(one.Record)),
        UnionModel union => union.Cases,
        _ => [],
    };
}
