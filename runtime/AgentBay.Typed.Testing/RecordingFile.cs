using System.Text.Json;

namespace AgentBay.Typed.Testing;

/// <summary>
/// The format of recordings: <c>{"calls":[{"tool","arguments","isError","content","structuredContent"}]}</c>. A text of
/// several lines is a list of lines, and text that is JSON is a value, where it gives the same text again.
/// </summary>
internal static class RecordingFile
{
    public static string Write(IEnumerable<RecordedCall> calls, SecretFilter filter)
    {
        string text = RecordedJson.Text(
            writer =>
            {
                writer.WriteStartObject();
                writer.WriteStartArray("calls");
                foreach (RecordedCall call in calls)
                    Write(writer, call, filter);
                writer.WriteEndArray();
                writer.WriteEndObject();
            },
            isIndented: true);
        return RecordedJson.ShowHidden(text) + "\n";
    }

    public static List<RecordedCall> Read(string text, string path)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 256 });
            return [.. document.RootElement.GetProperty("calls").EnumerateArray().Select(ReadCall)];
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException($"{path} is no recording of tool calls: {e.Message} Record it again.", e);
        }
    }

    private static void Write(Utf8JsonWriter writer, RecordedCall call, SecretFilter filter)
    {
        ToolResult result = call.Result!;
        writer.WriteStartObject();
        writer.WriteString("tool", call.Call.Tool);
        writer.WritePropertyName("arguments");
        RecordedJson.Write(writer, filter.Clean(call.Call.Arguments));
        if (result.IsError)
            writer.WriteBoolean("isError", true);
        writer.WriteStartArray("content");
        foreach (ToolContent content in result.Content)
        {
            writer.WriteStartObject();
            Write(writer, content, filter);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        if (result.StructuredContent is { } structured)
        {
            writer.WritePropertyName("structuredContent");
            RecordedJson.Write(writer, filter.Clean(structured));
        }

        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, ToolContent content, SecretFilter filter)
    {
        switch (content)
        {
            case ToolText text:
                WriteText(writer, filter.Clean(text.Text));
                break;
            case ToolImage image:
                writer.WriteBase64String("image", image.Data.Span);
                writer.WriteString("mimeType", image.MimeType);
                break;
            case ToolAudio audio:
                writer.WriteBase64String("audio", audio.Data.Span);
                writer.WriteString("mimeType", audio.MimeType);
                break;
            case ToolResource resource:
                writer.WriteString("resource", filter.Clean(resource.Uri));
                WriteKnown(writer, "mimeType", resource.MimeType);
                if (resource.Text is { } said)
                    WriteText(writer, filter.Clean(said));
                else
                    writer.WriteBase64String("data", resource.Data.Span);
                break;
            case ToolResourceLink link:
                writer.WriteString("link", filter.Clean(link.Uri));
                WriteKnown(writer, "name", link.Name is { } name ? filter.Clean(name) : null);
                WriteKnown(writer, "mimeType", link.MimeType);
                break;
            case ToolUnknownContent unknown:
                writer.WritePropertyName("json");
                RecordedJson.Write(writer, filter.Clean(unknown.Json));
                break;
            default:
                throw new NotSupportedException($"A recording cannot hold {content.GetType()}.");
        }
    }

    private static void WriteText(Utf8JsonWriter writer, string text)
    {
        if (text is ['{' or '[', ..] && RecordedJson.Parse(text) is { } json && RecordedJson.Text(json, isIndented: false) == text)
        {
            writer.WritePropertyName("textJson");
            RecordedJson.Write(writer, json);
            return;
        }

        writer.WritePropertyName("text");
        if (RecordedJson.IsOfLines(text))
            RecordedJson.WriteLines(writer, text);
        else
            writer.WriteStringValue(text);
    }

    private static void WriteKnown(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
            writer.WriteString(name, value);
    }

    private static RecordedCall ReadCall(JsonElement call)
    {
        FakeCall made = new(call.GetProperty("tool").GetString()!, RecordedJson.Read(call.GetProperty("arguments")));
        ToolContent[] content = [.. call.GetProperty("content").EnumerateArray().Select(ReadContent)];
        JsonElement? structured = call.TryGetProperty("structuredContent", out JsonElement json) ? RecordedJson.Read(json) : null;
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
                : new ToolResource(uri.GetString()!, mimeType, ReadText(content), default);
        }

        if (content.TryGetProperty("image", out JsonElement image))
            return new ToolImage(image.GetBytesFromBase64(), mimeType ?? "");
        if (content.TryGetProperty("audio", out JsonElement audio))
            return new ToolAudio(audio.GetBytesFromBase64(), mimeType ?? "");
        if (content.TryGetProperty("link", out JsonElement link))
            return new ToolResourceLink(link.GetString()!, Text(content, "name"), mimeType);
        if (content.TryGetProperty("json", out JsonElement json))
            return new ToolUnknownContent(RecordedJson.Read(json));
        return new ToolText(ReadText(content));
    }

    private static string ReadText(JsonElement content)
    {
        if (content.TryGetProperty("textJson", out JsonElement json))
            return RecordedJson.Text(RecordedJson.Read(json), isIndented: false);
        JsonElement text = content.GetProperty("text");
        return text.ValueKind == JsonValueKind.Array ? RecordedJson.ReadLines(text) : text.GetString()!;
    }

    private static string? Text(JsonElement item, string name) =>
        item.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
