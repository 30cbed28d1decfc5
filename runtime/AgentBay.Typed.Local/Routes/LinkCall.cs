using System.Text.Json;
using System.Text.Json.Serialization;

namespace AgentBay.Typed.Local.Routes;

/// <summary>The body of a call to a LinkUrl.</summary>
internal sealed record LinkCall(string? Tool, string? Server, string? RequestId, JsonElement Args);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(LinkCall))]
internal sealed partial class LinkCallJson : JsonSerializerContext;
