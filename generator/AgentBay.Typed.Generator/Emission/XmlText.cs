using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace AgentBay.Typed.Generator.Emission;

/// <summary>
/// Makes untrusted text safe for a documentation comment: every line end of C# ends a line, characters that hide or
/// reorder text are left out, and XML is escaped.
/// </summary>
internal static class XmlText
{
    /// <summary>The lines of a text without the characters that hide or reorder it; not escaped yet.</summary>
    public static List<string> Lines(string text)
    {
        List<string> lines = [];
        StringBuilder? cleaned = null;
        int start = 0;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (c is >= ' ' and <= '~')
            {
                cleaned?.Append(c);
            }
            else if (c is '\r' or '\n' or '\u000B' or '\f' or '\u0085' or '\u2028' or '\u2029')
            {
                lines.Add(cleaned?.ToString() ?? text.Substring(start, i - start));
                if (c == '\r' && i + 1 < text.Length && text[i + 1] == '\n')
                    i++;
                start = i + 1;
                cleaned = null;
            }
            else
            {
                cleaned ??= new StringBuilder(text, start, i - start, text.Length - start);
                AppendVisible(cleaned, text, ref i);
            }
        }

        lines.Add(cleaned?.ToString() ?? text.Substring(start));
        return lines;
    }

    /// <summary>Text as XML, on one line.</summary>
    public static string OneLine(string text)
    {
        StringBuilder line = new(text.Length);
        foreach (string part in Lines(text))
        {
            string trimmed = part.Trim();
            if (trimmed.Length > 0)
                AppendEscaped(line.Length == 0 ? line : line.Append(' '), trimmed, 0, trimmed.Length);
        }

        return line.ToString();
    }

    /// <summary>Appends a part of a line, escaped.</summary>
    public static void AppendEscaped(StringBuilder xml, string line, int start, int end)
    {
        for (int i = start; i < end; i++)
            AppendEscaped(xml, line[i]);
    }

    public static void AppendEscaped(StringBuilder xml, char c)
    {
        switch (c)
        {
            case '<':
                xml.Append("&lt;");
                break;
            case '>':
                xml.Append("&gt;");
                break;
            case '&':
                xml.Append("&amp;");
                break;
            default:
                xml.Append(c);
                break;
        }
    }

    private static void AppendVisible(StringBuilder line, string text, ref int i)
    {
        char c = text[i];
        if (c == '\t')
        {
            line.Append(' ');
        }
        else if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
        {
            // Tags, variation selectors and other invisible characters live beyond the basic plane too.
            if (IsVisible(CharUnicodeInfo.GetUnicodeCategory(text, i)))
                line.Append(c).Append(text[i + 1]);
            i++;
        }
        else if (!char.IsSurrogate(c) && IsVisible(char.GetUnicodeCategory(c)) && c is not ('\uFFFE' or '\uFFFF'))
        {
            line.Append(c);
        }
    }

    private static bool IsVisible(UnicodeCategory category) =>
        category is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse);
}
