using System;
using System.Text;

namespace AgentBay.Typed.Generator.Emission;

/// <summary>
/// Turns what Markdown marks inside of a line into XML: code becomes code, a link its text and address, and emphasis the
/// plain words. A mark that ends nowhere is text.
/// </summary>
internal static class MarkdownSpans
{
    // How far the end of a span is looked for, so that a line of nothing but beginnings takes no long time.
    private const int MaxSpan = 400;

    private static readonly char[] Marks = ['`', '*', '[', '<', '>', '&'];

    public static string ToXml(string line)
    {
        if (line.IndexOfAny(Marks) < 0)
            return line;
        StringBuilder xml = new(line.Length + 32);
        Append(xml, line, 0, line.Length);
        return xml.ToString();
    }

    /// <summary>A line as XML without any marks.</summary>
    public static string Escape(string line)
    {
        StringBuilder xml = new(line.Length);
        XmlText.AppendEscaped(xml, line, 0, line.Length);
        return xml.ToString();
    }

    private static void Append(StringBuilder xml, string line, int start, int end)
    {
        for (int i = start; i < end;)
        {
            int after = line[i] switch
            {
                '`' => Code(xml, line, i, end),
                '*' => Emphasis(xml, line, i, end),
                '[' => Link(xml, line, i, end),
                _ => i,
            };
            if (after == i)
                XmlText.AppendEscaped(xml, line[after++]);
            i = after;
        }
    }

    private static int Code(StringBuilder xml, string line, int start, int end)
    {
        int open = Run(line, start, end);
        for (int i = start + open; i < Math.Min(end, start + MaxSpan);)
        {
            int close = line[i] == '`' ? Run(line, i, end) : 0;
            if (close == open)
            {
                string code = line.Substring(start + open, i - start - open).Trim();
                if (code.Length == 0)
                    return start;
                xml.Append("<c>").Append(Escape(code)).Append("</c>");
                return i + close;
            }

            i += Math.Max(1, close);
        }

        // The whole run is text, so that its rest is not taken for a shorter one.
        xml.Append('`', open);
        return start + open;
    }

    // Two marks around words that touch them, or one mark around words that stand apart from others: not a glob, not a product.
    private static int Emphasis(StringBuilder xml, string line, int start, int end)
    {
        int marks = Run(line, start, end);
        if (marks > 3)
        {
            xml.Append('*', marks);
            return start + marks;
        }

        int first = start + marks;
        bool isApart = start == 0 || !char.IsLetterOrDigit(line[start - 1]) && line[start - 1] is not ('/' or '\\' or '.');
        if (!isApart || first >= end || line[first] is ' ' or '/' or '.' or ',' or '\\' or ')')
            return start;
        int close = line.IndexOf(new string('*', marks), first, Math.Min(end - first, MaxSpan), StringComparison.Ordinal);
        if (close < 0 || line[close - 1] is ' ' or '/' or '\\' or '*' || Run(line, close, end) != marks)
            return start;
        int after = close + marks;
        if (after < end && char.IsLetterOrDigit(line[after]) || marks == 1 && !char.IsLetterOrDigit(line[first]))
            return start;
        Append(xml, line, first, close);
        return after;
    }

    private static int Link(StringBuilder xml, string line, int start, int end)
    {
        int textEnd = line.IndexOf("](", start, Math.Min(end - start, MaxSpan), StringComparison.Ordinal);
        if (textEnd <= start + 1 || line.IndexOf('[', start + 1, textEnd - start - 1) >= 0)
            return start;
        int address = textEnd + 2;
        int addressEnd = line.IndexOf(')', address, Math.Min(end - address, MaxSpan));
        if (addressEnd < 0 || line.IndexOf(' ', address, addressEnd - address) >= 0)
            return start;
        Append(xml, line, start + 1, textEnd);
        string target = line.Substring(address, addressEnd - address);
        bool isWeb = target.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || target.StartsWith("http://", StringComparison.OrdinalIgnoreCase);
        if (isWeb && string.CompareOrdinal(line, start + 1, target, 0, target.Length) != 0)
            xml.Append(" (").Append(Escape(target)).Append(')');
        return addressEnd + 1;
    }

    private static int Run(string line, int start, int end)
    {
        int i = start;
        while (i < end && line[i] == line[start])
            i++;
        return i - start;
    }
}
