using AgentBay.Typed.Cli.Reports;
using AgentBay.Typed.Schema;
using AgentBay.Typed.Schema.Json;

namespace AgentBay.Typed.Cli;

/// <summary>Ends a command, or the work on one capture, with a message for the person who gave it.</summary>
internal class CliException(string message, int exitCode = ExitCodes.Failure, Exception? innerException = null) : Exception(message, innerException)
{
    public int ExitCode { get; } = exitCode;
}

/// <summary>A file of this machine cannot be used.</summary>
internal sealed class FileException : CliException
{
    private FileException(string path, Problem problem, int line, int column)
        : base(MsBuildLine.Of(path, line, column, "error", problem))
    {
        Path = path;
        Problem = problem;
        Line = line;
        Column = column;
    }

    public string Path { get; }

    public Problem Problem { get; }

    public int Line { get; }

    public int Column { get; }

    /// <param name="path">The file.</param>
    /// <param name="problem">What is wrong.</param>
    /// <param name="text">The file's text, where it could be read.</param>
    public static FileException Of(string path, Problem problem, string? text = null)
    {
        (int line, int column) = text is null ? (1, 1) : new TextPlaces(text).Of(problem.Range.Start);
        return new FileException(path, problem, line, column);
    }
}
