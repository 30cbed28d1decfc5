using AgentBay.Typed.Schema;
using AgentBay.Typed.Schema.Captures;

namespace AgentBay.Typed.Cli.Captures;

/// <summary>The captures of AgentBay's images that this program carries.</summary>
internal static class ShippedCaptures
{
    /// <returns>The tools of the image; empty where it is not shipped.</returns>
    public static IReadOnlyList<CapturedTool> ToolsOf(string? imageId)
    {
        using Stream? stream = typeof(ShippedCaptures).Assembly.GetManifestResourceStream($"{imageId}.tools.json");
        if (stream is null)
            return [];
        using StreamReader reader = new(stream);
        List<Problem> problems = [];
        return CaptureReader.Read(reader.ReadToEnd(), problems)!.Tools;
    }
}
