namespace AgentBay.Typed.Local;

/// <summary>Which network the isolated sessions of a <see cref="LocalBay"/> have.</summary>
public enum LocalBayNetwork
{
    /// <summary>
    /// One of its own for each session, so that sessions can listen on the same port. Where the program slirp4netns is
    /// installed the world outside of this machine can be reached; otherwise a session has nothing but its loopback.
    /// </summary>
    Own,

    /// <summary>This machine's: a session reaches what the machine reaches, and its ports are the machine's.</summary>
    Shared,
}
