using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using AgentBay.Typed.Generator.Models;

namespace AgentBay.Typed.Generator.Emission;

/// <summary>
/// Writes XML documentation from a schema's texts, which are untrusted: they are escaped, every line end of C# becomes
/// one of ours, and characters that hide or reorder text are left out.
/// </summary>
internal static class DocWriter
{
    // What a tooltip shows without scrolling; the whole text follows in the remarks.
    private const int SummaryLength = 500;

    /// <summary>Writes a summary, and the rest of an over-long text as remarks.</summary>
    public static void Summary(SourceWriter source, string text, string fallback, params string[] remarks)
    {
        string whole = text.Trim().Length == 0 ? fallback : text;
        string summary = Shorten(whole);
        Element(source, "summary", Lines(summary));
        List<string> more = summary.Length < whole.Length ? [.. Paragraphs(whole)] : [];
        more.AddRange(remarks.Where(static remark => remark.Length > 0).Select(Paragraph));
        if (more.Count > 0)
            Element(source, "remarks", more);
    }

    /// <summary>Writes the documentation of a parameter.</summary>
    public static void Parameter(SourceWriter source, MemberModel member, bool isOptional) =>
        Element(source, $"param name=\"{member.Name}\"", Lines(Shorten(Describe(member, isOptional))), "param");

    /// <summary>What there is to say of a member: its description, its default, its bounds.</summary>
    public static string Describe(MemberModel member, bool isOptional)
    {
        StringBuilder text = new(member.Doc.Text.Trim());
        if (text.Length == 0)
            text.Append('\'').Append(member.WireName).Append('\'');
        if (text[text.Length - 1] is not ('.' or '!' or '?' or ':'))
            text.Append('.');
        if (Bounds(member) is { Length: > 0 } bounds)
            text.Append(' ').Append(bounds).Append('.');
        if (member.Doc.Default is { } value)
            text.Append(" Default: ").Append(value).Append('.');
        if (member.IsDeprecated)
            text.Append(" Deprecated.");
        if (isOptional && member.Default is null)
            text.Append(" Null: not sent.");
        return text.ToString();
    }

    /// <summary>Text as XML, on one line.</summary>
    public static string Escape(string text) => string.Join(" ", Lines(text));

    private static string Bounds(MemberModel member)
    {
        BoundsModel bounds = member.Bounds;
        List<string> parts = [];
        if (bounds is { Minimum: { } from, Maximum: { } to })
            parts.Add($"{from} to {to}");
        else if (bounds.Minimum is { } minimum)
            parts.Add($"At least {minimum}");
        else if (bounds.Maximum is { } maximum)
            parts.Add($"At most {maximum}");
        if (bounds.Above is { } above)
            parts.Add($"Greater than {above}");
        if (bounds.Below is { } below)
            parts.Add($"Less than {below}");
        AddCount(parts, bounds.MinLength, bounds.MaxLength, "characters");
        AddCount(parts, bounds.MinItems, bounds.MaxItems, "items");
        return string.Join("; ", parts);
    }

    private static void AddCount(List<string> parts, int? minimum, int? maximum, string unit)
    {
        string? least = minimum is > 0 ? minimum.Value.ToString(CultureInfo.InvariantCulture) : null;
        string? most = maximum?.ToString(CultureInfo.InvariantCulture);
        if (least is not null && most is not null)
            parts.Add($"{least} to {most} {unit}");
        else if (least is not null)
            parts.Add($"At least {least} {unit}");
        else if (most is not null)
            parts.Add($"At most {most} {unit}");
    }

    private static void Element(SourceWriter source, string opening, List<string> lines, string? closing = null)
    {
        closing ??= opening;
        if (lines.Count == 1)
        {
            source.Line($"/// <{opening}>{lines[0]}</{closing}>");
            return;
        }

        source.Line($"/// <{opening}>");
        foreach (string line in lines)
            source.Line("/// " + line);
        source.Line($"/// </{closing}>");
    }

    private static IEnumerable<string> Paragraphs(string text) => Lines(text).Select(Paragraph);

    private static string Paragraph(string line) => "<para>" + line + "</para>";

    private static string Shorten(string text)
    {
        if (text.Length <= SummaryLength)
            return text;
        int end = text.LastIndexOf(". ", SummaryLength, System.StringComparison.Ordinal);
        if (end > SummaryLength / 4)
            return text.Substring(0, end + 1);
        int cut = char.IsHighSurrogate(text[SummaryLength - 1]) ? SummaryLength - 1 : SummaryLength;
        return text.Substring(0, cut).TrimEnd() + "…";
    }

    private static List<string> Lines(string text)
    {
        List<string> lines = [];
        StringBuilder line = new();
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (c is '\r' or '\n' or '\u000B' or '\f' or '\u0085' or '\u2028' or '\u2029')
                EndLine();
            else
                Append(line, text, ref i);
        }

        EndLine();
        if (lines.Count == 0)
            lines.Add("");
        return lines;

        void EndLine()
        {
            string done = line.ToString().Trim();
            line.Clear();
            if (done.Length > 0)
                lines.Add(done);
        }
    }

    private static void Append(StringBuilder line, string text, ref int i)
    {
        char c = text[i];
        switch (c)
        {
            case '<':
                line.Append("&lt;");
                break;
            case '>':
                line.Append("&gt;");
                break;
            case '&':
                line.Append("&amp;");
                break;
            case '\t':
                line.Append(' ');
                break;
            default:
                if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
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

                break;
        }
    }

    private static bool IsVisible(UnicodeCategory category) =>
        category is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse);
}
