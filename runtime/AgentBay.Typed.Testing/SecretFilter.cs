using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace AgentBay.Typed.Testing;

/// <summary>Replaces what looks like a credential. The same text gives the same replacement, so a replay still finds its call.</summary>
internal sealed partial class SecretFilter
{
    private const string Redacted = "[redacted]";

    private readonly string[] _secrets;

    public SecretFilter(RecordingOptions options) => _secrets =
    [
        .. options.Secrets.Append(Environment.GetEnvironmentVariable("AGENTBAY_API_KEY") ?? "")
            .Where(static secret => !string.IsNullOrWhiteSpace(secret))
            .OrderByDescending(static secret => secret.Length),
    ];

    public string Clean(string text)
    {
        foreach (string secret in _secrets)
            text = text.Replace(secret, Redacted, StringComparison.Ordinal);
        text = Credential().Replace(text, Redacted);
        return Assignment().Replace(text, "$1" + Redacted);
    }

    public JsonNode? Clean(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => new JsonObject(json.EnumerateObject().Select(member => KeyValuePair.Create(
            member.Name,
            member.Value.ValueKind is JsonValueKind.String && SecretName().IsMatch(member.Name) ? Redacted : Clean(member.Value)))),
        JsonValueKind.Array => new JsonArray([.. json.EnumerateArray().Select(Clean)]),
        JsonValueKind.String => JsonValue.Create(Clean(json.GetString()!)),
        _ => JsonNode.Parse(json.GetRawText()),
    };

    [GeneratedRegex(@"(?:^|[_\-.]|(?<=[a-z])(?=[A-Z]))(?:password|passwd|secret|token|credentials?|authorization|(?:api|access|private)[_\-]?key)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SecretName();

    // Bearer tokens, JSON web tokens, private keys, and the prefixes by which GitHub, AWS, Alibaba Cloud, Slack and the model vendors mark keys.
    [GeneratedRegex(@"(?<=\bBearer )[\w\-.~+/=]{8,}|\beyJ[\w\-]{8,}\.[\w\-]{8,}\.[\w\-]*|\b(?:gh[pousr]_|github_pat_|sk-|AKIA|LTAI|xox[abp]-|akm-)[\w\-]{12,}|-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?-----END [A-Z ]*PRIVATE KEY-----", RegexOptions.CultureInvariant)]
    private static partial Regex Credential();

    // export API_TOKEN=…, --password …
    [GeneratedRegex(@"(\b\w*(?:password|passwd|secret|token|api_?key)\s*[=:]\s*|--(?:password|token|api-key)[ =])(?!\[redacted\])[^\s""';&|]+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Assignment();
}
