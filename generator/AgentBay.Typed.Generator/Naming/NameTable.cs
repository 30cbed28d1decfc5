using System;
using System.Collections.Generic;
using System.Globalization;

namespace AgentBay.Typed.Generator.Naming;

/// <summary>The names of one scope. Reserved names are those the scope has anyway.</summary>
internal sealed class NameTable(IEnumerable<string> reserved, StringComparer? comparer = null)
{
    private readonly HashSet<string> _taken = new(reserved, comparer ?? StringComparer.Ordinal);

    public bool IsFree(string name) => !_taken.Contains(name);

    /// <summary>
    /// Takes a name. When it is taken, which only private names and names of one hash can be, it gets the first number
    /// that is free.
    /// </summary>
    public string Take(string wanted)
    {
        string name = wanted;
        for (int i = 2; !_taken.Add(name); i++)
            name = wanted + "_" + i.ToString(CultureInfo.InvariantCulture);
        return name;
    }
}
