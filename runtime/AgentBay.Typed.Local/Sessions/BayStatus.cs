namespace AgentBay.Typed.Local.Sessions;

/// <summary>The states of a session that the wire has words for, as far as LocalBay has them.</summary>
internal static class BayStatus
{
    public const string Running = "RUNNING";
    public const string Paused = "PAUSED";
    public const string Deleting = "DELETING";

    /// <summary>What a list may be filtered by.</summary>
    public static readonly string[] All = [Running, "PAUSING", Paused, "RESUMING", Deleting, "DELETED"];
}
