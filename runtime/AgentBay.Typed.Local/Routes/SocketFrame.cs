using System.Text.Json;
using System.Text.Json.Serialization;

namespace AgentBay.Typed.Local.Routes;

/// <summary>What a client sends through a WebSocket; some send nothing but the type <c>ping</c>.</summary>
internal sealed record SocketFrame(string? InvocationId, string? Target, string? Type, JsonElement Data);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(SocketFrame))]
internal sealed partial class SocketFrameJson : JsonSerializerContext;
