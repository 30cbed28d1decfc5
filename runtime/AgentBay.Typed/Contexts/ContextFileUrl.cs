namespace AgentBay.Typed;

/// <summary>An address that uploads or downloads one file without further credentials. Keep it to yourself.</summary>
/// <param name="Url">The address: <c>PUT</c> the bytes to upload, <c>GET</c> to download.</param>
/// <param name="ExpireTime">When or in how long it expires, as the service says it; its unit is not documented. Addresses are good for an hour.</param>
public sealed record ContextFileUrl(Uri Url, long ExpireTime)
{
    /// <summary>The address without its query, which is what opens it.</summary>
    public override string ToString() => Url.GetLeftPart(UriPartial.Path);
}
