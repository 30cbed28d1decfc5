using System.Runtime.CompilerServices;

namespace AgentBay.Typed.CompilerServices;

// Members whose values are written by a writer that the generated code names: records, enums, lists, maps.
public sealed partial class ToolCall
{
    /// <summary>Writes a member.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="name">Its name on the wire.</param>
    /// <param name="value">Its value.</param>
    /// <param name="write">Writes the value.</param>
    /// <param name="parameter">The parameter it comes from.</param>
    public ToolCall Require<T>(
        ReadOnlySpan<byte> name,
        T value,
        Action<ToolCall, T> write,
        [CallerArgumentExpression(nameof(value))] string? parameter = null)
    {
        EnterMember(name, parameter);
        if (value is null)
            throw new ArgumentNullException(_parameter);
        write(this, value);
        return this;
    }

    /// <summary>Writes a member that may be null on the wire too.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="name">Its name on the wire.</param>
    /// <param name="value">Its value.</param>
    /// <param name="write">Writes the value, unless it is null.</param>
    /// <param name="parameter">The parameter it comes from.</param>
    public ToolCall RequireNullable<T>(
        ReadOnlySpan<byte> name,
        T? value,
        Action<ToolCall, T> write,
        [CallerArgumentExpression(nameof(value))] string? parameter = null)
        where T : class
    {
        EnterMember(name, parameter);
        WriteNullable(this, value, write);
        return this;
    }

    /// <inheritdoc cref="RequireNullable{T}(ReadOnlySpan{byte}, T, Action{ToolCall, T}, string)"/>
    public ToolCall RequireNullable<T>(
        ReadOnlySpan<byte> name,
        T? value,
        Action<ToolCall, T> write,
        [CallerArgumentExpression(nameof(value))] string? parameter = null)
        where T : struct
    {
        EnterMember(name, parameter);
        WriteNullable(this, value, write);
        return this;
    }

    /// <summary>Writes a member, unless it is null.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="name">Its name on the wire.</param>
    /// <param name="value">Its value.</param>
    /// <param name="write">Writes the value.</param>
    /// <param name="parameter">The parameter it comes from.</param>
    public ToolCall Optional<T>(
        ReadOnlySpan<byte> name,
        T? value,
        Action<ToolCall, T> write,
        [CallerArgumentExpression(nameof(value))] string? parameter = null)
        where T : class =>
        value is null ? this : Require(name, value, write, parameter);

    /// <inheritdoc cref="Optional{T}(ReadOnlySpan{byte}, T, Action{ToolCall, T}, string)"/>
    public ToolCall Optional<T>(
        ReadOnlySpan<byte> name,
        T? value,
        Action<ToolCall, T> write,
        [CallerArgumentExpression(nameof(value))] string? parameter = null)
        where T : struct =>
        value is { } present ? Require(name, present, write, parameter) : this;

    private void EnterMember(ReadOnlySpan<byte> name, string? parameter)
    {
        EnterParameter(parameter);
        _json.WritePropertyName(name);
    }

    // An expression such as value.Edits comes from inside a record: the parameter that holds the record stays the one to name.
    private void EnterParameter(string? parameter)
    {
        if (parameter?.Contains('.', StringComparison.Ordinal) == false)
            _parameter = parameter.TrimStart('@');
    }
}
