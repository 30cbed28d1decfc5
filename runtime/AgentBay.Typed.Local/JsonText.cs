using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AgentBay.Typed.Local;

/// <summary>
/// JSON as text. Much of what LocalBay sends is JSON in a string in JSON, so only what must be escaped is.
/// </summary>
internal static class JsonText
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string From(JsonNode node) => node.ToJsonString(Relaxed);
}
