using System.Text;
using System.Text.RegularExpressions;
using AgentBay.Typed.Schema;

namespace AgentBay.Typed.Cli.Reports;

/// <summary>
/// Words of a server in a page of Markdown. Code and lists stay what they are; all else that Markdown could make something
/// of, such as an image, a link, a heading, a table or HTML, shows as the text it is.
/// </summary>
internal static partial class MarkdownText
{
    /// <summary>Paragraphs, lists and blocks of code.</summary>
    public static string Block(string text)
    {
        List<string> lines = [];
        string[] given = text.Trim().ReplaceLineEndings("\n").Split('\n');
        for (int i = 0; i < given.Length; i++)
        {
            if (Fence().Match(given[i]) is { Success: true } fence)
            {
                int end = Array.FindIndex(given, i + 1, line => line.Trim() == fence.Groups[1].Value);
                end = end < 0 ? given.Length : end;
                lines.AddRange(Fenced(given[(i + 1)..end]));
                i = end;
            }
            else
            {
                lines.Add(Line(given[i]));
            }
        }

        return string.Join('\n', lines);
    }

    /// <summary>All of it on one line, in the cell of a table.</summary>
    public static string Cell(string text) => Inline(text.Trim().ReplaceLineEndings(" "), isInCell: true);

    /// <summary>A span of code that shows a text whatever is in it.</summary>
    public static string Code(string text, bool isInCell = false)
    {
        string code = text.Printable();
        if (isInCell)
            code = code.Replace("|", "\\|", StringComparison.Ordinal);
        string mark = new('`', 1 + Backticks().Matches(code).Select(static run => run.Length).DefaultIfEmpty().Max());
        return mark.Length == 1 ? $"`{code}`" : $"{mark} {code} {mark}";
    }

    private static IEnumerable<string> Fenced(string[] code)
    {
        string mark = new('`', Math.Max(3, 1 + code.SelectMany(static line => Backticks().Matches(line)).Select(static run => run.Length).DefaultIfEmpty().Max()));
        return [mark, .. code.Select(static line => line.TrimEnd().Printable()), mark];
    }

    private static string Line(string line)
    {
        Match item = Item().Match(line);
        if (item.Success)
            return $"{item.Groups[1].Value.ReplaceLineEndings("")}{(item.Groups[2].Value is "•" ? "-" : item.Groups[2].Value)} {Inline(item.Groups[3].Value, false)}";
        string text = Inline(line.Trim(), false);
        return text is ['#' or '=' or '-' or '+' or ':', ..] ? "\\" + text : text;
    }

    private static string Inline(string line, bool isInCell)
    {
        StringBuilder text = new();
        int start = 0;
        foreach (Match code in CodeOrAddress().Matches(line))
        {
            Escape(line[start..code.Index], text);
            text.Append(Code(code.Groups[2].Success ? code.Groups[2].Value.Trim() : code.Value, isInCell));
            start = code.Index + code.Length;
        }

        Escape(line[start..], text);
        return text.ToString();
    }

    private static void Escape(string words, StringBuilder text)
    {
        string printable = words.Printable();
        for (int i = 0; i < printable.Length; i++)
        {
            char c = printable[i];
            bool isWithinWord = i > 0 && i + 1 < printable.Length && char.IsLetterOrDigit(printable[i - 1]) && char.IsLetterOrDigit(printable[i + 1]);
            _ = c switch
            {
                '<' => text.Append("&lt;"),
                '>' => text.Append("&gt;"),
                '&' => text.Append("&amp;"),
                '@' => text.Append("&#64;"),
                '\\' or '`' or '*' or '[' or ']' or '|' or '~' or '$' => text.Append('\\').Append(c),
                '_' when !isWithinWord => text.Append("\\_"),
                _ => text.Append(c),
            };
        }
    }

    [GeneratedRegex("`+")]
    private static partial Regex Backticks();

    [GeneratedRegex(@"^\s*(`{3,}|~{3,})[^`~]*$")]
    private static partial Regex Fence();

    [GeneratedRegex(@"^(\s*)([-*+•]|\d{1,3}[.)])\s+(\S.*)$")]
    private static partial Regex Item();

    // A span of code, or an address that a page would turn into a link.
    [GeneratedRegex(@"(?<!`)(`+)(?!`)(.*?\S.*?)(?<!`)\1(?!`)|(?:[a-z][a-z0-9+.-]*://|www\.)[^\s<>()\[\]`""']+", RegexOptions.IgnoreCase)]
    private static partial Regex CodeOrAddress();
}
