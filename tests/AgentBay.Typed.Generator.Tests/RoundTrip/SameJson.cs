using System.Globalization;
using System.Text.Json;

namespace AgentBay.Typed.Generator.Tests.RoundTrip;

/// <summary>Compares JSON by what it says.</summary>
internal static class SameJson
{
    /// <summary>Whether two values are the same, numbers and moments by their value.</summary>
    /// <param name="expected">The one.</param>
    /// <param name="actual">The other.</param>
    /// <param name="nullIsNothing">Whether a member that is null is the same as one that is not there.</param>
    public static bool Is(JsonElement expected, JsonElement actual, bool nullIsNothing) => (expected.ValueKind, actual.ValueKind) switch
    {
        (JsonValueKind.Object, JsonValueKind.Object) => expected.EnumerateObject().Concat(actual.EnumerateObject())
            .Select(static member => member.Name)
            .All(name => MemberOf(expected, name, nullIsNothing) is { } one && MemberOf(actual, name, nullIsNothing) is { } other && Is(one, other, nullIsNothing)),
        (JsonValueKind.Array, JsonValueKind.Array) => expected.GetArrayLength() == actual.GetArrayLength()
            && expected.EnumerateArray().Zip(actual.EnumerateArray()).All(pair => Is(pair.First, pair.Second, nullIsNothing)),
        (JsonValueKind.String, JsonValueKind.String) => expected.GetString() == actual.GetString()
            || (Moment(expected) is { } moment && Moment(actual) is { } same && moment.EqualsExact(same)),

        // JSON inside of a string is compared as what it holds.
        (JsonValueKind.String, JsonValueKind.Object or JsonValueKind.Array) => Is(JsonElement.Parse(expected.GetString()!), actual, nullIsNothing),
        _ => JsonElement.DeepEquals(expected, actual),
    };

    private static JsonElement? MemberOf(JsonElement owner, string name, bool nullIsNothing) =>
        owner.TryGetProperty(name, out JsonElement value) ? value
        : nullIsNothing ? JsonElement.Parse("null")
        : null;

    private static DateTimeOffset? Moment(JsonElement text) =>
        DateTimeOffset.TryParseExact(text.GetString(), "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTimeOffset moment)
            ? moment
            : null;
}
