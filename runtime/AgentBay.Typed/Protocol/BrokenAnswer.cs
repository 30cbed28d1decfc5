using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace AgentBay.Typed.Protocol;

/// <summary>What can be made of an answer that cannot be read: cut, garbled, or not the service's.</summary>
internal static partial class BrokenAnswer
{
    private const int LongestSearched = 64 * 1024;
    private const int LongestShown = 200;

    // What holds no secret; the rest of an answer may, the results of tools included.
    private static readonly string[] Shown = ["RequestId", "Code", "Message", "HttpStatusCode", "Success", "SessionId"];

    /// <summary>The session that was made, where the answer to a creation got as far as to tell it.</summary>
    public static string? NamedSession(HttpStatusCode status, ReadOnlySpan<byte> body) =>
        status is >= HttpStatusCode.OK and < HttpStatusCode.MultipleChoices && SessionInData().Match(Beginning(body)) is { Success: true } match
            ? match.Groups["id"].Value
            : null;

    /// <summary>
    /// Its beginning, for a message. Texts in JSON are left out but for those that an envelope has, because a token or a
    /// code may be among them.
    /// </summary>
    public static string Excerpt(ReadOnlySpan<byte> body, Secrets secrets)
    {
        string text = JsonMember().Replace(Beginning(body), static member =>
            Shown.Contains(member.Groups["name"].Value, StringComparer.OrdinalIgnoreCase)
                ? member.Value
                : $"{member.Groups["start"].Value}{Secrets.Mask}{member.Groups["end"].Value}");

        // Hidden before it is cut: half a key is one too.
        text = secrets.Hide(text.ReplaceLineEndings(" ").Trim());
        return text.Length == 0 ? "(empty)" : text.Length > LongestShown ? text[..LongestShown] + "…" : text;
    }

    private static string Beginning(ReadOnlySpan<byte> body) => Encoding.UTF8.GetString(body[..Math.Min(body.Length, LongestSearched)]);

    [GeneratedRegex("""
        "Data"\s*:\s*\{.*?"SessionId"\s*:\s*"(?<id>[^"\\]+)"
        """, RegexOptions.Singleline | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex SessionInData();

    // A text that is cut has no end.
    [GeneratedRegex("""
        (?<start>"(?<name>[^"\\]*)"\s*:\s*")(?:[^"\\]|\\.)*(?<end>"?)
        """, RegexOptions.Singleline | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex JsonMember();
}
