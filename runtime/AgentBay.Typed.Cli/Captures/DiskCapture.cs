using AgentBay.Typed.Schema;
using AgentBay.Typed.Schema.Captures;
using AgentBay.Typed.Schema.Json;

namespace AgentBay.Typed.Cli.Captures;

/// <summary>A capture on disk.</summary>
internal sealed class DiskCapture
{
    private DiskCapture(string path, string text, Capture capture, IReadOnlyList<Problem> problems)
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

    /// <param name="path">The file.</param>
    /// <param name="remedy">What to do where there is none.</param>
    /// <exception cref="FileException">It cannot be read, or is no capture.</exception>
    public static DiskCapture Read(string path, string remedy = "")
    {
        string text = DiskFile.Read(path) ?? throw FileException.Of(path, Schema.Problems.UnreadableFile($"there is no such file{remedy}"));
        List<Problem> problems = [];
        return CaptureReader.Read(text, problems) is { } capture
            ? new DiskCapture(path, text, capture, problems)
            : throw FileException.Of(path, problems[^1], text);
    }

    /// <summary>Reads it for a comparison: null where there is none, or none that makes sense, which a refresh replaces.</summary>
    /// <exception cref="FileException">It is there and cannot be read.</exception>
    public static DiskCapture? TryRead(string path)
    {
        List<Problem> problems = [];
        return DiskFile.Read(path) is { } text && CaptureReader.Read(text, problems) is { } capture ? new DiskCapture(path, text, capture, problems) : null;
    }
}
