using System.Text;
using System.Text.RegularExpressions;

namespace AgentBay.Typed.Generator.Tests.RoundTrip;

/// <summary>Texts that fit the formats, patterns and lengths of string schemas.</summary>
internal static class TextSamples
{
    /// <summary>Each kind of character that a writer could get wrong.</summary>
    public const string Odd = "ü查🦊\"\\/\b\f\n\r\t\0\u001F\u007F\u0085\u2028\u2029\u200B\u202E<&>'{}";

    /// <summary>What the patterns of real servers ask for: for a pattern, the first that fits is taken.</summary>
    public static IReadOnlyList<string> ForPatterns { get; } =
    [
        "a", "1", "abc", "ABC", "ab", "value-1", "a/b", "a=b", "key=value", "2026-02-28", "2026-02-28T10:20:30Z", "2026-02-28T10:20:30+08:00",
        "2026-02-28T10:20:30.123+08:00", "10:20:30", "12px", "45deg", "12:34", "e15", "#a0b1c2", "a0b1c2", "someone@example.test", "example.test",
        "1-0f8fad5b-d9cb-469f-a165-70867728950e", "0f8fad5b-d9cb-469f-a165-70867728950e", "timestamp:asc", "count:asc", "GET,POST", "team,scim",
        "today", "\\ddd", "example-1", "100,200", "a, b",
    ];

    public static string Make(SchemaView schema, Way way, int variant)
    {
        string[] candidates = Candidates(schema, way, variant);
        int minimum = schema.Count("minLength") ?? 0;
        int maximum = schema.Count("maxLength") ?? int.MaxValue;
        string? pattern = schema.Text("pattern");
        if (pattern is null)
            return Fit(candidates[variant % candidates.Length], minimum, maximum);
        Regex regex = new(pattern, RegexOptions.ECMAScript | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        return candidates.Concat(ForPatterns)
                .FirstOrDefault(text => regex.IsMatch(text) && text.Length >= minimum && text.Length <= maximum)
            ?? throw new NoSampleException($"no text is known that fits the pattern {pattern}");
    }

    private static string[] Candidates(SchemaView schema, Way way, int variant) => schema.Text("format") switch
    {
        // In the form in which .NET writes them: a caller's value has no memory of another.
        "date-time" => ["2026-01-02T03:04:05+00:00", "2026-01-02T03:04:05.1234567+08:00", "0001-01-01T00:00:00+00:00", "9999-12-31T23:59:59+00:00"],
        "date" => ["2026-01-02", "0001-01-01", "9999-12-31"],
        "time" => ["10:20:30Z"],
        "duration" => ["P1DT2H"],
        "uuid" => way == Way.Edges
            ? ["00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff"]
            : ["0f8fad5b-d9cb-469f-a165-70867728950e", "7c9e6679-7425-40de-944b-e07fc1f90ae7"],
        "uri" or "url" or "uri-reference" => ["https://example.test/a?b=c%20d#e"],
        "email" => ["someone@example.test"],
        "hostname" => ["example.test"],
        "ipv4" => ["192.0.2.1"],
        "ipv6" => ["2001:db8::1"],
        "json" => ["{\"a\":[1]}"],
        "byte" => ["", "AQID"],
        _ when schema.Text("contentEncoding") == "base64" => ["", "AQID"],
        _ => way switch
        {
            Way.RequiredOnly => ["text"],
            Way.All => [$"text {variant}", "héllo wörld"],
            _ => ["", Odd, new string('x', 300), "null", " ", "0"],
        },
    };

    // Lengths are counted in code points; NJsonSchema counts UTF-16 units, so that a text that is cut fits by either count.
    private static string Fit(string text, int minimum, int maximum)
    {
        if (text.Length > maximum)
            text = string.Concat(text.EnumerateRunes().Where(static rune => rune.IsBmp).Take(maximum));
        int length = text.EnumerateRunes().Count();
        return length < minimum ? text + new string('x', minimum - length) : text;
    }
}

/// <summary>A schema for which the tests do not know how to make a value.</summary>
internal sealed class NoSampleException(string why) : Exception(why);
