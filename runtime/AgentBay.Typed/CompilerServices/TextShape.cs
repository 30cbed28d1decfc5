using System.Buffers;
using System.ComponentModel;
using System.Text.Json;

namespace AgentBay.Typed.CompilerServices;

/// <summary>
/// Turns plain text of a fixed layout into the JSON that a tool's output schema describes. A template such as
/// <c>[{kind}] {name}</c> is matched against each line; a line that does not match is skipped. For generated code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class TextShape
{
    private readonly Template _template;
    private readonly string? _none;
    private readonly string[] _literals;
    private readonly bool _isOneObject;

    private TextShape(string template, bool isOneObject, string? none, string[] literals)
    {
        _template = new Template(template);
        _isOneObject = isOneObject;
        _none = none;
        _literals = literals;
    }

    /// <summary>Each line is a member of one object, as in <c>{key}: {value}</c>.</summary>
    /// <param name="template">The layout of a line, with the places <c>{key}</c> and <c>{value}</c>.</param>
    /// <param name="literals">The members whose values are numbers, booleans or other JSON, not strings.</param>
    public static TextShape Members(string template, params string[] literals) => new(template, true, null, literals);

    /// <summary>Each line is an item of an array: an object with a member per place, or a string for <c>{}</c>.</summary>
    /// <param name="template">The layout of a line.</param>
    /// <param name="none">A text that stands for no items.</param>
    /// <param name="literals">The members whose values are numbers, booleans or other JSON, not strings.</param>
    public static TextShape Items(string template, string? none = null, params string[] literals) => new(template, false, none, literals);

    internal byte[] ToJson(string text)
    {
        ArrayBufferWriter<byte> buffer = new(text.Length + 64);
        using (Utf8JsonWriter json = new(buffer))
        {
            if (_isOneObject)
                WriteMembers(json, text);
            else
                WriteItems(json, text);
        }

        return buffer.WrittenSpan.ToArray();
    }

    private void WriteMembers(Utf8JsonWriter json, string text)
    {
        json.WriteStartObject();
        foreach (Dictionary<string, string> line in Lines(text))
            WriteMember(json, line["key"], line["value"]);
        json.WriteEndObject();
    }

    private void WriteItems(Utf8JsonWriter json, string text)
    {
        json.WriteStartArray();
        if (_none is null || text.Trim() != _none)
        {
            foreach (Dictionary<string, string> line in Lines(text))
            {
                if (line.TryGetValue("", out string? item))
                {
                    json.WriteStringValue(item);
                    continue;
                }

                json.WriteStartObject();
                foreach ((string name, string value) in line)
                    WriteMember(json, name, value);
                json.WriteEndObject();
            }
        }

        json.WriteEndArray();
    }

    private void WriteMember(Utf8JsonWriter json, string name, string value)
    {
        json.WritePropertyName(name);
        if (_literals.Contains(name, StringComparer.Ordinal) && IsJson(value))
            json.WriteRawValue(value);
        else
            json.WriteStringValue(value);
    }

    private IEnumerable<Dictionary<string, string>> Lines(string text) => text
        .Split('\n')
        .Select(static line => line.TrimEnd('\r'))
        .Where(static line => line.Length > 0)
        .Select(_template.Match)
        .OfType<Dictionary<string, string>>();

    private static bool IsJson(string text)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private sealed class Template
    {
        private readonly string _prefix;
        private readonly List<(string Name, string Until)> _places = [];

        public Template(string template)
        {
            string[] parts = template.Split('{');
            _prefix = parts[0];
            foreach (string part in parts.Skip(1))
            {
                int end = part.IndexOf('}', StringComparison.Ordinal);
                if (end < 0)
                    throw new ArgumentException($"The template '{template}' has a {{ without a }}.", nameof(template));
                _places.Add((part[..end], part[(end + 1)..]));
            }
        }

        public Dictionary<string, string>? Match(string line)
        {
            if (!line.StartsWith(_prefix, StringComparison.Ordinal))
                return null;
            Dictionary<string, string> values = [];
            int position = _prefix.Length;
            foreach ((string name, string until) in _places)
            {
                int end = until.Length == 0 ? line.Length : line.IndexOf(until, position, StringComparison.Ordinal);
                if (end < 0)
                    return null;
                values[name] = line[position..end];
                position = end + until.Length;
            }

            return position == line.Length ? values : null;
        }
    }
}
