using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AgentBay.Typed.Testing;

/// <summary>
/// The format of recordings: <c>{"calls":[{"tool","arguments","isError","content","structuredContent"}]}</c>. A text of
/// several lines is a list of lines, so that a reviewer reads it as it was said.
/// </summary>
internal static class RecordingFile
{
    public static string Write(IEnumerable<RecordedCall> calls, SecretFilter filter)
    {
        JsonObject file = new() { ["calls"] = new JsonArray([.. calls.Select(call => Write(call, filter))]) };
        using MemoryStream buffer = new();

        // Readable, because this goes into a file that people review; what could hide text in it is escaped all the same.
        using (Utf8JsonWriter json = new(buffer, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.Create(System.Text.Unicode.UnicodeRanges.All) }))
            file.WriteTo(json);
        string text = System.Text.Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
        return text.ReplaceLineEndings("\n") + "\n";
    }

    public static List<RecordedCall> Read(string text, string path)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            return [.. document.RootElement.GetProperty("calls").EnumerateArray().Select(ReadCall)];
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException($"{path} is no recording of tool calls: {e.Message} Record it again.", e);
        }
    }

    public static FakeCall Clean(FakeCall call, SecretFilter filter)
    {
        using JsonDocument document = JsonDocument.Parse(filter.Clean(call.Arguments)!.ToJsonString());
        return new FakeCall(call.Tool, document.RootElement.Clone());
    }

    private static JsonObject Write(RecordedCall call, SecretFilter filter)
    {
        ToolResult result = call.Result!;
        JsonObject written = new() { ["tool"] = call.Call.Tool, ["arguments"] = filter.Clean(call.Call.Arguments) };
        if (result.IsError)
            written["isError"] = true;
        written["content"] = new JsonArray([.. result.Content.Select(content => Write(content, filter))]);
        if (result.StructuredContent is { } structured)
            written["structuredContent"] = filter.Clean(structured);
        return written;
    }

    private static JsonObject Write(ToolContent content, SecretFilter filter) => content switch
    {
        ToolText text => new JsonObject { ["text"] = Lines(filter.Clean(text.Text)) },
        ToolImage image => new JsonObject { ["image"] = Convert.ToBase64String(image.Data.Span), ["mimeType"] = image.MimeType },
        ToolAudio audio => new JsonObject { ["audio"] = Convert.ToBase64String(audio.Data.Span), ["mimeType"] = audio.MimeType },
        ToolResource { Text: { } text } resource => new JsonObject
        {
            ["resource"] = resource.Uri, ["mimeType"] = resource.MimeType, ["text"] = Lines(filter.Clean(text)),
        },
        ToolResource blob => new JsonObject
        {
            ["resource"] = blob.Uri, ["mimeType"] = blob.MimeType, ["data"] = Convert.ToBase64String(blob.Data.Span),
        },
        ToolResourceLink link => new JsonObject { ["link"] = filter.Clean(link.Uri), ["name"] = link.Name, ["mimeType"] = link.MimeType },
        ToolUnknownContent unknown => new JsonObject { ["json"] = filter.Clean(unknown.Json) },
        _ => throw new NotSupportedException($"A recording cannot hold {content.GetType()}."),
    };

    private static JsonNode Lines(string text) => text.Contains('\n', StringComparison.Ordinal)
        ? new JsonArray([.. text.Split('\n').Select(static line => (JsonNode)line)])
        : text;

    private static RecordedCall ReadCall(JsonElement call)
    {
        FakeCall made = new(call.GetProperty("tool").GetString()!, call.GetProperty("arguments").Clone());
        ToolContent[] content = [.. call.GetProperty("content").EnumerateArray().Select(ReadContent)];
        JsonElement? structured = call.TryGetProperty("structuredContent", out JsonElement json) ? json.Clone() : null;
        bool isError = call.TryGetProperty("isError", out JsonElement error) && error.GetBoolean();
        return new RecordedCall(made) { Result = new ToolResult(new ToolDescriptor(made.Tool), content, structured, isError) };
    }

    private static ToolContent ReadContent(JsonElement content)
    {
        string? mimeType = Text(content, "mimeType");
        if (content.TryGetProperty("resource", out JsonElement uri))
        {
            return content.TryGetProperty("data", out JsonElement data)
                ? new ToolResource(uri.GetString()!, mimeType, null, data.GetBytesFromBase64())
                : new ToolResource(uri.GetString()!, mimeType, Joined(content.GetProperty("text")), default);
        }

        if (content.TryGetProperty("text", out JsonElement text))
            return new ToolText(Joined(text));
        if (content.TryGetProperty("image", out JsonElement image))
            return new ToolImage(image.GetBytesFromBase64(), mimeType ?? "");
        if (content.TryGetProperty("audio", out JsonElement audio))
            return new ToolAudio(audio.GetBytesFromBase64(), mimeType ?? "");
        if (content.TryGetProperty("link", out JsonElement link))
            return new ToolResourceLink(link.GetString()!, Text(content, "name"), mimeType);
        return new ToolUnknownContent(content.GetProperty("json").Clone());
    }

    private static string Joined(JsonElement text) => text.ValueKind == JsonValueKind.Array
        ? string.Join('\n', text.EnumerateArray().Select(static line => line.GetString()))
        : text.GetString()!;

    private static string? Text(JsonElement item, string name) =>
        item.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
