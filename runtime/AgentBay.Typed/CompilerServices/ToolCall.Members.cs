using System.Runtime.CompilerServices;
using System.Text.Json;

namespace AgentBay.Typed.CompilerServices;

// One pair of members for each type that needs no writer of its own. Require always writes; Optional leaves null out.
public sealed partial class ToolCall
{
    /// <summary>Writes a member.</summary>
    /// <param name="name">Its name on the wire.</param>
    /// <param name="value">Its value.</param>
    /// <param name="parameter">The parameter it comes from.</param>
    public ToolCall Require(ReadOnlySpan<byte> name, string value, [CallerArgumentExpression(nameof(value))] string? parameter = null) =>
        Require(name, value, Write, parameter);

    /// <summary>Writes a member, unless it is null.</summary>
    /// <param name="name">Its name on the wire.</param>
    /// <param name="value">Its value.</param>
    /// <param name="parameter">The parameter it comes from.</param>
    public ToolCall Optional(ReadOnlySpan<byte> name, string? value, [CallerArgumentExpression(nameof(value))] string? parameter = null) =>
        value is { } present ? Require(name, present, Write, parameter) : this;

    /// <summary>Writes a member.</summary>
    /// <param name="name">Its name on the wire.</param>
    /// <param name="value">Its value.</param>
    /// <param name="parameter">The parameter it comes from.</param>
    public ToolCall Require(ReadOnlySpan<byte> name, bool value, [CallerArgumentExpression(nameof(value))] string? parameter = null) =>
        Require(name, value, Write, parameter);

    /// <summary>Writes a member, unless it is null.</summary>
    /// <param name="name">Its name on the wire.</param>
    /// <param name="value">Its value.</param>
    /// <param name="parameter">The parameter it comes from.</param>
    public ToolCall Optional(ReadOnlySpan<byte> name, bool? value, [CallerArgumentExpression(nameof(value))] string? parameter = null) =>
        value is { } present ? Require(name, present, Write, parameter) : this;

    /// <summary>Writes a member.</summary>
    /// <param name="name">Its name on the wire.</param>
    /// <param name="value">Its value.</param>
    /// <param name="parameter">The parameter it comes from.</param>
    public ToolCall Require(ReadOnlySpan<byte> name, long value, [CallerArgumentExpression(nameof(value))] string? parameter = null) =>
        Require(name, value, Write, parameter);

    /// <summary>Writes a member, unless it is null.</summary>
    /// <param name="name">Its name on the wire.</param>
    /// <param name="value">Its value.</param>
    /// <param name="parameter">The parameter it comes from.</param>
    public ToolCall Optional(ReadOnlySpan<byte> name, long? value, [CallerArgumentExpression(nameof(value))] string? parameter = null) =>
        value is { } present ? Require(name, present, Write, parameter) : this;

    /// <summary>Writes a member.</summary>
    /// <param name="name">Its name on the wire.</param>
    /// <param name="value">Its value.</param>
    /// <param name="parameter">The parameter it comes from.</param>
    public ToolCall Require(ReadOnlySpan<byte> name, double value, [CallerArgumentExpression(nameof(value))] string? parameter = null) =>
        Require(name, value, Write, parameter);

    /// <summary>Writes a member, unless it is null.</summary>
    /// <param name="name">Its name on the wire.</param>
    /// <param name="value">Its value.</param>
    /// <param name="parameter">The parameter it comes from.</param>
    public ToolCall Optional(ReadOnlySpan<byte> name, double? value, [CallerArgumentExpression(nameof(value))] string? parameter = null) =>
        value is { } present ? Require(name, present, Write, parameter) : this;

    /// <summary>Writes a member.</summary>
    /// <param name="name">Its name on the wire.</param>
    /// <param name="value">Its value.</param>
    /// <param name="parameter">The parameter it comes from.</param>
    public ToolCall Require(ReadOnlySpan<byte> name, DateTimeOffset value, [CallerArgumentExpression(nameof(value))] string? parameter = null) =>
        Require(name, value, Write, parameter);

