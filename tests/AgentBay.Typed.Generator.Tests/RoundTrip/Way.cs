namespace AgentBay.Typed.Generator.Tests.RoundTrip;

/// <summary>How values are made from a schema.</summary>
internal enum Way
{
    /// <summary>Nothing that may be left out.</summary>
    RequiredOnly,

    /// <summary>All that has a name, with ordinary values.</summary>
    All,

    /// <summary>All that has a name, with values at the edge of what is allowed.</summary>
    Edges,
}
