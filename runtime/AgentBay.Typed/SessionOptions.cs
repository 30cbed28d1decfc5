namespace AgentBay.Typed;

/// <summary>What a new session is to be.</summary>
public sealed class SessionOptions
{
    /// <summary>
    /// The image to start. Default: the image of the catalog, or the service's default where there is no catalog. A
    /// custom image that was made from the catalog's image goes here.
    /// </summary>
    public string? ImageId { get; set; }

    /// <summary>Labels to find the session by. Keys and values must not be blank.</summary>
    public IDictionary<string, string> Labels { get; } = new Dictionary<string, string>();

    /// <summary>The id of a policy that is set up at the service.</summary>
    public string? PolicyId { get; set; }
}
