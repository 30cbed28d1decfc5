using AgentBay.Typed.Cli.Reports;
using Spectre.Console;

namespace AgentBay.Typed.Cli.Commands;

/// <summary>A spinner on the error stream while a person waits at a terminal; nothing elsewhere.</summary>
internal sealed class Progress
{
    private readonly IAnsiConsole? _terminal;

    private Progress(IAnsiConsole? terminal) => _terminal = terminal;

    public static async Task<T> RunAsync<T>(string text, Func<Progress, Task<T>> run)
    {
        if (Console.IsErrorRedirected || Console.IsOutputRedirected)
            return await run(new Progress(null));
        IAnsiConsole terminal = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return await terminal.Status().Spinner(Spinner.Known.Line).StartAsync(Markup.Escape(text), _ => run(new Progress(terminal)));
    }

    /// <summary>Prints lines in the meantime. At a terminal the spinner knows of them.</summary>
    public async Task WriteLinesAsync(TextWriter output, IEnumerable<string> lines)
    {
        if (_terminal is null)
            await output.WriteLinesAsync(lines);
        else
            _terminal.Write(new Text(string.Concat(lines.Select(static line => line + "\n"))));
    }
}
