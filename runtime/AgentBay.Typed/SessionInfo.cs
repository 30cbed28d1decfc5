using System.Text.Json;
using AgentBay.Typed.Protocol;

namespace AgentBay.Typed;

/// <summary>Where a session's desktop is, and what opens it. Empty strings where the service tells nothing.</summary>
public sealed record SessionInfo
{
    /// <summary>The session's id.</summary>
    public required string SessionId { get; init; }

    /// <summary>The address of the session's desktop in a browser.</summary>
    public required string ResourceUrl { get; init; }

    /// <summary>The application's id (<c>DesktopInfo.AppId</c>).</summary>
    public required string AppId { get; init; }

    /// <summary>The code that authorises the connection (<c>DesktopInfo.AuthCode</c>). A secret.</summary>
    public required string AuthCode { get; init; }

    /// <summary>How to connect, in the service's own form (<c>DesktopInfo.ConnectionProperties</c>).</summary>
    public required string ConnectionProperties { get; init; }

    /// <summary>The resource's id (<c>DesktopInfo.ResourceId</c>).</summary>
    public required string ResourceId { get; init; }

    /// <summary>The resource's kind (<c>DesktopInfo.ResourceType</c>).</summary>
    public required string ResourceType { get; init; }

    /// <summary>The connection's ticket (<c>DesktopInfo.Ticket</c>). A secret.</summary>
    public required string Ticket { get; init; }

    internal static SessionInfo Read(string sessionId, JsonElement data)
    {
        JsonElement desktop = data.Member("DesktopInfo");
        return new SessionInfo
        {
            SessionId = data.TextOrEmpty("SessionId") is { Length: > 0 } id ? id : sessionId,
            ResourceUrl = data.TextOrEmpty("ResourceUrl"),
            AppId = desktop.TextOrEmpty("AppId"),
            AuthCode = desktop.TextOrEmpty("AuthCode"),
            ConnectionProperties = desktop.TextOrEmpty("ConnectionProperties"),
            ResourceId = desktop.TextOrEmpty("ResourceId"),
            ResourceType = desktop.TextOrEmpty("ResourceType"),
            Ticket = desktop.TextOrEmpty("Ticket"),
        };
    }

    /// <summary>The session's id and address; not the secrets.</summary>
    public override string ToString() => $"{SessionId} {ResourceUrl}";
}
