using System.Text;

namespace AgentBay.Typed.Schema.Json;

/// <summary>
/// Writes JSON so that a person can review it: one value a line, non-ASCII letters as they are, and escaped whatever
/// would not show, such as controls, line separators and bidirectional marks.
/// </summary>
internal static class JsonWriter
{
    private const int IndentWidth = 2;

    /// <summary>The value on lines of its own, each ended by a line feed.</summary>
    public static string WriteLines(JsonNode node)
    {
        StringBuilder output = new();
        Append(output, node, 0);
        return output.Append('\n').ToString();
    }

    /// <summary>The value on one line.</summary>
    public static string WriteCompact(JsonNode node)
    {
        StringBuilder output = new();
        Append(output, node, null);
        return output.ToString();
    }

    /// <summary>Untrusted text made fit for a line of a message.</summary>
    public static string Escape(string text)
    {
        StringBuilder output = new();
        AppendEscaped(output, text);
        return output.ToString();
    }

    private static void Append(StringBuilder output, JsonNode node, int? depth)
    {
        switch (node.Kind)
        {
            case JsonKind.Object:
                output.Append('{');
                foreach (JsonMember member in node.Members)
                {
                    NextItem(output, depth + 1, '{');
                    AppendString(output, member.Name);
                    output.Append(depth is null ? ":" : ": ");
                    Append(output, member.Value, depth + 1);
                }

                Close(output, depth, '{', '}');
                break;
            case JsonKind.Array:
                output.Append('[');
                foreach (JsonNode item in node.Items)
                {
                    NextItem(output, depth + 1, '[');
                    Append(output, item, depth + 1);
                }

                Close(output, depth, '[', ']');
                break;
            case JsonKind.String:
                AppendString(output, node.Text);
                break;
            case JsonKind.True:
                output.Append("true");
                break;
            case JsonKind.False:
                output.Append("false");
                break;
            case JsonKind.Null:
                output.Append("null");
                break;
            default:
                output.Append(node.Text);
                break;
        }
    }

    private static void NextItem(StringBuilder output, int? depth, char bracket)
    {
        if (output[output.Length - 1] != bracket)
            output.Append(',');
        NewLine(output, depth);
    }

    private static void Close(StringBuilder output, int? depth, char opening, char closing)
    {
        if (output[output.Length - 1] != opening)
            NewLine(output, depth);
        output.Append(closing);
    }

    private static void NewLine(StringBuilder output, int? depth)
    {
        if (depth is { } level)
            output.Append('\n').Append(' ', level * IndentWidth);
    }

    private static void AppendString(StringBuilder output, string text)
    {
        output.Append('"');
        AppendEscaped(output, text);
        output.Append('"');
    }

    private static void AppendEscaped(StringBuilder output, string text)
    {
        for (int i = 0; i < text.Length;)
        {
            if (text[i] is '"' or '\\')
                output.Append('\\');
            i += PrintableText.Append(output, text, i);
        }
    }
}
