using System.Globalization;

namespace AgentBay.Typed.Protocol;

/// <summary>
/// The address of an action. Timestamp and nonce are part of the protocol's query, although requests carry no signature
/// (agentbay-wire 1.2).
/// </summary>
internal sealed class ApiUri(Uri endpoint, TimeProvider time)
{
    private readonly string _start = $"{endpoint.GetLeftPart(UriPartial.Authority)}/?Action=";

    public Uri Endpoint => endpoint;

    /// <param name="action">The action.</param>
    /// <param name="fields">Further fields, encoded, each after an ampersand.</param>
    /// <param name="authorization">The key, where it travels in the query.</param>
    public Uri Of(ApiAction action, string fields, string? authorization)
    {
        string key = authorization is null ? "" : $"&Authorization={Uri.EscapeDataString(authorization)}";
        return new Uri(string.Create(
            CultureInfo.InvariantCulture,
            $"{_start}{action.Name}&Format=json&Version={ApiConnection.ApiVersion}&Timestamp={time.GetUtcNow():yyyy-MM-dd'T'HH'%3A'mm'%3A'ss'Z'}&SignatureNonce={Guid.NewGuid():N}{fields}{key}"));
    }
}
