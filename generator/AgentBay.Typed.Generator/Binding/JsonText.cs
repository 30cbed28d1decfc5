using System.Text;
using AgentBay.Typed.Schema.Json;

namespace AgentBay.Typed.Generator.Binding;

/// <summary>Writes a JSON value as a person reads it, cut where it would go on for long. For documentation.</summary>
internal static class JsonText
{
    private const int MaxLength = 200;

    public static string Write(JsonNode node)
    {
        StringBuilder text = new();
        Write(node, text);
        return text.Length <= MaxLength ? text.ToString() : text.ToString(0, MaxLength) + "…";
    }

    private static void Write(JsonNode node, StringBuilder text)
    {
        if (text.Length > MaxLength)
            return;
        switch (node.Kind)
        {
            case JsonKind.Null:
                text.Append("null");
                break;
            case JsonKind.True:
                text.Append("true");
                break;
            case JsonKind.False:
                text.Append("false");
                break;
            case JsonKind.Number:
                text.Append(node.Text);
                break;
            case JsonKind.String:
                text.Append('"').Append(JsonWriter.Escape(node.Text)).Append('"');
                break;
            case JsonKind.Array:
                text.Append('[');
                for (int i = 0; i < node.Items.Count; i++)
                {
                    text.Append(i == 0 ? "" : ", ");
                    Write(node.Items[i], text);
                }

                text.Append(']');
                break;
            case JsonKind.Object:
                text.Append('{');
                for (int i = 0; i < node.Members.Count; i++)
                {
                    text.Append(i == 0 ? "\"" : ", \"").Append(JsonWriter.Escape(node.Members[i].Name)).Append("\": ");
                    Write(node.Members[i].Value, text);
                }

                text.Append('}');
                break;
            default:
                text.Append('…');
                break;
        }
    }
}
