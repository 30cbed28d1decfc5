using System.Collections.Immutable;
using AgentBay.Typed.Local.Contexts;
using AgentBay.Typed.Local.Images;

namespace AgentBay.Typed.Local.Sessions;

/// <summary>What a session is created with.</summary>
internal sealed record SessionSettings(Image Image)
{
    public ImmutableSortedDictionary<string, string> Labels { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>How long the session may stay unused before it is deleted; nothing means for ever.</summary>
    public TimeSpan? IdleTime { get; init; }

    /// <summary>Named by the caller and told back; LocalBay has no policies.</summary>
    public string PolicyId { get; init; } = "";

    public IReadOnlyList<Binding> Contexts { get; init; } = [];

    /// <summary>Whether the client means to call tools inside of a private network.</summary>
    public bool IsVpc { get; init; }

    public ClientDialect Dialect { get; init; }
}
