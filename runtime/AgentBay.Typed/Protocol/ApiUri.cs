using System.Globalization;

namespace AgentBay.Typed.Protocol;

/// <summary>
/// The address of an action. Timestamp and nonce are part of the protocol's query, although requests carry no signature
/// (agentbay-wire 1.2).
/// </summary>
internal sealed class ApiUri(Uri endpoint, TimeProvider time)
{
    // It is written in its canonical form here.
    private static readonly UriCreationOptions AsWritten = new() { DangerousDisablePathAndQueryCanonicalization = true };

    private readonly string _start = $"{endpoint.GetLeftPart(UriPartial.Authority)}/?Action=";

    public Uri Endpoint => endpoint;

    /// <param name="action">The action.</param>
    /// <param name="fields">Further fields, encoded, each after an ampersand.</param>
    /// <param name="authorization">The key, where it travels in the query.</param>
    public Uri Of(ApiAction action, string fields, string? authorization)
    {
        string key = authorization is null ? "" : $"&Authorization={Uri.EscapeDataString(authorization)}";
        Span<char> now = stackalloc char["0000-00-00T00:00:00".Length];
        time.GetUtcNow().TryFormat(now, out _, "s", CultureInfo.InvariantCulture);
        Span<byte> nonce = stackalloc byte[16];
        Random.Shared.NextBytes(nonce);
        string address = string.Create(
            CultureInfo.InvariantCulture,
            $"{_start}{action.Name}&Format=json&Version={ApiConnection.ApiVersion}&Timestamp={now[..13]}%3A{now[14..16]}%3A{now[17..]}Z&SignatureNonce={new Guid(nonce):N}{fields}{key}");
        return new Uri(address, AsWritten);
    }
}
