using System;
using System.Collections.Generic;
using System.Linq;

namespace AgentBay.Typed.Schema;

/// <summary>Finds what somebody meant. LocalBay has this file too.</summary>
internal static class NearNames
{
    /// <summary>The candidate that is a few slips away at most; or null.</summary>
    public static string? Nearest(string name, IEnumerable<string> candidates) => Near(name, candidates).FirstOrDefault();

    /// <summary>The candidates that are a few slips away at most, the nearest first.</summary>
    public static IEnumerable<string> Near(string name, IEnumerable<string> candidates) => candidates
        .Select(candidate => (Name: candidate, Distance: Distance(name, candidate)))
        .Where(one => one.Distance <= Math.Max(1, name.Length / 3))
        .OrderBy(static one => one.Distance).ThenBy(static one => one.Name, StringComparer.Ordinal)
        .Select(static one => one.Name);

    // Levenshtein, two rows. A letter's case is no slip.
    private static int Distance(string a, string b)
    {
        int[] above = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int[] row = new int[b.Length + 1];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int change = above[j - 1] + (char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]) ? 0 : 1);
                row[j] = Math.Min(change, 1 + Math.Min(above[j], row[j - 1]));
            }

            above = row;
        }

        return above[b.Length];
    }
}
