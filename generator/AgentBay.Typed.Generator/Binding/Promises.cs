using System.Collections.Generic;
using AgentBay.Typed.Schema.Json;

namespace AgentBay.Typed.Generator.Binding;

/// <summary>
/// What became of unions that were handed out while they were still being bound, because a schema that contains itself
/// needs its own type inside. Where one turned out to be something else, the tool is bound again, knowing what it is.
/// </summary>
internal sealed class Promises
{
    // Each round learns something of all schemas. What is not settled after so many was written to have no end.
    private const int MaxRounds = 8;

    private readonly Dictionary<JsonNode, string> _untyped = [];
    private readonly HashSet<JsonNode> _nullable = [];
    private readonly HashSet<JsonNode> _open = [];
    private readonly HashSet<JsonNode> _used = [];
    private bool _isBroken;
    private int _rounds;

    /// <summary>Whether nothing is promised any more: a schema that contains itself is any JSON inside.</summary>
    public bool IsCautious => _rounds >= MaxRounds;

    /// <summary>Why a schema is no type, where that is known by now; or null.</summary>
    public string? WhyUntyped(JsonNode schema) => _untyped.TryGetValue(schema, out string? why) ? why : null;

    /// <summary>Whether a schema is known to allow null by way of its alternatives.</summary>
    public bool IsNullable(JsonNode schema) => _nullable.Contains(schema);

    public void Open(JsonNode schema) => _open.Add(schema);

    /// <summary>Notes that the type of a schema is handed out.</summary>
    public void Use(JsonNode schema)
    {
        if (_open.Contains(schema))
            _used.Add(schema);
    }

    /// <summary>Settles that a schema is a type.</summary>
    /// <returns>Whether its type was handed out before.</returns>
    public bool Close(JsonNode schema, bool isNullable)
    {
        _open.Remove(schema);
        bool isUsed = _used.Contains(schema);
        _isBroken |= isNullable && _nullable.Add(schema) && isUsed;
        return isUsed;
    }

    /// <summary>Settles that a schema is any JSON.</summary>
    public void Break(JsonNode schema, string why)
    {
        _open.Remove(schema);
        _isBroken |= _used.Contains(schema);
        _untyped[schema] = why;
    }

    /// <summary>Begins another round if this one handed out what did not come true.</summary>
    public bool Renew()
    {
        bool isBroken = _isBroken;
        _isBroken = false;
        _open.Clear();
        _used.Clear();
        _rounds++;
        return isBroken;
    }
}
