using System.Buffers;
using System.Collections;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace AgentBay.Typed.Protocol;

/// <summary>Writes a dictionary of plain values as a JSON object, without reflection.</summary>
internal static class UntypedArguments
{
    public static ReadOnlyMemory<byte> Write(IReadOnlyDictionary<string, object?>? arguments)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            foreach ((string name, object? value) in arguments ?? new Dictionary<string, object?>())
            {
                json.WritePropertyName(name);
                WriteValue(json, name, value);
            }

            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    private static void WriteValue(Utf8JsonWriter json, string name, object? value)
    {
        switch (value)
        {
            case null: json.WriteNullValue(); break;
            case string text: json.WriteStringValue(text); break;
            case bool flag: json.WriteBooleanValue(flag); break;
            case int number: json.WriteNumberValue(number); break;
            case long number: json.WriteNumberValue(number); break;
            case double number: json.WriteNumberValue(number); break;
            case float number: json.WriteNumberValue(number); break;
            case decimal number: json.WriteNumberValue(number); break;
            case uint number: json.WriteNumberValue(number); break;
            case ulong number: json.WriteNumberValue(number); break;
            case short number: json.WriteNumberValue(number); break;
            case byte number: json.WriteNumberValue(number); break;
            case ushort number: json.WriteNumberValue(number); break;
            case sbyte number: json.WriteNumberValue(number); break;
            case DateTimeOffset moment: json.WriteStringValue(moment); break;
            case DateOnly day: json.WriteStringValue(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)); break;
            case DateTime moment: json.WriteStringValue(moment); break;
            case Guid id: json.WriteStringValue(id); break;
            case Uri uri: json.WriteStringValue(uri.OriginalString); break;
            case byte[] bytes: json.WriteBase64StringValue(bytes); break;
            case JsonElement element: element.WriteTo(json); break;
            case System.Text.Json.Nodes.JsonNode node: node.WriteTo(json); break;
            case IEnumerable<KeyValuePair<string, object?>> map: WriteMap(json, name, map); break;
            case IDictionary map: WriteMap(json, name, Entries(map)); break;
            case IEnumerable items: WriteList(json, name, items); break;
            default:
                throw new ArgumentException(
                    $"The argument '{name}' is a {value.GetType()}, which has no JSON form here. Pass plain values, lists and "
                    + "dictionaries of them, or a JsonElement.");
        }
    }

    private static IEnumerable<KeyValuePair<string, object?>> Entries(IDictionary map)
    {
        foreach (DictionaryEntry entry in map)
            yield return KeyValuePair.Create(entry.Key.ToString()!, entry.Value);
    }

    private static void WriteMap(Utf8JsonWriter json, string name, IEnumerable<KeyValuePair<string, object?>> map)
    {
        json.WriteStartObject();
        foreach ((string key, object? value) in map)
        {
            json.WritePropertyName(key);
            WriteValue(json, $"{name}.{key}", value);
        }

        json.WriteEndObject();
    }

    private static void WriteList(Utf8JsonWriter json, string name, IEnumerable items)
    {
        json.WriteStartArray();
        foreach (object? item in items)
            WriteValue(json, name + "[]", item);
        json.WriteEndArray();
    }
}
