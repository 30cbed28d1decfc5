namespace AgentBay.Typed.Cli.Captures;

/// <summary>What was found of a capture. Of several captures, the last of these tells.</summary>
internal enum Outcome
{
    /// <summary>No difference.</summary>
    Same,

    /// <summary>There was no capture before.</summary>
    New,

    /// <summary>Differences, all compatible.</summary>
    Compatible,

    /// <summary>Nothing could be found out.</summary>
    Failed,

    /// <summary>Breaking differences: they are known, even where something else could not be found out.</summary>
    Breaking,
}
