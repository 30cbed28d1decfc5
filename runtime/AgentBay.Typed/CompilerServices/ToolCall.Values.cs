using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace AgentBay.Typed.CompilerServices;

// Values: each method writes one, and fits as the writer of a list's or map's items.
public sealed partial class ToolCall
{
    /// <summary>Begins an object inside the arguments.</summary>
    /// <typeparam name="T">The type of the record that it is written from.</typeparam>
    /// <param name="value">The record.</param>
    public ToolCall BeginObject<T>(T value) where T : class
    {
        if (value is null)
            throw NullItem();
        _json.WriteStartObject();
        return this;
    }

    /// <summary>Ends it.</summary>
    public void EndObject() => _json.WriteEndObject();

    /// <summary>Begins an array whose items differ by their place.</summary>
    /// <typeparam name="T">The type of the record that it is written from.</typeparam>
    /// <param name="value">The record.</param>
    public ToolCall BeginArray<T>(T value) where T : class
    {
        if (value is null)
            throw NullItem();
        _json.WriteStartArray();
        return this;
    }

    /// <summary>Writes its next item.</summary>
    /// <typeparam name="T">The type of the item.</typeparam>
    /// <param name="value">The item.</param>
    /// <param name="write">Writes the item.</param>
    public ToolCall Item<T>(T value, Action<ToolCall, T> write)
    {
        write(this, value);
        return this;
    }

    /// <summary>Ends it.</summary>
    public void EndArray() => _json.WriteEndArray();

    /// <summary>Writes a value.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="value">The value.</param>
    /// <param name="write">Writes the value.</param>
    public void Value<T>(T value, Action<ToolCall, T> write) => write(this, value);

    /// <summary>The exception for a value that holds none of the types that it may hold.</summary>
    public Exception NoValue() => new ArgumentException("It holds no value.", _parameter);

    /// <summary>Writes a value.</summary>
    /// <param name="call">The call.</param>
    /// <param name="value">The value.</param>
    public static void Write(ToolCall call, string value) => call._json.WriteStringValue(value ?? throw call.NullItem());

    /// <summary>Writes a value.</summary>
    /// <param name="call">The call.</param>
    /// <param name="value">The value.</param>
    public static void Write(ToolCall call, bool value) => call._json.WriteBooleanValue(value);

    /// <summary>Writes a value.</summary>
    /// <param name="call">The call.</param>
    /// <param name="value">The value.</param>
    public static void Write(ToolCall call, int value) => call._json.WriteNumberValue(value);

    /// <summary>Writes a value.</summary>
    /// <param name="call">The call.</param>
    /// <param name="value">The value.</param>
    public static void Write(ToolCall call, long value) => call._json.WriteNumberValue(value);

    /// <summary>Writes a value.</summary>
    /// <param name="call">The call.</param>
    /// <param name="value">The value, which must be finite: JSON has no other numbers.</param>
    public static void Write(ToolCall call, double value)
    {
        if (!double.IsFinite(value))
            throw new ArgumentOutOfRangeException(call._parameter, value, "JSON has no such number.");
        call._json.WriteNumberValue(value);
    }

    /// <summary>Writes a moment as RFC 3339; one of UTC ends in <c>Z</c>, which is what schemas ask for.</summary>
    /// <param name="call">The call.</param>
    /// <param name="value">The value.</param>
    public static void Write(ToolCall call, DateTimeOffset value)
    {
        if (value.Offset == TimeSpan.Zero)
            call._json.WriteStringValue(value.UtcDateTime);
        else
            call._json.WriteStringValue(value);
    }

