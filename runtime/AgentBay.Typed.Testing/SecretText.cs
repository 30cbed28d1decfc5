using System.Text.RegularExpressions;

namespace AgentBay.Typed.Testing;

/// <summary>What gives a credential away in plain text: the name before it, or its own form.</summary>
internal static partial class SecretText
{
    public const string Redacted = "[redacted]";

    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    // PWD alone is the directory where a shell is.
    private const string Names =
        @"(?i:pass(word|wd|phrase)s?|secrets?|token|credentials?|(api|access|account|private|secret|shared|encryption|signing)[_\-]?key)|[Pp]wd|(?<=_)(PWD|PASS|pass)|"
        + LineNames;

    // Their values have spaces: all of the line is one value.
    private const string LineNames = @"(?<line>(?i:authorization|cookies?))";

    public static bool IsSecretName(string name) => SecretName().IsMatch(name);

    public static string WithoutPrivateKeys(string text) => PrivateKey().Replace(text, Redacted);

    /// <param name="line">A line of text, without its end.</param>
    public static string CleanLine(string line)
    {
        int from = 0;
        while (Assignment().Match(line, from) is { Success: true } match)
        {
            int start = match.Index + match.Length;
            int end = EndOfValue(line, start, OpenQuote(line.AsSpan(0, start)), match.Groups["line"].Success && !match.Groups["quote"].Success);
            (start, end) = WithoutQuotes(line, start, end);
            if (end > start)
                line = string.Concat(line.AsSpan(0, start), Redacted, line.AsSpan(end));
            from = end > start ? start + Redacted.Length : start;
        }

        return Credential().Replace(line, Redacted);
    }

    private static int EndOfValue(string line, int start, char? enclosing, bool isWholeLine)
    {
        int i = start;
        while (i < line.Length && line[i] != enclosing && line[i] != '\r')
        {
            char c = line[i];
            bool isEscaped = c == '\\' && i + 1 < line.Length;
            if (isWholeLine)
                i += isEscaped ? 2 : 1;
            else if (isEscaped && line[i + 1] is '"' or '\'')
                i = After(line, line.Substring(i, 2), i + 2);
            else if (isEscaped)
                i += 2;
            else if (c is '"' or '\'')
                i = EndOfQuoted(line, i);
            else if (char.IsWhiteSpace(c) || c is ';' or '&' or '|')
                break;
            else
                i++;
        }

        i = Math.Min(i, line.Length);
        while (!isWholeLine && i > start && line[i - 1] is ',' or ')' or '}')
            i--;
        return i;
    }

    private static int EndOfQuoted(string line, int start)
    {
        for (int i = start + 1; i < line.Length; i++)
        {
            if (line[i] == '\\' && line[start] == '"')
                i++;
            else if (line[i] == line[start])
                return i + 1;
        }

        return line.Length;
    }

    private static int After(string line, string end, int from) =>
        line.IndexOf(end, from, StringComparison.Ordinal) is int found and >= 0 ? found + end.Length : line.Length;

    // What is left is as it was quoted.
    private static (int Start, int End) WithoutQuotes(string line, int start, int end)
    {
        int quote = line.AsSpan(start, end - start) switch
        {
            ['\\', '"' or '\'', .., '\\', '"' or '\''] => 2,
            ['"', .., '"'] or ['\'', .., '\''] => 1,
            _ => 0,
        };
        return (start + quote, end - quote);
    }

    /// <returns>The quote inside of which a text ends.</returns>
    private static char? OpenQuote(ReadOnlySpan<char> text)
    {
        char? open = null;
        for (int i = 0; i < text.Length; i++)
        {
            bool isApostrophe = i > 0 && i + 1 < text.Length && char.IsLetter(text[i - 1]) && char.IsLetter(text[i + 1]);
            if (text[i] == '\\')
                i++;
            else if (text[i] == open)
                open = null;
            else if (open is null && text[i] is '"' or '\'' && !isApostrophe)
                open = text[i];
        }

        return open;
    }

    [GeneratedRegex("(" + Names + ")$", Options)]
    private static partial Regex SecretName();

    // TOKEN=…, "password": …, Authorization: …, --api-key …
    [GeneratedRegex("(" + Names + @")((?<quote>\\?[""'])?[ \t]*(:=|=>|={1,3}|:(?!:))[ \t]*|(?<=--[\w\-]+)[ \t]+(?!-))", Options)]
    private static partial Regex Assignment();

    // Bearer tokens, JSON web tokens, passwords in addresses, and the prefixes by which GitHub, GitLab, AWS, Alibaba Cloud,
    // Google, Slack, npm and the model vendors mark keys.
    [GeneratedRegex(@"(?<=\bBearer )[\w\-.~+/=]{8,}|\beyJ[\w\-]{8,}\.[\w\-]{8,}\.[\w\-]*|(?<=://[^\s/:@""']*:)[^\s/@""']+(?=@)|\b(gh[pousr]_|github_pat_|glpat-|sk-|AKIA|ASIA|LTAI|AIza|xox[abeprs]-|npm_|hf_|akm-)[\w\-]{12,}", Options)]
    private static partial Regex Credential();

    // The only form that goes over lines; one that was cut off counts too.
    [GeneratedRegex(@"-----BEGIN [A-Z ]*PRIVATE KEY-----((?s:.*?)-----END [A-Z ]*PRIVATE KEY-----|[\sA-Za-z0-9+/=]*)", Options)]
    private static partial Regex PrivateKey();
}
