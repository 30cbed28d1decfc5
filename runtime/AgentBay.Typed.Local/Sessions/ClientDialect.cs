using System.Text.Json;

namespace AgentBay.Typed.Local.Sessions;

/// <summary>What the client of a session can read.</summary>
internal enum ClientDialect
{
    /// <summary>Results of commands and code as JSON.</summary>
    Json,

    /// <summary>Results of commands and code as plain text: the TypeScript SDK up to 0.13.0 shows users whatever comes.</summary>
    PlainText,
}

internal static class ClientDialects
{
    private static readonly Version LastPlainText = new(0, 13, 0);

    /// <summary>Reads the <c>SdkStats</c> that an SDK introduces itself with.</summary>
    public static ClientDialect FromSdkStats(string? stats)
    {
        try
        {
            var about = JsonElement.Parse(stats ?? "{}");
            return Text(about, "sdk_language") == "typescript" && Version.TryParse(Text(about, "sdk_version"), out var version) && version <= LastPlainText
                ? ClientDialect.PlainText
                : ClientDialect.Json;
        }
        catch (JsonException)
        {
            return ClientDialect.Json; // statistics are no reason to refuse a session
        }
    }

    private static string? Text(JsonElement about, string name) =>
        about.ValueKind == JsonValueKind.Object && about.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
