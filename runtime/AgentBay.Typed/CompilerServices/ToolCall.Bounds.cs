using System.Globalization;

namespace AgentBay.Typed.CompilerServices;

// What the schema states of a value, checked when it is written and before anything is sent: so what is written tells where
// a value stands that breaks it. Null is not checked: it is not sent either.
public sealed partial class ToolCall
{
    /// <summary>Checks <c>minimum</c> of what was written last.</summary>
    /// <param name="value">The value.</param>
    /// <param name="minimum">The least value allowed.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is less.</exception>
    public ToolCall AtLeast(long? value, long minimum) => value < minimum ? throw OutOfRange(value, $"must be at least {minimum}") : this;

    /// <inheritdoc cref="AtLeast(long?, long)"/>
    public ToolCall AtLeast(double? value, double minimum) => value < minimum ? throw OutOfRange(value, $"must be at least {Text(minimum)}") : this;

    /// <summary>Checks <c>maximum</c> of what was written last.</summary>
    /// <param name="value">The value.</param>
    /// <param name="maximum">The greatest value allowed.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is greater.</exception>
    public ToolCall AtMost(long? value, long maximum) => value > maximum ? throw OutOfRange(value, $"must be at most {maximum}") : this;

    /// <inheritdoc cref="AtMost(long?, long)"/>
    public ToolCall AtMost(double? value, double maximum) => value > maximum ? throw OutOfRange(value, $"must be at most {Text(maximum)}") : this;

    /// <summary>Checks <c>exclusiveMinimum</c> of what was written last.</summary>
    /// <param name="value">The value.</param>
    /// <param name="bound">The bound, which is itself not allowed.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not greater.</exception>
    public ToolCall Above(long? value, long bound) => value <= bound ? throw OutOfRange(value, $"must be greater than {bound}") : this;

    /// <inheritdoc cref="Above(long?, long)"/>
    public ToolCall Above(double? value, double bound) => value <= bound ? throw OutOfRange(value, $"must be greater than {Text(bound)}") : this;

    /// <summary>Checks <c>exclusiveMaximum</c> of what was written last.</summary>
    /// <param name="value">The value.</param>
    /// <param name="bound">The bound, which is itself not allowed.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not less.</exception>
    public ToolCall Below(long? value, long bound) => value >= bound ? throw OutOfRange(value, $"must be less than {bound}") : this;

    /// <inheritdoc cref="Below(long?, long)"/>
    public ToolCall Below(double? value, double bound) => value >= bound ? throw OutOfRange(value, $"must be less than {Text(bound)}") : this;

    /// <summary>Checks <c>minLength</c> and <c>maxLength</c> of what was written last. They count Unicode code points.</summary>
    /// <param name="value">The text.</param>
    /// <param name="minimum">The fewest characters allowed.</param>
    /// <param name="maximum">The most characters allowed.</param>
    /// <exception cref="ArgumentOutOfRangeException">It has fewer or more.</exception>
    public ToolCall Length(string? value, int minimum, int maximum = int.MaxValue) =>
        value is null ? this : Size(value.EnumerateRunes().Count(), "character", minimum, maximum);

    /// <summary>
    /// Checks <c>minItems</c> and <c>maxItems</c> of a list, or <c>minProperties</c> and <c>maxProperties</c> of a map, that was
    /// written last.
    /// </summary>
    /// <typeparam name="T">The type of the items.</typeparam>
    /// <param name="items">The list or map.</param>
    /// <param name="minimum">The fewest items allowed.</param>
    /// <param name="maximum">The most items allowed.</param>
    /// <exception cref="ArgumentOutOfRangeException">It has fewer or more.</exception>
    public ToolCall Count<T>(IReadOnlyCollection<T>? items, int minimum, int maximum = int.MaxValue) =>
        items is null ? this : Size(items.Count, "item", minimum, maximum);

    private ToolCall Size(int count, string unit, int minimum, int maximum)
    {
        if (count >= minimum && count <= maximum)
            return this;
        string allowed = maximum == int.MaxValue ? $"at least {minimum}" : $"{minimum} to {maximum}";
        throw OutOfRange(count, $"must have {allowed} {unit}s");
    }

    private ArgumentOutOfRangeException OutOfRange(object? value, string rule)
    {
        _json.Flush();
        string path = JsonPath.OfLast(_buffer.WrittenMemory.Span)["$.".Length..];
        return new ArgumentOutOfRangeException(_parameter, value, $"{path} {rule}.");
    }

    private static string Text(double bound) => bound.ToString("R", CultureInfo.InvariantCulture);
}
