namespace AgentBay.Typed.Local.Tools;

/// <summary>Finds what somebody may have meant.</summary>
internal static class NearNames
{
    /// <summary>"; did you mean 'a' or 'b'?", or nothing when no name comes near.</summary>
    public static string Hint(string name, IEnumerable<string> known)
    {
        var limit = Math.Max(2, name.Length / 3);
        var near = known
            .Select(candidate => (Name: candidate, Distance: Distance(name, candidate)))
            .Where(candidate => candidate.Distance <= limit)
            .OrderBy(candidate => candidate.Distance)
            .ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
            .Take(3)
            .Select(candidate => $"'{candidate.Name}'")
            .ToArray();
        return near.Length == 0 ? "" : $"; did you mean {string.Join(" or ", near)}?";
    }

    // Levenshtein, one row at a time.
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                var change = diagonal + (char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]) ? 0 : 1);
                row[j] = Math.Min(change, Math.Min(above, row[j - 1]) + 1);
                diagonal = above;
            }
        }
        return row[^1];
    }
}
