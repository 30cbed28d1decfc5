using System.Buffers;
using System.Text;
using System.Text.Json;

namespace AgentBay.Typed.Protocol;

/// <summary>Labels travel as a JSON object in a string (agentbay-wire 2.2 and 3.6).</summary>
internal static class LabelsJson
{
    /// <exception cref="ArgumentException">A key or value is blank.</exception>
    public static string Write(IEnumerable<KeyValuePair<string, string>> labels)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer))
        {
            json.WriteStartObject();
            foreach ((string key, string value) in labels)
            {
                if (string.IsNullOrWhiteSpace(key))
                    throw new ArgumentException("A label has a blank key.", nameof(labels));
                if (string.IsNullOrWhiteSpace(value))
                    throw new ArgumentException($"The label '{key}' has a blank value.", nameof(labels));
                json.WriteString(key, value);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static IReadOnlyDictionary<string, string> Read(JsonElement data)
    {
        JsonElement labels = data.Member("Labels").EmbeddedJson();
        return labels.ValueKind == JsonValueKind.Object
            ? labels.EnumerateObject().ToDictionary(static label => label.Name, static label => label.Value.ToString())
            : new Dictionary<string, string>();
    }
}
