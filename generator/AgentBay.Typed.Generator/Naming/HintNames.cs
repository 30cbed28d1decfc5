using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace AgentBay.Typed.Generator.Naming;

/// <summary>
/// Parts of file names: ASCII, short, and different even where case does not count. Roslyn takes letters of all scripts
/// in a file name; file systems and archives do not.
/// </summary>
internal static class HintNames
{
    // Two parts and the endings stay far below the 255 bytes that file systems take.
    private const int MaxLength = 60;

    /// <param name="names">The names, and what makes each different from the others.</param>
    /// <param name="reserved">Names that are taken anyway.</param>
    /// <returns>A part for each name.</returns>
    public static string[] Assign(IReadOnlyList<(string Name, string Identity)> names, params string[] reserved)
    {
        string[] wanted = [.. names.Select(static one => Identifiers.Bounded(Ascii(one.Name), MaxLength))];
        HashSet<string> seen = new(reserved, StringComparer.OrdinalIgnoreCase);
        HashSet<string> contested = new(wanted.Where(name => !seen.Add(name)), StringComparer.OrdinalIgnoreCase);
        NameTable taken = new(reserved, StringComparer.OrdinalIgnoreCase);
        return
        [
            .. names.Select((one, i) => taken.Take(contested.Contains(wanted[i]) ? wanted[i] + "_" + StableHash.Of(one.Identity) : wanted[i])),
        ];
    }

    private static string Ascii(string name) => name.All(static c => c < 128)
        ? name
        : string.Concat(name.Select(static c => c < 128 ? c.ToString() : ((int)c).ToString("X4", CultureInfo.InvariantCulture)));
}
