using System.Collections.ObjectModel;
using System.Text.Json;

namespace AgentBay.Typed.Protocol;

/// <summary>Reads the service's lists of tools, in each spelling of the keys that SDKs accept (agentbay-wire 4.6).</summary>
internal static class ToolListJson
{
    /// <returns>The tools, or null when the data are no list of tools.</returns>
    public static ReadOnlyCollection<ToolDescriptor>? Read(JsonElement data)
    {
        JsonElement list = data.EmbeddedJson();
        if (list.ValueKind != JsonValueKind.Array)
            return null;
        return new ReadOnlyCollection<ToolDescriptor>(
        [
            .. list.EnumerateArray()
                .Where(static tool => Text(tool, "name", "Name").Length > 0)
                .Select(static tool => new ToolDescriptor(Text(tool, "name", "Name"))
                {
                    Server = Text(tool, "server", "serverName", "Server") is { Length: > 0 } server ? server : null,
                    Description = Text(tool, "description", "Description"),
                    InputSchema = Schema(tool),
                }),
        ]);
    }

    private static string Text(JsonElement tool, params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            if (tool.TextOrEmpty(name) is { Length: > 0 } text)
                return text;
        }

        return "";
    }

    private static JsonElement? Schema(JsonElement tool)
    {
        JsonElement schema = tool.Member("inputSchema") is { ValueKind: not JsonValueKind.Undefined } camel ? camel : tool.Member("input_schema");
        return schema.EmbeddedJson() is { ValueKind: JsonValueKind.Object } read ? read : null;
    }
}
