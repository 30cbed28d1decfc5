using System;
using System.Collections.Generic;
using System.Linq;

namespace AgentBay.Typed.Generator.Naming;

/// <summary>
/// Names a set of siblings from the wire: tools of a catalog, properties of a record, parameters of a method. A name is
/// wanted for its looks; when several want one, none gets it, and each is spelled out instead. So a name depends on
/// nothing but the wire name and whether it is contested, and no name ever passes to another sibling that was added.
/// </summary>
internal static class MemberNames
{
    /// <param name="wireNames">The names from the wire, each different.</param>
    /// <param name="style">Makes the name that is wanted.</param>
    /// <param name="scope">The names that are taken already; receives the new ones.</param>
    /// <param name="reservedSuffix">What is put behind a wanted name that the scope has anyway.</param>
    /// <param name="spelledSuffix">What is put behind a name that is spelled out.</param>
    /// <param name="clash">Told of each name that could not be had: the wire name, the name wanted, the name given.</param>
    /// <returns>The names, in the order of the wire names.</returns>
    public static string[] Assign(
        IReadOnlyList<string> wireNames,
        Func<string, string> style,
        NameTable scope,
        string reservedSuffix,
        string spelledSuffix = "",
        Action<string, string, string>? clash = null)
    {
        string[] plain = [.. wireNames.Select(style)];
        string[] wanted = [.. plain.Select(name => Wanted(name, scope, reservedSuffix))];
        HashSet<string> seen = new(StringComparer.Ordinal);
        HashSet<string> contested = new(wanted.Where(name => !seen.Add(name) || !scope.IsFree(name)), StringComparer.Ordinal);
        string[] given = new string[wanted.Length];
        for (int i = 0; i < wanted.Length; i++)
        {
            given[i] = scope.Take(contested.Contains(wanted[i]) ? Identifiers.Spelled(wireNames[i]) + spelledSuffix : wanted[i]);
            if (given[i] != plain[i])
                clash?.Invoke(wireNames[i], plain[i], given[i]);
        }

        return given;
    }

    /// <summary>The name that is wanted: what it looks best as, and a suffix where the scope has that name anyway.</summary>
    public static string Wanted(string name, NameTable scope, string reservedSuffix) => scope.IsFree(name) ? name : name + reservedSuffix;
}
