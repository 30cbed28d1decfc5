using System.CommandLine;

namespace AgentBay.Typed.Cli.Commands;

/// <summary>What all commands have in common: how they fail, and how they are stopped.</summary>
internal static class CliCommand
{
    public static void SetGuardedAction(this Command command, Func<ParseResult, CancellationToken, Task<int>> run) =>
        command.SetAction(async (arguments, cancellationToken) =>
        {
            TextWriter error = arguments.InvocationConfiguration.Error;
            try
            {
                return await run(arguments, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return ExitCodes.Cancelled;
            }
            catch (CliException e)
            {
                await error.WriteLineAsync($"agentbay-typed {command.Name}: {e.Message}");
                return e.ExitCode;
            }
            catch (Sources.SourceException e)
            {
                await error.WriteLineAsync($"agentbay-typed {command.Name}: {e.Message}");
                return ExitCodes.Unreachable;
            }
        });
}
