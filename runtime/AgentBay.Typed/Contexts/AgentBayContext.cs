using System.Text.Json;
using AgentBay.Typed.Protocol;

namespace AgentBay.Typed;

/// <summary>A named store of files at the service that outlives sessions. A session that binds it has its files in a directory.</summary>
public sealed record AgentBayContext
{
    /// <summary>The context's id, such as <c>SdkCtx-…</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The context's name.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// What is going on with it: <c>available</c>, <c>in-use</c>, <c>clearing</c> or <c>pre-available</c>, as far as is
    /// known. Empty where the service tells nothing.
    /// </summary>
    public string State { get; init; } = "";

    /// <summary>The operating system its files come from, or an empty string.</summary>
    public string OperatingSystem { get; init; } = "";

    /// <summary>When it was made, or null where the service tells nothing that can be read.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When a session last used it, or null where the service tells nothing that can be read.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    internal static AgentBayContext Read(JsonElement data) => new()
    {
        Id = data.TextOrEmpty("Id"),
        Name = data.TextOrEmpty("Name"),
        State = data.TextOrEmpty("State"),
        OperatingSystem = data.TextOrEmpty("OsType"),
        CreatedAt = data.MomentOrNull("CreateTime"),
        LastUsedAt = data.MomentOrNull("LastUsedTime"),
    };
}
