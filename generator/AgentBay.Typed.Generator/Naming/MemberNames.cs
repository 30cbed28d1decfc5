using System;
using System.Collections.Generic;
using System.Linq;

namespace AgentBay.Typed.Generator.Naming;

/// <summary>
/// Names a set of siblings from the wire: tools of a catalog, properties of a record, parameters of a method.
/// When several want one name, each is spelled out as on the wire instead; only the one that is spelled just so has it.
/// A name depends on nothing but the wire name and whether it is contested.
/// </summary>
internal static class MemberNames
{
    /// <param name="wireNames">The names from the wire, each different.</param>
    /// <param name="style">Makes the name that is wanted.</param>
    /// <param name="scope">The names that are taken already; receives the new ones.</param>
    /// <param name="reservedSuffix">What is put behind a name that the scope has anyway.</param>
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
        string[] wanted = [.. wireNames.Select(style)];
        HashSet<string> seen = new(StringComparer.Ordinal);
        HashSet<string> contested = new(wanted.Where(name => !seen.Add(name)), StringComparer.Ordinal);
        string[] given = new string[wanted.Length];

        // Names without rivals come first, so that a spelled-out one never takes theirs.
        for (int i = 0; i < wanted.Length; i++)
        {
            if (!contested.Contains(wanted[i]) && scope.TryTake(wanted[i]))
                given[i] = wanted[i];
        }

        for (int i = 0; i < wanted.Length; i++)
        {
            if (given[i] is not null)
                continue;
            given[i] = scope.Take(contested.Contains(wanted[i]) ? Identifiers.Spelled(wireNames[i]) + spelledSuffix : wanted[i] + reservedSuffix);
            if (given[i] != wanted[i])
                clash?.Invoke(wireNames[i], wanted[i], given[i]);
        }

        return given;
    }
}
