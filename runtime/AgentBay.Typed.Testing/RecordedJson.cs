using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace AgentBay.Typed.Testing;

/// <summary>
/// JSON as recordings hold it: text of several lines is <c>{"$lines":[…]}</c>, so that a reviewer reads it as it was said.
/// A member that is really called so has one more <c>$</c>.
/// </summary>
internal static partial class RecordedJson
{
    private const string LinesName = "$lines";

    private static readonly JsonDocumentOptions ReaderOptions = new() { MaxDepth = 256 };

    /// <summary>Whether text is written as lines.</summary>
    public static bool IsOfLines(string text) => text.AsSpan().TrimEnd('\n').Contains('\n');

    /// <returns>Null where the text is not JSON, or has strings that are no text.</returns>
    public static JsonElement? Parse(string text)
    {
        if (HalfPair().IsMatch(text))
            return null;
        try
        {
            using JsonDocument document = JsonDocument.Parse(text, ReaderOptions);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static JsonElement Make(Action<Utf8JsonWriter> write)
    {
        using JsonDocument document = JsonDocument.Parse(Bytes(write, isIndented: false), ReaderOptions);
        return document.RootElement.Clone();
    }

    public static string Text(JsonElement json, bool isIndented) => Text(json.WriteTo, isIndented);

    public static string Text(Action<Utf8JsonWriter> write, bool isIndented) =>
        WrittenPair().Replace(Encoding.UTF8.GetString(Bytes(write, isIndented).Span), static pair => Regex.Unescape(pair.Value)).ReplaceLineEndings("\n");

    /// <summary>The text of a JSON string; U+FFFD stands for half a surrogate pair, which is no text.</summary>
    public static string String(JsonElement json)
    {
        try
        {
            return json.GetString()!;
        }
        catch (InvalidOperationException)
        {
            using JsonDocument mended = JsonDocument.Parse(HalfPair().Replace(json.GetRawText(), @"\ufffd"));
            return mended.RootElement.GetString()!;
        }
    }

    public static void Write(Utf8JsonWriter writer, JsonElement json)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (JsonProperty member in json.EnumerateObject())
                {
                    writer.WritePropertyName(IsLinesName(member.Name) ? "$" + member.Name : member.Name);
                    Write(writer, member.Value);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (JsonElement item in json.EnumerateArray())
                    Write(writer, item);
                writer.WriteEndArray();
                break;
            case JsonValueKind.String when IsOfLines(json.GetString()!):
                writer.WriteStartObject();
                writer.WritePropertyName(LinesName);
                WriteLines(writer, json.GetString()!);
                writer.WriteEndObject();
                break;
            default:
                json.WriteTo(writer);
                break;
        }
    }

    public static JsonElement Read(JsonElement recorded) => Make(writer => Read(writer, recorded));

    public static void WriteLines(Utf8JsonWriter writer, string text)
    {
        writer.WriteStartArray();
        foreach (string line in text.Split('\n'))
            writer.WriteStringValue(line);
        writer.WriteEndArray();
    }

    public static string ReadLines(JsonElement lines) => string.Join('\n', lines.EnumerateArray().Select(static line => line.GetString()));

    /// <summary>Escapes what a reviewer would not see: controls, marks of direction, characters without width.</summary>
    public static string ShowHidden(string json)
    {
        StringBuilder shown = new(json.Length);
        foreach (Rune rune in json.EnumerateRunes())
        {
            if (rune.Value == '\n' || Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned))
            {
                shown.Append(rune);
                continue;
            }

            foreach (char unit in rune.ToString())
                shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:X4}");
        }

        return shown.ToString();
    }

    private static void Read(Utf8JsonWriter writer, JsonElement recorded)
    {
        switch (recorded.ValueKind)
        {
            case JsonValueKind.Object when recorded.TryGetProperty(LinesName, out JsonElement lines):
                writer.WriteStringValue(ReadLines(lines));
                break;
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (JsonProperty member in recorded.EnumerateObject())
                {
                    writer.WritePropertyName(IsLinesName(member.Name) ? member.Name[1..] : member.Name);
                    Read(writer, member.Value);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (JsonElement item in recorded.EnumerateArray())
                    Read(writer, item);
                writer.WriteEndArray();
                break;
            default:
                recorded.WriteTo(writer);
                break;
        }
    }

    private static bool IsLinesName(string name) => name.TrimStart('$') == "lines" && name.Length >= LinesName.Length;

    // Relaxed, because this is for people and for files; it never gets into a page.
    private static ReadOnlyMemory<byte> Bytes(Action<Utf8JsonWriter> write, bool isIndented)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer, new JsonWriterOptions { Indented = isIndented, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            write(writer);
        return buffer.WrittenMemory;
    }

    // The writer escapes emoji, however relaxed it is.
    [GeneratedRegex(@"(?<=(?<!\\)(\\\\)*)\\u[dD][89abAB]\w\w\\u[dD][c-fC-F]\w\w", RegexOptions.CultureInvariant)]
    private static partial Regex WrittenPair();

    [GeneratedRegex(@"(?<=(?<!\\)(\\\\)*)(\\u[dD][89abAB]\w\w(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89abAB]\w\w)\\u[dD][c-fC-F]\w\w)", RegexOptions.CultureInvariant)]
    private static partial Regex HalfPair();
}