    /// <summary>Writes a member, unless it is null.</summary>
    /// <param name="name">Its name on the wire.</param>
    /// <param name="value">Its value.</param>
    /// <param name="parameter">The parameter it comes from.</param>
    public ToolCall Optional(ReadOnlySpan<byte> name, DateTimeOffset? value, [CallerArgumentExpression(nameof(value))] string? parameter = null) =>
        value is { } present ? Require(name, present, Write, parameter) : this;

    /// <summary>Writes a member.</summary>
    /// <param name="name">Its name on the wire.</param>
    /// <param name="value">Its value.</param>
    /// <param name="parameter">The parameter it comes from.</param>
    public ToolCall Require(ReadOnlySpan<byte> name, DateOnly value, [CallerArgumentExpression(nameof(value))] string? parameter = null) =>
        Require(name, value, Write, parameter);

    /// <summary>Writes a member, unless it is null.</summary>
    /// <param name="name">Its name on the wire.</param>
    /// <param name="value">Its value.</param>
    /// <param name="parameter">The parameter it comes from.</param>
    public ToolCall Optional(ReadOnlySpan<byte> name, DateOnly? value, [CallerArgumentExpression(nameof(value))] string? parameter = null) =>
        value is { } present ? Require(name, present, Write, parameter) : this;

    /// <summary>Writes a member.</summary>
    /// <param name="name">Its name on the wire.</param>
    /// <param name="value">Its value.</param>
    /// <param name="parameter">The parameter it comes from.</param>
    public ToolCall Require(ReadOnlySpan<byte> name, Guid value, [CallerArgumentExpression(nameof(value))] string? parameter = null) =>
        Require(name, value, Write, parameter);

    /// <summary>Writes a member, unless it is null.</summary>
    /// <param name="name">Its name on the wire.</param>
    /// <param name="value">Its value.</param>
    /// <param name="parameter">The parameter it comes from.</param>
    public ToolCall Optional(ReadOnlySpan<byte> name, Guid? value, [CallerArgumentExpression(nameof(value))] string? parameter = null) =>
        value is { } present ? Require(name, present, Write, parameter) : this;

    /// <summary>Writes a member.</summary>
    /// <param name="name">Its name on the wire.</param>
    /// <param name="value">Its value.</param>
    /// <param name="parameter">The parameter it comes from.</param>
    public ToolCall Require(ReadOnlySpan<byte> name, ReadOnlyMemory<byte> value, [CallerArgumentExpression(nameof(value))] string? parameter = null) =>
        Require(name, value, Write, parameter);

    /// <summary>Writes a member, unless it is null.</summary>
    /// <param name="name">Its name on the wire.</param>
    /// <param name="value">Its value.</param>
    /// <param name="parameter">The parameter it comes from.</param>
    public ToolCall Optional(ReadOnlySpan<byte> name, ReadOnlyMemory<byte>? value, [CallerArgumentExpression(nameof(value))] string? parameter = null) =>
        value is { } present ? Require(name, present, Write, parameter) : this;

    /// <summary>Writes a member.</summary>
    /// <param name="name">Its name on the wire.</param>
    /// <param name="value">Its value.</param>
    /// <param name="parameter">The parameter it comes from.</param>
    public ToolCall Require(ReadOnlySpan<byte> name, JsonElement value, [CallerArgumentExpression(nameof(value))] string? parameter = null) =>
        Require(name, value, Write, parameter);

    /// <summary>Writes a member, unless it is null.</summary>
    /// <param name="name">Its name on the wire.</param>
    /// <param name="value">Its value.</param>
    /// <param name="parameter">The parameter it comes from.</param>
    public ToolCall Optional(ReadOnlySpan<byte> name, JsonElement? value, [CallerArgumentExpression(nameof(value))] string? parameter = null) =>
        value is { } present ? Require(name, present, Write, parameter) : this;
}
