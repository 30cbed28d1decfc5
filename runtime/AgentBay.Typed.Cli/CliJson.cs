using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AgentBay.Typed.Cli;

/// <summary>JSON of callers and servers as System.Text.Json has it, which by itself stops at 64 levels.</summary>
internal static class CliJson
{
    private const int MaxDepth = 256;

    private static readonly JsonDocumentOptions Reading = new() { MaxDepth = MaxDepth };

    // What a command puts around JSON that was read counts too.
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = MaxDepth + 16,
    };

    /// <param name="json">The text.</param>
    /// <param name="what">What it is, for people.</param>
    /// <exception cref="CliException">It is not JSON, or nested too deeply.</exception>
    public static JsonNode? Parse(string json, string what) => Guard(() => JsonNode.Parse(json, documentOptions: Reading), what);

    /// <inheritdoc cref="Parse"/>
    public static JsonElement ParseElement(string json, string what) => Guard(
        () =>
        {
            using JsonDocument document = JsonDocument.Parse(json, Reading);
            return document.RootElement.Clone();
        },
        what);

    /// <summary>The JSON on lines, for programs that people look over the shoulder of.</summary>
    public static string Write(JsonNode node) => node.ToJsonString(Readable);

    private static T Guard<T>(Func<T> read, string what)
    {
        try
        {
            return read();
        }
        catch (JsonException e)
        {
            throw new CliException($"{what} cannot be read as JSON: {e.Message}", innerException: e);
        }
    }
}
