using System.Globalization;

namespace AgentBay.Typed.Local.Api;

/// <summary>Times as the service writes them.</summary>
internal static class WireTime
{
    public static string From(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
