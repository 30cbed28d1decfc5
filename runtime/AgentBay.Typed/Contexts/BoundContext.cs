using System.Text.Json;
using AgentBay.Typed.Protocol;

namespace AgentBay.Typed;

/// <summary>A context that a session has bound.</summary>
public sealed record BoundContext
{
    /// <summary>The context's id.</summary>
    public required string ContextId { get; init; }

    /// <summary>The context's name.</summary>
    public required string ContextName { get; init; }

    /// <summary>The directory in the session.</summary>
    public required string Path { get; init; }

    /// <summary>The policy, as the service keeps it: JSON text, or an empty string.</summary>
    public string Policy { get; init; } = "";

    /// <summary>When it was bound, or null where the service tells nothing that can be read.</summary>
    public DateTimeOffset? BoundAt { get; init; }

    internal static BoundContext Read(JsonElement row) => new()
    {
        ContextId = row.TextOrEmpty("ContextId"),
        ContextName = row.TextOrEmpty("ContextName"),
        Path = row.TextOrEmpty("Path"),
        Policy = row.Member("Policy") is { ValueKind: JsonValueKind.Object } policy ? policy.GetRawText() : row.TextOrEmpty("Policy"),
        BoundAt = row.MomentOrNull("BindTime"),
    };
}
