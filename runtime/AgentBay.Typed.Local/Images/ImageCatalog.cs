using System.Collections.Frozen;
using System.Text.Json;

namespace AgentBay.Typed.Local.Images;

/// <summary>The images that LocalBay serves.</summary>
internal sealed class ImageCatalog
{
    private const string DefaultImageId = "linux_latest";

    private static readonly string[] ImageIds = [DefaultImageId, "code_latest", "browser_latest"];

    private readonly FrozenDictionary<string, Image> _images;

    public ImageCatalog(Machine machine)
    {
        var runnable = machine.CreateTools().Select(tool => tool.Name).ToHashSet(StringComparer.Ordinal);
        _images = ImageIds.ToFrozenDictionary(id => id, id => new Image(id, ReadCapture(id).ToLookup(tool => runnable.Contains(tool.Name))), StringComparer.Ordinal);
    }

    public static string Names => string.Join(", ", ImageIds);

    /// <summary>The image of that name; without a name, the default one.</summary>
    public Image? Find(string? id) => _images.GetValueOrDefault(id ?? DefaultImageId);

    private static IEnumerable<ToolDefinition> ReadCapture(string imageId)
    {
        using var stream = Resources.Open($"{imageId}.tools.json");
        using var capture = JsonDocument.Parse(stream);
        foreach (var tool in capture.RootElement.GetProperty("tools").EnumerateArray())
        {
            yield return new ToolDefinition(
                tool.GetProperty("name").GetString()!, Text(tool, "description"), Text(tool, "server"), tool.GetProperty("inputSchema").Clone());
        }
    }

    private static string Text(JsonElement tool, string name) => tool.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";
}
