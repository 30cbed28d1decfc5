using System.Text.Json;

namespace AgentBay.Typed.Testing;

/// <summary>
/// Replaces what looks like a credential. JSON stays JSON, also where it is the text of an answer: there the names of
/// members decide, for all that is below them. Other text goes through <see cref="SecretText"/>. The same text gives the
/// same replacement, so a replay still finds its call.
/// </summary>
internal sealed class SecretFilter
{
    private readonly string[] _secrets;

    public SecretFilter(RecordingOptions options) => _secrets =
    [
        .. options.Secrets.Append(Environment.GetEnvironmentVariable("AGENTBAY_API_KEY") ?? "")
            .Where(static secret => !string.IsNullOrWhiteSpace(secret))
            .OrderByDescending(static secret => secret.Length),
    ];

    public string Clean(string text) => Replace(CleanJson(text) ?? CleanPlain(Replace(text)));

    public JsonElement Clean(JsonElement json) => RecordedJson.Make(writer => Write(writer, json, isSecret: false));

    private string CleanPlain(string text)
    {
        string[] lines = SecretText.WithoutPrivateKeys(text).Split('\n');
        return string.Join('\n', lines.Select(line => lines.Length > 1 && CleanJson(line) is { } json ? json : SecretText.CleanLine(line)));
    }

    /// <returns>Null where the text is not JSON; the text itself where there is nothing to replace.</returns>
    private string? CleanJson(string text)
    {
        string trimmed = text.Trim();
        if (trimmed is not (['{', .., '}'] or ['[', .., ']'] or ['"', .., '"']) || RecordedJson.Parse(trimmed) is not { } json)
            return null;
        bool isIndented = trimmed.Contains('\n', StringComparison.Ordinal);
        string cleaned = RecordedJson.Text(Clean(json), isIndented);
        return cleaned == RecordedJson.Text(json, isIndented) ? text : text.Replace(trimmed, cleaned, StringComparison.Ordinal);
    }

    private void Write(Utf8JsonWriter writer, JsonElement json, bool isSecret)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (JsonProperty member in json.EnumerateObject())
                {
                    writer.WritePropertyName(Clean(member.Name));
                    Write(writer, member.Value, isSecret || SecretText.IsSecretName(member.Name));
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (JsonElement item in json.EnumerateArray())
                    Write(writer, item, isSecret);
                writer.WriteEndArray();
                break;
            case JsonValueKind.String:
                string text = RecordedJson.String(json);
                writer.WriteStringValue(isSecret && text.Length > 0 ? SecretText.Redacted : Clean(text));
                break;
            case JsonValueKind.Number when isSecret || _secrets.Any(secret => json.GetRawText().Contains(secret, StringComparison.Ordinal)):
                writer.WriteNumberValue(0);
                break;
            default:
                json.WriteTo(writer);
                break;
        }
    }

    private string Replace(string text)
    {
        foreach (string secret in _secrets)
            text = text.Replace(secret, SecretText.Redacted, StringComparison.Ordinal);
        return text;
    }
}
