using System;
using System.Collections.Generic;

namespace AgentBay.Typed.Schema.Json;

/// <summary>Takes values for equal that are the same JSON, wherever they stand.</summary>
internal sealed class SameJson : IEqualityComparer<JsonNode>
{
    public static SameJson Comparer { get; } = new();

    public bool Equals(JsonNode? x, JsonNode? y) => ReferenceEquals(x, y) || (x is not null && y is not null && x.IsSameAs(y));

    public int GetHashCode(JsonNode node)
    {
        unchecked
        {
            return (((StringComparer.Ordinal.GetHashCode(node.Text) * 31) + (int)node.Kind) * 31) + node.Items.Count + node.Members.Count;
        }
    }
}
