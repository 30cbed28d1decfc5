using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using AgentBay.Typed.Generator.Models;

namespace AgentBay.Typed.Generator.Binding;

/// <summary>The types that a tool declares, by name, in the order in which they were named.</summary>
internal sealed class TypeTable : IEnumerable<DeclaredType>
{
    private readonly List<string> _order = [];
    private readonly Dictionary<string, DeclaredType?> _types = new(StringComparer.Ordinal);

    /// <summary>The type of a name; null where it is not bound, or not yet.</summary>
    public DeclaredType? Find(string name) => _types.TryGetValue(name, out DeclaredType? type) ? type : null;

    public void Reserve(string name)
    {
        if (_types.ContainsKey(name))
            return;
        _types.Add(name, null);
        _order.Add(name);
    }

    /// <summary>Declares a type, or declares it anew.</summary>
    public void Add(DeclaredType type)
    {
        Reserve(type.Name);
        _types[type.Name] = type;
    }

    public void Remove(string name)
    {
        _types.Remove(name);
        _order.Remove(name);
    }

    public IEnumerator<DeclaredType> GetEnumerator() => _order.Select(Find).OfType<DeclaredType>().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
