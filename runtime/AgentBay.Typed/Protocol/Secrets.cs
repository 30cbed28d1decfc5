namespace AgentBay.Typed.Protocol;

/// <summary>Takes the API key and the session's token out of texts that are shown or logged, should a server repeat them.</summary>
internal sealed class Secrets
{
    public const string Mask = "***";

    private readonly string[] _secrets;

    public Secrets(params string[] secrets) => _secrets =
    [
        .. secrets.Where(static secret => secret.Length > 0)
            .SelectMany(static secret => (string[])[secret, Uri.EscapeDataString(secret)]).Distinct(StringComparer.Ordinal),
    ];

    public Secrets With(string secret) => new([.. _secrets, secret]);

    public string Hide(string text)
    {
        foreach (string secret in _secrets)
            text = text.Replace(secret, Mask, StringComparison.Ordinal);
        return text;
    }
}
