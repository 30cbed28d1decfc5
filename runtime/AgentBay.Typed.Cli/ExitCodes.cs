namespace AgentBay.Typed.Cli;

/// <summary>What the process says to scripts. Documented in docs/command-line.md.</summary>
internal static class ExitCodes
{
    /// <summary>Done; of a comparison: no difference.</summary>
    public const int Success = 0;

    /// <summary>Something has to be put right first: the command line, a file, an item, a key.</summary>
    public const int Failure = 1;

    /// <summary>There are differences, all compatible.</summary>
    public const int Compatible = 2;

    /// <summary>There are breaking differences.</summary>
    public const int Breaking = 3;

    /// <summary>A source gave no answer, so nothing can be said.</summary>
    public const int Unreachable = 4;

    /// <summary>The tool that was called reported an error.</summary>
    public const int ToolFailed = 5;

    /// <summary>Stopped by Ctrl+C, as shells say it.</summary>
    public const int Cancelled = 130;
}
