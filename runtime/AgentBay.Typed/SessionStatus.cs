namespace AgentBay.Typed;

/// <summary>
/// The state of a session, in the service's own word, so that one the service adds later is not lost. The known ones are
/// properties here (agentbay-wire 3.4).
/// </summary>
/// <param name="value">The service's word.</param>
public readonly struct SessionStatus(string value) : IEquatable<SessionStatus>
{
    private readonly string? _value = value;

    /// <summary>It runs, and its tools can be called.</summary>
    public static SessionStatus Running => new("RUNNING");

    /// <summary>It is being paused.</summary>
    public static SessionStatus Pausing => new("PAUSING");

    /// <summary>It is paused: its processes stand still.</summary>
    public static SessionStatus Paused => new("PAUSED");

    /// <summary>It is being resumed.</summary>
    public static SessionStatus Resuming => new("RESUMING");

    /// <summary>It is being deleted.</summary>
    public static SessionStatus Deleting => new("DELETING");

    /// <summary>It is deleted.</summary>
    public static SessionStatus Deleted => new("DELETED");

    /// <summary>It has ended.</summary>
    public static SessionStatus Finished => new("FINISH");

    /// <summary>The service told no state.</summary>
    public static SessionStatus Unknown => new("UNKNOWN");

    /// <summary>The service's word.</summary>
    public string Value => string.IsNullOrEmpty(_value) ? "UNKNOWN" : _value;

    // The states that a session does not leave (agentbay-wire 3.4).
    internal bool IsGone => this == Deleted || this == Finished;

    internal bool IsBroken => IsGone || this == Deleting || Value is "ERROR" or "FAILED";

    /// <summary>Whether both are the same state.</summary>
    public static bool operator ==(SessionStatus left, SessionStatus right) => left.Equals(right);

    /// <summary>Whether the states differ.</summary>
    public static bool operator !=(SessionStatus left, SessionStatus right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(SessionStatus other) => string.Equals(Value, other.Value, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is SessionStatus other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Value);

    /// <summary>The service's word.</summary>
    public override string ToString() => Value;
}
