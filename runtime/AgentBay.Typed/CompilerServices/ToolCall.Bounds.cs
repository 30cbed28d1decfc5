using System.Globalization;
using System.Runtime.CompilerServices;

namespace AgentBay.Typed.CompilerServices;

// What the schema states of an argument, checked before anything is sent. Null is not checked: it is not sent either.
public sealed partial class ToolCall
{
    /// <summary>Checks <c>minimum</c>.</summary>
    /// <param name="value">The argument.</param>
    /// <param name="minimum">The least value allowed.</param>
    /// <param name="parameter">The parameter it comes from.</param>
    public ToolCall AtLeast(double? value, double minimum, [CallerArgumentExpression(nameof(value))] string? parameter = null) =>
        value < minimum ? throw OutOfRange(parameter, value, $"It must be at least {Text(minimum)}.") : this;

    /// <summary>Checks <c>maximum</c>.</summary>
    /// <param name="value">The argument.</param>
    /// <param name="maximum">The greatest value allowed.</param>
    /// <param name="parameter">The parameter it comes from.</param>
    public ToolCall AtMost(double? value, double maximum, [CallerArgumentExpression(nameof(value))] string? parameter = null) =>
        value > maximum ? throw OutOfRange(parameter, value, $"It must be at most {Text(maximum)}.") : this;

    /// <summary>Checks <c>exclusiveMinimum</c>.</summary>
    /// <param name="value">The argument.</param>
    /// <param name="bound">The bound, which is itself not allowed.</param>
    /// <param name="parameter">The parameter it comes from.</param>
    public ToolCall Above(double? value, double bound, [CallerArgumentExpression(nameof(value))] string? parameter = null) =>
        value <= bound ? throw OutOfRange(parameter, value, $"It must be greater than {Text(bound)}.") : this;

    /// <summary>Checks <c>exclusiveMaximum</c>.</summary>
    /// <param name="value">The argument.</param>
    /// <param name="bound">The bound, which is itself not allowed.</param>
    /// <param name="parameter">The parameter it comes from.</param>
    public ToolCall Below(double? value, double bound, [CallerArgumentExpression(nameof(value))] string? parameter = null) =>
        value >= bound ? throw OutOfRange(parameter, value, $"It must be less than {Text(bound)}.") : this;

    /// <summary>Checks <c>minLength</c> and <c>maxLength</c>, which count Unicode code points.</summary>
    /// <param name="value">The argument.</param>
    /// <param name="minimum">The fewest characters allowed.</param>
    /// <param name="maximum">The most characters allowed.</param>
    /// <param name="parameter">The parameter it comes from.</param>
    public ToolCall Length(
        string? value,
        int minimum,
        int maximum = int.MaxValue,
        [CallerArgumentExpression(nameof(value))] string? parameter = null) =>
        value is null ? this : Size(value.EnumerateRunes().Count(), "character", minimum, maximum, parameter);

    /// <summary>Checks <c>minItems</c> and <c>maxItems</c>.</summary>
    /// <typeparam name="T">The type of the items.</typeparam>
    /// <param name="items">The argument.</param>
    /// <param name="minimum">The fewest items allowed.</param>
    /// <param name="maximum">The most items allowed.</param>
    /// <param name="parameter">The parameter it comes from.</param>
    public ToolCall Count<T>(
        IReadOnlyList<T>? items,
        int minimum,
        int maximum = int.MaxValue,
        [CallerArgumentExpression(nameof(items))] string? parameter = null) =>
        items is null ? this : Size(items.Count, "item", minimum, maximum, parameter);

    private ToolCall Size(int count, string unit, int minimum, int maximum, string? parameter)
    {
        if (count >= minimum && count <= maximum)
            return this;
        string allowed = maximum == int.MaxValue ? $"at least {minimum}" : $"{minimum} to {maximum}";
        throw OutOfRange(parameter, count, $"It must have {allowed} {unit}s.");
    }

    private static ArgumentOutOfRangeException OutOfRange(string? parameter, object? value, string message) =>
        new(parameter?.TrimStart('@'), value, message);

    private static string Text(double bound) => bound.ToString("R", CultureInfo.InvariantCulture);
}
