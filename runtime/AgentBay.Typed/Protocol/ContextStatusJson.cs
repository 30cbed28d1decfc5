using System.Text.Json;

namespace AgentBay.Typed.Protocol;

/// <summary>Reads <c>ContextStatus</c>, which is JSON in a string in JSON in a string (agentbay-wire 5.3).</summary>
internal static class ContextStatusJson
{
    public static ContextSyncTask[] Read(JsonElement data) =>
    [
        .. data.Member("ContextStatus").EmbeddedJson().Items()
            .Where(static item => item.TextOrEmpty("type") == "data")
            .SelectMany(static item => item.Member("data").EmbeddedJson().Items())
            .Select(ContextSyncTask.Read),
    ];
}
