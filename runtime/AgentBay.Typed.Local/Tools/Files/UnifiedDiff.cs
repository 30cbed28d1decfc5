using System.Globalization;
using System.Text;

namespace AgentBay.Typed.Local.Tools.Files;

/// <summary>A unified diff with one hunk, from the first line that differs to the last.</summary>
internal static class UnifiedDiff
{
    private const int ContextLines = 3;

    public static string Between(string path, string before, string after)
    {
        if (before == after) return "";
        var (old, now) = (Lines(before), Lines(after));
        var same = Math.Min(old.Length, now.Length);
        var head = Enumerable.Range(0, same).TakeWhile(i => old[i] == now[i]).Count();
        var tail = Enumerable.Range(1, same - head).TakeWhile(i => old[^i] == now[^i]).Count();
        var start = Math.Max(0, head - ContextLines);
        var context = Math.Min(tail, ContextLines);

        var diff = new StringBuilder();
        diff.Append(CultureInfo.InvariantCulture, $"--- {path}\n+++ {path}\n");
        diff.Append(CultureInfo.InvariantCulture, $"@@ -{Range(start, old.Length - tail + context)} +{Range(start, now.Length - tail + context)} @@\n");
        Append(diff, ' ', old, start, head);
        Append(diff, '-', old, head, old.Length - tail);
        Append(diff, '+', now, head, now.Length - tail);
        Append(diff, ' ', old, old.Length - tail, old.Length - tail + context);
        return diff.ToString();
    }

    // Each line with its newline; the last may lack it.
    private static string[] Lines(string text)
    {
        var lines = text.Split('\n');
        var complete = lines.SkipLast(1).Select(line => line + '\n');
        return [.. lines[^1].Length == 0 ? complete : complete.Append(lines[^1])];
    }

    private static string Range(int start, int end) => (end - start) switch
    {
        0 => string.Create(CultureInfo.InvariantCulture, $"{start},0"),
        1 => string.Create(CultureInfo.InvariantCulture, $"{start + 1}"),
        var count => string.Create(CultureInfo.InvariantCulture, $"{start + 1},{count}"),
    };

    private static void Append(StringBuilder diff, char sign, string[] lines, int from, int to)
    {
        foreach (var line in lines.AsSpan(from, to - from))
        {
            diff.Append(sign).Append(line);
            if (!line.EndsWith('\n')) diff.Append("\n\\ No newline at end of file\n");
        }
    }
}
