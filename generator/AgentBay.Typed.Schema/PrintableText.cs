using System.Globalization;
using System.Text;

namespace AgentBay.Typed.Schema;

/// <summary>Words of a server as one line that can neither steer a terminal nor hide text.</summary>
internal static class PrintableText
{
    /// <summary>
    /// The text with an escape sequence, as JSON has it, for each control character, line break and bidirectional mark. Text
    /// that has been through this already stays as it is.
    /// </summary>
    public static string Printable(this string text)
    {
        StringBuilder output = new(text.Length);
        for (int i = 0; i < text.Length;)
            i += Append(output, text, i);
        return output.Length == text.Length ? text : output.ToString();
    }

    /// <summary>Appends the character at a place; returns how long it is.</summary>
    public static int Append(StringBuilder output, string text, int place)
    {
        int length = char.IsSurrogatePair(text, place) ? 2 : 1;
        if (ShortEscape(text[place]) is { } known)
        {
            output.Append(known);
        }
        else if (IsHidden(CharUnicodeInfo.GetUnicodeCategory(text, place)))
        {
            for (int i = place; i < place + length; i++)
                output.Append("\\u").Append(((int)text[i]).ToString("x4", CultureInfo.InvariantCulture));
        }
        else
        {
            output.Append(text, place, length);
        }

        return length;
    }

    private static string? ShortEscape(char c) => c switch
    {
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        _ => null,
    };

    private static bool IsHidden(UnicodeCategory category) => category
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.Surrogate;
}
