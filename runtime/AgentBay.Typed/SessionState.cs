using AgentBay.Typed.Protocol;
using Microsoft.Extensions.Logging;

namespace AgentBay.Typed;

/// <summary>What a session knows of itself when it is made.</summary>
internal sealed record SessionState(ApiConnection Api, ILogger Log, string SessionId, string? ImageId, string ResourceUrl);
