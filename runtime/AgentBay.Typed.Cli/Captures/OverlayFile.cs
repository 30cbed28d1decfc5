using AgentBay.Typed.Schema.Overlays;

namespace AgentBay.Typed.Cli.Captures;

/// <summary>The overlay beside a capture.</summary>
internal static class OverlayFile
{
    public static Overlay ReadFor(string capturePath)
    {
        const string Ending = ".tools.json";
        if (!capturePath.EndsWith(Ending, StringComparison.OrdinalIgnoreCase))
            return Overlay.None;
        string path = capturePath[..^Ending.Length] + ".overlay.json";
        return File.Exists(path) ? OverlayReader.Read(File.ReadAllText(path), []) : Overlay.None;
    }
}
