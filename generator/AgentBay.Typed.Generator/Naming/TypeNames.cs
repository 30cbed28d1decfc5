using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace AgentBay.Typed.Generator.Naming;

/// <summary>
/// The names of one tool's types. While the tool is bound each type has a name of its own, with a mark in it where another
/// has the same; names of types inside of it begin with that name. When all types are known, those that want one name
/// all get a hash of their place instead, so that their order in the schema does not matter; and so does one that wants the
/// name of a member which every record has.
/// </summary>
internal sealed class TypeNames
{
    // Enough for a nested type of a nested type; metadata ends at a thousand bytes.
    private const int MaxLength = 200;

    private const char MarkStart = '\u0001';
    private const char MarkEnd = '\u0002';

    // No type has the name of one of its members, nor does a type hide another in whose body it is mentioned.
    private static readonly HashSet<string> MembersOfEveryType = new(ReservedNames.OfRecord(""), StringComparer.Ordinal);

    private readonly Dictionary<string, string> _paths = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);

    /// <summary>Takes a name for a type.</summary>
    /// <param name="wanted">The name that is wanted.</param>
    /// <param name="path">The type's place in the schema.</param>
    public string Take(string wanted, string path)
    {
        _counts.TryGetValue(wanted, out int count);
        _counts[wanted] = count + 1;
        string name = count == 0 ? wanted : wanted + MarkStart + count.ToString(CultureInfo.InvariantCulture) + MarkEnd;
        _paths.Add(name, path);
        return name;
    }

    /// <summary>The place of a type in the schema.</summary>
    public string PathOf(string name) => _paths[name];

    /// <summary>The name that was wanted.</summary>
    public static string Wanted(string name)
    {
        for (int start = name.IndexOf(MarkStart); start >= 0; start = name.IndexOf(MarkStart, start))
            name = name.Remove(start, name.IndexOf(MarkEnd, start) + 1 - start);
        return name;
    }

    /// <summary>The final names of types by the names that they had while they were bound.</summary>
    public Dictionary<string, string> Settle(IReadOnlyCollection<string> names)
    {
        string[] wanted = [.. names.Select(Wanted)];
        HashSet<string> seen = new(StringComparer.Ordinal);
        HashSet<string> contested = new(wanted.Where(name => !seen.Add(name) || MembersOfEveryType.Contains(name)), StringComparer.Ordinal);
        NameTable taken = new([]);
        return names.Zip(wanted, (name, plain) => (name, plain)).ToDictionary(
            static pair => pair.name,
            pair => taken.Take(Identifiers.Bounded(pair.plain, MaxLength)
                + (contested.Contains(pair.plain) ? "__" + StableHash.Of(pair.plain + "\n" + _paths[pair.name]) : "")),
            StringComparer.Ordinal);
    }
}
