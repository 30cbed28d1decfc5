using System.Text.Json;
using System.Text.Json.Nodes;

namespace AgentBay.Typed.Local.Images;

/// <summary>A tool as an image's capture describes it.</summary>
internal sealed record ToolDefinition(string Name, string Description, string Server, JsonElement InputSchema);

/// <summary>An image and those of its tools that this machine really runs.</summary>
internal sealed class Image
{
    /// <param name="id">The image's id.</param>
    /// <param name="isRunnable">The tools of its capture, by whether this machine runs them.</param>
    public Image(string id, ILookup<bool, ToolDefinition> isRunnable)
    {
        Id = id;
        Tools = isRunnable[true].ToDictionary(tool => tool.Name, StringComparer.Ordinal);
        Missing = isRunnable[false].Select(tool => tool.Name).ToHashSet(StringComparer.Ordinal);
        ToolList = JsonText.From(new JsonArray([.. Tools.Values.Select(Describe)]));
    }

    public string Id { get; }

    public IReadOnlyDictionary<string, ToolDefinition> Tools { get; }

    /// <summary>The names of those that the capture has and this machine does not run.</summary>
    public IReadOnlySet<string> Missing { get; }

    /// <summary>The tools as the wire wants them: a JSON array in a string.</summary>
    public string ToolList { get; }

    private static JsonNode Describe(ToolDefinition tool) => new JsonObject
    {
        ["name"] = tool.Name,
        ["description"] = tool.Description,
        ["inputSchema"] = JsonObject.Create(tool.InputSchema),
        ["server"] = tool.Server,
        ["tool"] = tool.Name,
    };
}
