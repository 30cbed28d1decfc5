using System.Collections.ObjectModel;
using System.Globalization;
using System.Text.Json;
using AgentBay.Typed.Protocol;

namespace AgentBay.Typed;

/// <summary>What the service tells of a session when it is created or found (agentbay-wire 2.3 and 2.4).</summary>
internal sealed record SessionState
{
    public required string SessionId { get; init; }

    /// <summary>The request that told of it.</summary>
    public required string RequestId { get; init; }

    public string? ImageId { get; init; }

    public string ResourceUrl { get; private init; } = "";

    public string ResourceId { get; private init; } = "";

    public string AppInstanceId { get; private init; } = "";

    public string Token { get; private init; } = "";

    public Uri? LinkUrl { get; private init; }

    public Uri? WebSocketUrl { get; private init; }

    public bool IsVpc { get; init; }

    public string NetworkInterfaceIp { get; private init; } = "";

    public int? HttpPort { get; private init; }

    public string? RecordingContextId { get; init; }

    public IReadOnlyList<ToolDescriptor> Tools { get; private init; } = [];

    public static SessionState Read(string sessionId, JsonElement data, string requestId) => new()
    {
        SessionId = sessionId,
        RequestId = requestId,
        ResourceUrl = data.TextOrEmpty("ResourceUrl"),
        ResourceId = data.TextOrEmpty("ResourceId"),
        AppInstanceId = data.TextOrEmpty("AppInstanceId"),
        Token = data.TextOrEmpty("Token"),
        LinkUrl = Address(data.TextOrEmpty("LinkUrl"), Uri.UriSchemeHttp, Uri.UriSchemeHttps),
        WebSocketUrl = Address(
            data.TextOrEmpty("WsUrl") is { Length: > 0 } url ? url : data.TextOrEmpty("wsUrl"), Uri.UriSchemeWs, Uri.UriSchemeWss),
        IsVpc = data.FlagOrNull("VpcResource") == true,
        NetworkInterfaceIp = data.TextOrEmpty("NetworkInterfaceIp"),
        HttpPort = int.TryParse(data.TextOrEmpty("HttpPort"), NumberStyles.None, CultureInfo.InvariantCulture, out int port)
            && port is > 0 and <= ushort.MaxValue ? port : null,
        Tools = ToolListJson.Read(data.Member("ToolList")) ?? ReadOnlyCollection<ToolDescriptor>.Empty,
    };

    private static Uri? Address(string text, params ReadOnlySpan<string> schemes) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) && schemes.Contains(uri.Scheme) ? uri : null;
}
