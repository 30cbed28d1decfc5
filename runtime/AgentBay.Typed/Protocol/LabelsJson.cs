using System.Collections.ObjectModel;
using System.Text.Json;

namespace AgentBay.Typed.Protocol;

/// <summary>Labels travel as a JSON object in a string (agentbay-wire 2.2 and 3.6).</summary>
internal static class LabelsJson
{
    /// <param name="labels">The labels.</param>
    /// <param name="parameter">Which parameter of the public method they came in, for the exception.</param>
    /// <param name="what">What they are called there.</param>
    /// <exception cref="ArgumentException">A key or value is blank.</exception>
    public static string Write(IEnumerable<KeyValuePair<string, string>> labels, string parameter = "labels", string what = "labels") => JsonText.Write(json =>
    {
        json.WriteStartObject();
        foreach ((string key, string value) in labels)
        {
            if (string.IsNullOrWhiteSpace(key))
                throw new ArgumentException($"A label of {what} has a blank key.", parameter);
            if (string.IsNullOrWhiteSpace(value))
                throw new ArgumentException($"The label '{key}' of {what} has a blank value.", parameter);
            json.WriteString(key, value);
        }

        json.WriteEndObject();
    });

    public static ReadOnlyDictionary<string, string> Read(JsonElement data)
    {
        JsonElement labels = data.Member("Labels").EmbeddedJson();
        Dictionary<string, string> read = [];
        if (labels.ValueKind == JsonValueKind.Object)
        {
            foreach (JsonProperty label in labels.EnumerateObject())
                read[label.Name] = label.Value.ToString();
        }

        return read.AsReadOnly();
    }
}
