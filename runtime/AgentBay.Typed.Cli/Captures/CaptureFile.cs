using AgentBay.Typed.Schema;
using AgentBay.Typed.Schema.Captures;
using AgentBay.Typed.Schema.Json;

namespace AgentBay.Typed.Cli.Captures;

/// <summary>A capture on disk.</summary>
internal sealed class CaptureFile
{
    private CaptureFile(string path, string text, Capture capture, IReadOnlyList<Problem> problems)
    {
        Path = path;
        Text = text;
        Capture = capture;
        Problems = problems;
    }

    public string Path { get; }

    public string Text { get; }

    public Capture Capture { get; }

    /// <summary>What the generator would warn of.</summary>
    public IReadOnlyList<Problem> Problems { get; }

    public TextPlaces Places => field ??= new TextPlaces(Text);

    /// <exception cref="CliException">It cannot be read, or is no capture.</exception>
    public static CaptureFile Read(string path)
    {
        string text = ReadText(path) ?? throw new CliException($"{path}: there is no such file");
        List<Problem> problems = [];
        return CaptureReader.Read(text, problems) is { } capture
            ? new CaptureFile(path, text, capture, problems)
            : throw new CliException(Line(path, new TextPlaces(text), problems[^1], "error"));
    }

    /// <summary>Reads it for a comparison: null where there is none, or none that can be read, which a refresh replaces.</summary>
    public static CaptureFile? TryRead(string path)
    {
        List<Problem> problems = [];
        return ReadText(path) is { } text && CaptureReader.Read(text, problems) is { } capture ? new CaptureFile(path, text, capture, problems) : null;
    }

    /// <summary>
    /// Writes the file anew, or not at all: the text goes to a file of its own beside it, which takes the place of the old
    /// one when it is complete on the disk.
    /// </summary>
    /// <exception cref="CliException">It cannot be written.</exception>
    public static void Write(string path, string text)
    {
        string temporary = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
            using (FileStream stream = new(temporary, FileMode.Create, FileAccess.Write))
            {
                stream.Write(System.Text.Encoding.UTF8.GetBytes(text));
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            File.Delete(temporary);
            throw new CliException($"{path}: it cannot be written: {e.Message}");
        }
    }

    /// <summary>A line of MSBuild's form, which editors and build logs take apart.</summary>
    public static string Line(string path, TextPlaces places, Problem problem, string severity)
    {
        (int line, int column) = places.Of(problem.Range.Start);
        return $"{path}({line},{column}): {severity} {problem.Id}: {problem.Message}";
    }

    private static string? ReadText(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllText(path) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CliException($"{path}: it cannot be read: {e.Message}");
        }
    }
}
