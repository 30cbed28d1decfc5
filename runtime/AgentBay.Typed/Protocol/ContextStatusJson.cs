using System.Text.Json;

namespace AgentBay.Typed.Protocol;

/// <summary>Reads <c>ContextStatus</c>, which is JSON in a string in JSON in a string (agentbay-wire 5.3).</summary>
internal static class ContextStatusJson
{
    /// <summary>The rows that are uploads and downloads; others are not waited for (agentbay-wire 5.2).</summary>
    public static IEnumerable<JsonElement> Transfers(JsonElement data)
    {
        JsonElement status = data.Member("ContextStatus").EmbeddedJson();
        return Items(status)
            .Where(static item => item.TextOrEmpty("type") == "data")
            .SelectMany(static item => Items(item.Member("data").EmbeddedJson()))
            .Where(static row => row.TextOrEmpty("taskType") is "upload" or "download");
    }

    private static JsonElement.ArrayEnumerator Items(JsonElement json) =>
        json.ValueKind == JsonValueKind.Array ? json.EnumerateArray() : default;
}
