namespace AgentBay.Typed.Cli;

/// <summary>Ends a command with a message for the person who gave it.</summary>
internal sealed class CliException(string message, int exitCode = ExitCodes.Failure) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
}
