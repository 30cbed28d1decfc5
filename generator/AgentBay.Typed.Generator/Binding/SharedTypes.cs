using System;
using System.Collections.Generic;
using System.Linq;
using AgentBay.Typed.Generator.Models;
using AgentBay.Typed.Generator.Naming;

namespace AgentBay.Typed.Generator.Binding;

/// <summary>
/// Makes one type of two where a tool's arguments and its answer want one name for the same thing, as they do when both
/// schemas have a definition. What the tool answered can be put into its next call then.
/// </summary>
internal static class SharedTypes
{
    /// <summary>Removes each type of the answer that is one of the arguments' types too; that one is read and written then.</summary>
    /// <param name="types">The types of a tool.</param>
    /// <returns>Changes a type that is removed to the one which stands for it.</returns>
    public static Func<TypeModel, TypeModel> Merge(TypeTable types)
    {
        Dictionary<string, string> twins = FindTwins(types);
        if (twins.Count == 0)
            return static type => type;
        TypeModel Share(TypeModel type) => twins.TryGetValue(type.Name, out string? twin) ? type with { Name = twin } : type;
        foreach (DeclaredType type in types.Where(static type => type.IsRead).ToList())
        {
            if (!twins.TryGetValue(type.Name, out string? twin))
            {
                types.Add(type.Map(Share));
                continue;
            }

            types.Remove(type.Name);
            types.Add(types.Find(twin)!.For(isRead: true, isWritten: true));
        }

        return Share;
    }

    // What is inside of a type counts as the same until it turns out to be something else; then the type is looked at again.
    private static Dictionary<string, string> FindTwins(TypeTable types)
    {
        Dictionary<string, string> twins = types
            .GroupBy(static type => TypeNames.Wanted(type.Name), StringComparer.Ordinal)
            .Where(static same => same.Count(static type => type.IsRead) == 1 && same.Count() == 2)
            .ToDictionary(static same => same.Single(static type => type.IsRead).Name, static same => same.Single(static type => type.IsWritten).Name, StringComparer.Ordinal);
        ILookup<string, string> users = twins.Keys
            .SelectMany(name => UsedTypes.PartsOf(types.Find(name)!).Select(part => (Part: part?.Declared?.Name, User: name)))
            .Where(static use => use.Part is not null)
            .ToLookup(static use => use.Part!, static use => use.User, StringComparer.Ordinal);
        Queue<string> open = new(twins.Keys);
        while (open.Count > 0)
        {
            string name = open.Dequeue();
            if (!twins.TryGetValue(name, out string? twin) || IsSame(types.Find(name)!, types.Find(twin)!))
                continue;
            twins.Remove(name);
            foreach (string user in users[name])
                open.Enqueue(user);
        }

        return twins;

        bool IsSame(DeclaredType read, DeclaredType written) =>
            read.Map(type => twins.TryGetValue(type.Name, out string? twin) ? type with { Name = twin } : type)
                .For(isRead: false, isWritten: true) with { Name = written.Name } == written;
    }
}
