using System.Text.Json;

namespace AgentBay.Typed.Testing;

/// <summary>Compares the arguments that a test expects with those of a call.</summary>
internal static class ArgumentDifference
{
    // As a writer of JSON escapes it.
    private static readonly string WrittenAnyText = $"\"{JsonEncodedText.Encode(Any.Text)}\"";

    /// <returns>Where they differ, in words; nothing where they agree.</returns>
    public static IEnumerable<string> Between(JsonElement expected, JsonElement actual, string path = "$")
    {
        if (expected.ValueKind == JsonValueKind.String && expected.ValueEquals(Any.Text) && actual.ValueKind == JsonValueKind.String)
            return [];
        return (expected.ValueKind, actual.ValueKind) switch
        {
            (JsonValueKind.Object, JsonValueKind.Object) => BetweenObjects(expected, actual, path),
            (JsonValueKind.Array, JsonValueKind.Array) => BetweenArrays(expected, actual, path),
            _ => AreSame(expected, actual) ? [] : [$"{path} is {Text(actual)}, not {Text(expected)}"],
        };
    }

    /// <summary>The JSON in one line, with <c>&lt;any&gt;</c> for <see cref="Any.Text"/>.</summary>
    public static string Text(JsonElement json) => json.GetRawText().Replace(WrittenAnyText, "<any>", StringComparison.Ordinal);

    private static IEnumerable<string> BetweenObjects(JsonElement expected, JsonElement actual, string path)
    {
        foreach (JsonProperty member in expected.EnumerateObject())
        {
            string at = $"{path}.{member.Name}";
            if (!actual.TryGetProperty(member.Name, out JsonElement value))
            {
                yield return $"{at} is not sent, and should be {Text(member.Value)}";
                continue;
            }

            foreach (string difference in Between(member.Value, value, at))
                yield return difference;
        }

        foreach (JsonProperty member in actual.EnumerateObject())
        {
            if (!expected.TryGetProperty(member.Name, out _))
                yield return $"{path}.{member.Name} is {Text(member.Value)}, and should not be sent";
        }
    }

    private static IEnumerable<string> BetweenArrays(JsonElement expected, JsonElement actual, string path)
    {
        if (expected.GetArrayLength() != actual.GetArrayLength())
            return [$"{path} has {actual.GetArrayLength()} items, not {expected.GetArrayLength()}"];
        return expected.EnumerateArray().Zip(actual.EnumerateArray())
            .SelectMany((pair, index) => Between(pair.First, pair.Second, $"{path}[{index}]"));
    }

    private static bool AreSame(JsonElement expected, JsonElement actual) => (expected.ValueKind, actual.ValueKind) switch
    {
        (JsonValueKind.String, JsonValueKind.String) => expected.ValueEquals(actual.GetString()),
        (JsonValueKind.Number, JsonValueKind.Number) =>
            expected.GetRawText() == actual.GetRawText() || expected.GetDouble().Equals(actual.GetDouble()),
        (JsonValueKind one, JsonValueKind other) => one == other && one is not (JsonValueKind.Object or JsonValueKind.Array),
    };
}
