namespace AgentBay.Typed.Protocol;

/// <summary>
/// Takes the API key and what else is secret of a session out of texts that are shown or logged, should a server repeat
/// them.
/// </summary>
internal sealed class Secrets
{
    public const string Mask = "***";

    private readonly string[] _lasting;
    private volatile string[] _all;

    public Secrets(params string[] secrets)
    {
        _lasting = secrets;
        _all = Spellings(secrets);
    }

    public Secrets With(string secret) => new([.. _lasting, secret]);

    /// <summary>Hides these as well, and no longer those that were told here before: a service may give out others each time.</summary>
    public void Learn(params string[] secrets) => _all = Spellings([.. _lasting, .. secrets]);

    public string Hide(string text)
    {
        foreach (string secret in _all)
            text = text.Replace(secret, Mask, StringComparison.Ordinal);
        return text;
    }

    // The longest first: one secret may be a part of another.
    private static string[] Spellings(IEnumerable<string> secrets) =>
    [
        .. secrets.Where(static secret => secret.Length > 0)
            .SelectMany(static secret => (string[])[secret, Uri.EscapeDataString(secret)]).Distinct(StringComparer.Ordinal)
            .OrderByDescending(static secret => secret.Length),
    ];
}
