using System.Reflection;
using AgentBay.Typed.Schema;
using AgentBay.Typed.Schema.Captures;
using AgentBay.Typed.Schema.Overlays;

namespace AgentBay.Typed.Cli.Captures;

/// <summary>The overlay beside a capture. It is read as the generator reads it: an entry that makes no sense is left out.</summary>
internal static class OverlayFile
{
    /// <exception cref="FileException">There is one that is no overlay.</exception>
    public static Overlay ReadFor(string capturePath)
    {
        string path = CapturePath.OverlayOf(capturePath);
        return DiskFile.Read(path) is { } text ? Read(path, text) : Overlay.None;
    }

    /// <summary>The overlay that ships with AgentBay.Typed for an image, where there is one.</summary>
    public static Overlay Shipped(string imageId)
    {
        string name = $"{imageId}.overlay.json";
        using Stream? stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name);
        if (stream is null)
            return Overlay.None;
        using StreamReader reader = new(stream);
        return Read(name, reader.ReadToEnd());
    }

    private static Overlay Read(string path, string text)
    {
        List<Problem> problems = [];
        Overlay overlay = OverlayReader.Read(text, problems);
        return problems.Find(static problem => problem.Id is ProblemIds.NotJson or ProblemIds.NotAnOverlay) is { } failure
            ? throw FileException.Of(path, failure, text)
            : overlay;
    }
}
