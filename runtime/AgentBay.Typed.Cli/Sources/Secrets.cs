using System.Text.Json;
using System.Text.RegularExpressions;

namespace AgentBay.Typed.Cli.Sources;

/// <summary>
/// Values that belong into no file: <c>${NAME}</c> stands for an environment variable or, where there is none, for a user
/// secret of the project (<c>dotnet user-secrets set NAME value</c>).
/// </summary>
internal sealed partial class Secrets(string? userSecretsId)
{
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    private readonly Lazy<JsonElement?> _file = new(() => Read(userSecretsId));

    /// <exception cref="CliException">A name is known to neither.</exception>
    public string Expand(string text) => Placeholder().Replace(text, match => Find(match.Groups[1].Value)
        ?? throw new CliException(
            $"${{{match.Groups[1].Value}}} is neither an environment variable nor a user secret"
            + (string.IsNullOrEmpty(userSecretsId) ? "; no UserSecretsId is given" : "")));

    public string? Find(string name)
    {
        if (Environment.GetEnvironmentVariable(name) is { Length: > 0 } variable)
            return variable;
        if (_file.Value is not { } secrets)
            return null;
        if (secrets.TryGetProperty(name, out JsonElement flat))
            return Text(flat);
        JsonElement node = secrets;
        foreach (string step in name.Split(':'))
        {
            if (node.ValueKind != JsonValueKind.Object || !node.TryGetProperty(step, out node))
                return null;
        }

        return Text(node);
    }

    private static string? Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText();

    private static JsonElement? Read(string? id)
    {
        if (string.IsNullOrWhiteSpace(id))
            return null;
        string folder = OperatingSystem.IsWindows()
            ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData), "Microsoft", "UserSecrets")
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".microsoft", "usersecrets");
        string path = Path.Combine(folder, id, "secrets.json");
        if (!File.Exists(path))
            return null;
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllText(path), Lenient);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new CliException($"the user secrets in {path} cannot be read: {e.Message}", innerException: e);
        }
    }

    [GeneratedRegex(@"\$\{([^{}]+)\}")]
    private static partial Regex Placeholder();
}