    /// <summary>Writes a date as <c>yyyy-MM-dd</c>.</summary>
    /// <param name="call">The call.</param>
    /// <param name="value">The value.</param>
    public static void Write(ToolCall call, DateOnly value) =>
        call._json.WriteStringValue(value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    /// <summary>Writes a value.</summary>
    /// <param name="call">The call.</param>
    /// <param name="value">The value.</param>
    public static void Write(ToolCall call, Guid value) => call._json.WriteStringValue(value);

    /// <summary>Writes bytes as base64.</summary>
    /// <param name="call">The call.</param>
    /// <param name="value">The bytes.</param>
    public static void Write(ToolCall call, ReadOnlyMemory<byte> value) => call._json.WriteBase64StringValue(value.Span);

    /// <summary>Writes JSON as it is.</summary>
    /// <param name="call">The call.</param>
    /// <param name="value">The JSON.</param>
    public static void Write(ToolCall call, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Undefined)
            throw new ArgumentException("A default JsonElement holds no JSON.", call._parameter);
        value.WriteTo(call._json);
    }

    /// <summary>Writes an array.</summary>
    /// <typeparam name="T">The type of its items.</typeparam>
    /// <param name="items">The items.</param>
    /// <param name="write">Writes one item.</param>
    public ToolCall List<T>(IReadOnlyList<T> items, Action<ToolCall, T> write)
    {
        if (items is null)
            throw NullItem();
        _json.WriteStartArray();
        foreach (T item in items)
            write(this, item);
        _json.WriteEndArray();
        return this;
    }

    /// <summary>Writes an object whose member names are data.</summary>
    /// <typeparam name="T">The type of its values.</typeparam>
    /// <param name="map">The members.</param>
    /// <param name="write">Writes one value.</param>
    public ToolCall Map<T>(IReadOnlyDictionary<string, T> map, Action<ToolCall, T> write)
    {
        if (map is null)
            throw NullItem();
        _json.WriteStartObject();
        Members(map, write, parameter: null);
        _json.WriteEndObject();
        return this;
    }

    /// <summary>Writes members whose names are data into the current object.</summary>
    /// <typeparam name="T">The type of the values.</typeparam>
    /// <param name="map">The members, or null for none.</param>
    /// <param name="write">Writes one value.</param>
    /// <param name="isNamed">Whether the schema names a member, so that it has a place of its own; null when it names none.</param>
    /// <param name="parameter">The parameter they come from.</param>
    public ToolCall Members<T>(
        IReadOnlyDictionary<string, T>? map,
        Action<ToolCall, T> write,
        Predicate<string>? isNamed = null,
        [CallerArgumentExpression(nameof(map))] string? parameter = null)
    {
        if (map is null)
            return this;
        EnterParameter(parameter);
        foreach ((string name, T value) in map)
        {
            if (isNamed?.Invoke(name) == true)
                throw new ArgumentException($"'{name}' has a place of its own and cannot be an additional one too.", _parameter);
            _json.WritePropertyName(name);
            write(this, value);
        }

        return this;
    }

    /// <summary>Writes a value of an enum by its wire name.</summary>
    /// <param name="names">The wire names, in the order of the enum's values.</param>
    /// <param name="value">The enum's value.</param>
    public void Enum(string[] names, int value)
    {
        if ((uint)value >= (uint)names.Length)
            throw new ArgumentOutOfRangeException(_parameter, value, $"Not a value of the enum; it has {names.Length}, from 0 on.");
        _json.WriteStringValue(names[value]);
    }

    /// <summary>Writes a value that may be null.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="call">The call.</param>
    /// <param name="value">The value.</param>
    /// <param name="write">Writes it, unless it is null.</param>
    public static void WriteNullable<T>(ToolCall call, T? value, Action<ToolCall, T> write) where T : class
    {
        if (value is null)
            call._json.WriteNullValue();
        else
            write(call, value);
    }

    /// <inheritdoc cref="WriteNullable{T}(ToolCall, T, Action{ToolCall, T})"/>
    public static void WriteNullable<T>(ToolCall call, T? value, Action<ToolCall, T> write) where T : struct
    {
        if (value is { } present)
            write(call, present);
        else
            call._json.WriteNullValue();
    }

    private ArgumentException NullItem() => new("A list or map that is sent holds a null.", _parameter);
}
