using System.CommandLine;
using System.CommandLine.Invocation;
using AgentBay.Typed.Cli.Reports;
using AgentBay.Typed.Schema;

namespace AgentBay.Typed.Cli.Commands;

/// <summary>What all commands have in common: how they fail, and how they are stopped.</summary>
internal static class CliCommand
{
    public static void SetGuardedAction(this Command command, Func<ParseResult, CancellationToken, Task<int>> run) =>
        command.SetAction(async (arguments, cancellationToken) =>
        {
            // System.CommandLine listens for Ctrl+C only when the action has first given way. What it had started by then would live on.
            await Task.Yield();
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
                return await FailAsync(arguments, e.Message, e.ExitCode);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return await FailAsync(arguments, e.Message, ExitCodes.Failure);
            }
        });

    /// <summary>Runs what was asked for; what makes no sense is one line.</summary>
    public static async Task<int> RunAsync(this RootCommand root, IReadOnlyList<string> given, InvocationConfiguration console, CancellationToken cancellationToken = default)
    {
        ParseResult arguments = root.Parse(given);
        if (arguments.Action is not ParseErrorAction)
            return await arguments.InvokeAsync(console, cancellationToken);
        return await FailAsync(arguments, WhatMakesNoSense(arguments), ExitCodes.Failure, console);
    }

    private static string WhatMakesNoSense(ParseResult arguments)
    {
        Command command = arguments.CommandResult.Command;
        if (arguments.UnmatchedTokens is [string unknown, ..])
        {
            IEnumerable<string> names = (unknown.StartsWith('-') ? command.Options.Cast<Symbol>() : command.Subcommands.Where(static one => !one.Hidden))
                .Select(static one => one.Name);
            return $"'{unknown.Printable()}' is not known here{(NearNames.Nearest(unknown, names) is { } near ? $"; did you mean '{near}'?" : "; --help lists what is")}";
        }

        if (command.Subcommands.Count > 0)
            return "name a command; --help lists them";
        return command.Arguments.FirstOrDefault(one => (arguments.GetResult(one)?.Tokens.Count ?? 0) < one.Arity.MinimumNumberOfValues) is { } missing
            ? $"<{missing.Name}> is missing; --help says what it is"
            : arguments.Errors[0].Message.TrimEnd('.');
    }

    /// <summary>Says why in one line; with <c>--json</c> as JSON where a program reads.</summary>
    private static async Task<int> FailAsync(ParseResult arguments, string message, int exitCode, InvocationConfiguration? configuration = null)
    {
        InvocationConfiguration console = configuration ?? arguments.InvocationConfiguration;
        string name = arguments.CommandResult.Command is RootCommand ? "" : " " + arguments.CommandResult.Command.Name;
        if (CommonOptions.IsJson(arguments))
        {
            try
            {
                await console.Output.WriteLineAsync(JsonReport.Error(message, exitCode));
                return exitCode;
            }
            catch (IOException)
            {
                // The output itself is what failed.
            }
        }

        await console.Error.WriteLineAsync($"agentbay-typed{name}: {message}");
        return exitCode;
    }
}
