using System;
using AgentBay.Typed.Schema.Json;

namespace AgentBay.Typed.Schema.Comparison;

/// <summary>Values in a message: on one line, shortened, and unable to steer a terminal.</summary>
internal static class ValueText
{
    private const int Longest = 60;

    /// <summary>Of a change more is shown: what a server slips into a long description is what a reader must see.</summary>
    private const int LongestChange = 160;

    /// <summary>How much that did not change stands before what did.</summary>
    private const int Lead = 24;

    public static string Show(JsonNode value) => Show(value, 0, Longest);

    /// <summary>From what to what a value changed; of long ones, the part from the first difference on.</summary>
    public static string ShowChange(JsonNode was, JsonNode now)
    {
        string before = TextOf(was);
        string after = TextOf(now);
        int start = Math.Max(before.Length, after.Length) <= Longest || was.IsString != now.IsString ? 0 : Math.Max(0, SameStart(before, after) - Lead);
        if (start > 0 && char.IsLowSurrogate(before[start]))
            start--;
        return $"was {Show(was, start, LongestChange)} and is {Show(now, start, LongestChange)}";
    }

    private static string Show(JsonNode value, int start, int longest)
    {
        string text = TextOf(value);
        int end = Math.Min(text.Length, start + longest);
        if (end < text.Length && char.IsHighSurrogate(text[end - 1]))
            end--;
        string shown = text.Substring(start, end - start);
        string quote = value.IsString ? "\"" : "";
        return $"{quote}{(start > 0 ? "…" : "")}{(value.IsString ? JsonWriter.Escape(shown) : shown)}{(end < text.Length ? "…" : "")}{quote}";
    }

    private static string TextOf(JsonNode value) => value.IsString ? value.Text : JsonWriter.WriteCompact(value);

    private static int SameStart(string a, string b)
    {
        int length = 0;
        while (length < a.Length && length < b.Length && a[length] == b[length])
            length++;
        return length;
    }
}
