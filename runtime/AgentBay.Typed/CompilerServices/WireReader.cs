using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace AgentBay.Typed.CompilerServices;

/// <summary>Reads one value from the current token of a <see cref="WireReader"/>, and leaves it on the value's last token.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
/// <param name="json">The reader.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate T WireRead<out T>(ref WireReader json);

/// <summary>
/// Reads a tool's answer. Each method reads the value at the current token and says what it expected when another is
/// there. For generated code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct WireReader
{
    private Utf8JsonReader _json;
    private ReadOnlySpan<byte> _name;
    private bool _nameIsEscaped;

    internal WireReader(ReadOnlySpan<byte> utf8)
    {
        _json = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = 256 });
        _json.Read();
    }

    /// <summary>The JSON null.</summary>
    public static JsonElement Null { get; } = JsonDocument.Parse("null").RootElement;

    /// <summary>Makes sure that nothing follows.</summary>
    /// <exception cref="JsonException">Something does.</exception>
    internal void End() => _json.Read();

    /// <summary>Whether the current value is null.</summary>
    public readonly bool IsNull => _json.TokenType == JsonTokenType.Null;

    /// <summary>Whether the current value is a string.</summary>
    public readonly bool IsString => _json.TokenType == JsonTokenType.String;

    /// <summary>Whether the current value is a number.</summary>
    public readonly bool IsNumber => _json.TokenType == JsonTokenType.Number;

    /// <summary>Whether the current value is true or false.</summary>
    public readonly bool IsBoolean => _json.TokenType is JsonTokenType.True or JsonTokenType.False;

    /// <summary>Whether the current value is an array.</summary>
    public readonly bool IsArray => _json.TokenType == JsonTokenType.StartArray;

    /// <summary>Whether the current value is an object.</summary>
    public readonly bool IsObject => _json.TokenType == JsonTokenType.StartObject;

    /// <summary>Enters an object.</summary>
    public readonly void BeginObject()
    {
        if (!IsObject)
            throw Mismatch("an object");
    }

    /// <summary>Moves to the next member. A null counts as not there, unless it is one of the values that the schema allows.</summary>
    /// <param name="keepsNull">Whether to stop at a null too.</param>
    /// <returns>False at the object's end.</returns>
    public bool NextMember(bool keepsNull = false)
    {
        while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
        {
            _name = _json.ValueSpan;
            _nameIsEscaped = _json.ValueIsEscaped;
            _json.Read();
            if (keepsNull || _json.TokenType != JsonTokenType.Null)
                return true;
        }

        return false;
    }

    /// <summary>Whether the current member has this name.</summary>
    /// <param name="name">The name in UTF-8.</param>
    public readonly bool IsMember(ReadOnlySpan<byte> name) =>
        _nameIsEscaped ? MemberName() == Encoding.UTF8.GetString(name) : _name.SequenceEqual(name);

    /// <summary>The name of the current member.</summary>
    public readonly string MemberName()
    {
        if (!_nameIsEscaped)
            return Encoding.UTF8.GetString(_name);
        Utf8JsonReader quoted = new([(byte)'"', .. _name, (byte)'"']);
        quoted.Read();
        return quoted.GetString()!;
    }

    /// <summary>Enters an array whose items differ by their place.</summary>
    public readonly void BeginArray()
    {
        if (!IsArray)
            throw Mismatch("an array");
    }

    /// <summary>Reads the next item of an array.</summary>
    /// <typeparam name="T">The type of the item.</typeparam>
    /// <param name="read">Reads the item.</param>
    public T NextItem<T>(WireRead<T> read) => NextItem()
        ? read(ref this)
        : throw new WireMismatchException("the array has fewer items than the schema says", _json.TokenStartIndex);

    /// <summary>Reads the next item of an array that may end before it.</summary>
    /// <typeparam name="T">The type of the item.</typeparam>
    /// <param name="read">Reads the item.</param>
    /// <returns>The item; the default of its type, which is null for an item that may be missing, where there is none.</returns>
    public T? NextItemOrDefault<T>(WireRead<T> read)
    {
        // At the end the reader stays before it, because further places may be asked for.
        WireReader ahead = this;
        if (!ahead.NextItem())
            return default;
        this = ahead;
        return read(ref this);
    }

    /// <summary>Moves to the next item of an array.</summary>
    /// <returns>False at the array's end.</returns>
    internal bool NextItem() => _json.Read() && _json.TokenType != JsonTokenType.EndArray;

    /// <summary>Leaves an array, past items that the schema does not name.</summary>
    public void EndArray()
    {
        while (NextItem())
            _json.Skip();
    }

    /// <summary>
    /// Reads the current value, unless it does not fit; then the reader stays where it is. For values without others
    /// inside: trying those again and again would take time beyond measure.
    /// </summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="read">Reads the value.</param>
    /// <param name="value">The value.</param>
    public bool TryRead<T>(WireRead<T> read, [MaybeNullWhen(false)] out T value)
    {
        WireReader attempt = this;
        try
        {
            value = read(ref attempt);
            this = attempt;
            return true;
        }
        catch (WireMismatchException)
        {
            value = default;
            return false;
        }
    }

    /// <summary>Which of several shapes the current value fits best. Looks without moving.</summary>
    /// <param name="shapes">The shapes; of two that fit alike the first counts.</param>
    /// <returns>The shape's index.</returns>
    public readonly int BestOf(WireShape[] shapes)
    {
        int best = 0;
        WireFit bestFit = shapes[0].Judge(this);
        for (int i = 1; i < shapes.Length; i++)
        {
            WireFit fit = shapes[i].Judge(this);
            if (!fit.IsBetterThan(bestFit))
                continue;
            best = i;
            bestFit = fit;
        }

        return best;
    }

    /// <summary>Whether the current value is of one of several kinds.</summary>
    internal readonly bool Is(WireKinds kinds) =>
        (Kind & kinds) != 0
        || (IsNumber && kinds.HasFlag(WireKinds.Integer) && _json.TryGetDecimal(out decimal number) && decimal.IsInteger(number))
        || (IsString && IsOfFormat(kinds));

    private readonly bool IsOfFormat(WireKinds kinds) =>
        (kinds.HasFlag(WireKinds.DateTime) && _json.TryGetDateTimeOffset(out _))
        || (kinds.HasFlag(WireKinds.Date) && TryGetDateOnly(out _))
        || (kinds.HasFlag(WireKinds.Uuid) && TryGetGuid(out _));

    private readonly bool TryGetDateOnly(out DateOnly value) =>
        DateOnly.TryParseExact(_json.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out value);

    private readonly bool TryGetGuid(out Guid value) => Guid.TryParse(_json.GetString(), out value);

    private readonly WireKinds Kind => _json.TokenType switch
    {
        JsonTokenType.String => WireKinds.String,
        JsonTokenType.Number => WireKinds.Number,
        JsonTokenType.True or JsonTokenType.False => WireKinds.Boolean,
        JsonTokenType.StartArray => WireKinds.Array,
        JsonTokenType.StartObject => WireKinds.Object,
        JsonTokenType.Null => WireKinds.Null,
        _ => WireKinds.None,
    };

    internal readonly bool IsOneOf(string[] values)
    {
        if (!IsString)
            return Array.IndexOf(values, ScalarText()) >= 0;
        foreach (string value in values)
        {
            if (_json.ValueTextEquals(value))
                return true;
        }

        return false;
    }

    /// <summary>The constant in a member of the current object, without moving; null when there is none.</summary>
    /// <param name="name">The member's name in UTF-8.</param>
    public readonly string? PeekTag(ReadOnlySpan<byte> name)
    {
        if (!IsObject)
            return null;
        WireReader ahead = this;
        while (ahead.NextMember())
        {
            if (ahead.IsMember(name))
                return ahead.ScalarText();
            ahead.Skip();
        }

        return null;
    }

    // Numbers as they are shortest, so that 1.0 is 1.
    private readonly string? ScalarText() => _json.TokenType switch
    {
        JsonTokenType.String => _json.GetString(),
        JsonTokenType.True => "true",
        JsonTokenType.False => "false",
        JsonTokenType.Number when _json.TryGetDecimal(out decimal number) => number.ToString("G29", CultureInfo.InvariantCulture),
        JsonTokenType.Number => Encoding.UTF8.GetString(_json.ValueSpan),
        _ => null,
    };

    /// <summary>Skips the current value.</summary>
    public void Skip() => _json.Skip();

    /// <summary>Reads a string.</summary>
    public readonly string GetString() => IsString ? _json.GetString()! : throw Mismatch("a string");

    /// <summary>Reads a boolean.</summary>
    public readonly bool GetBoolean() => _json.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        _ => throw Mismatch("true or false"),
    };

    /// <summary>Reads an integer of 32 bits. <c>12.0</c> is one.</summary>
    public readonly int GetInt32() => GetInt64() is >= int.MinValue and <= int.MaxValue and long value
        ? (int)value
        : throw Mismatch("an integer of 32 bits");

    /// <summary>Reads an integer of 64 bits. <c>12.0</c> is one.</summary>
    public readonly long GetInt64()
    {
        if (_json.TokenType == JsonTokenType.Number)
        {
            if (_json.TryGetInt64(out long value))
                return value;
            if (_json.TryGetDecimal(out decimal number) && decimal.IsInteger(number) && number is >= long.MinValue and <= long.MaxValue)
                return (long)number;
        }

        throw Mismatch("an integer of 64 bits");
    }

    /// <summary>Reads a number.</summary>
    public readonly double GetDouble() =>
        _json.TokenType == JsonTokenType.Number && _json.TryGetDouble(out double value) ? value : throw Mismatch("a number");

    /// <summary>Reads a moment (RFC 3339).</summary>
    public readonly DateTimeOffset GetDateTimeOffset()
    {
        if (IsString)
        {
            if (_json.TryGetDateTimeOffset(out DateTimeOffset value))
                return value;
            if (DateTimeOffset.TryParse(_json.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out value))
                return value;
        }

        throw Mismatch("a date and time");
    }

    /// <summary>Reads a date (<c>yyyy-MM-dd</c>).</summary>
    public readonly DateOnly GetDateOnly() =>
        IsString && TryGetDateOnly(out DateOnly value) ? value : throw Mismatch("a date (yyyy-MM-dd)");

    /// <summary>Reads a UUID.</summary>
    public readonly Guid GetGuid() =>
        IsString && TryGetGuid(out Guid value) ? value : throw Mismatch("a UUID");

    /// <summary>Reads bytes from base64.</summary>
    public readonly ReadOnlyMemory<byte> GetBytes() =>
        IsString && _json.TryGetBytesFromBase64(out byte[]? value) ? value : throw Mismatch("base64");

    /// <summary>Reads any JSON.</summary>
    public JsonElement GetElement() => JsonElement.ParseValue(ref _json);

    /// <summary>Reads an array.</summary>
    /// <typeparam name="T">The type of its items.</typeparam>
    /// <param name="read">Reads one item.</param>
    public IReadOnlyList<T> GetList<T>(WireRead<T> read)
    {
        BeginArray();
        List<T> items = [];
        while (NextItem())
            items.Add(read(ref this));
        return items;
    }

    /// <summary>Reads an object whose member names are data.</summary>
    /// <typeparam name="T">The type of its values.</typeparam>
    /// <param name="read">Reads one value.</param>
    /// <param name="keepsNull">Whether null is one of the values; otherwise it counts as not there.</param>
    public IReadOnlyDictionary<string, T> GetMap<T>(WireRead<T> read, bool keepsNull = false)
    {
        BeginObject();
        Dictionary<string, T> members = [];
        while (NextMember(keepsNull))
        {
            string name = MemberName();
            members[name] = read(ref this);
        }

        return members;
    }

    /// <summary>Reads a value of an enum by its wire name.</summary>
    /// <param name="names">The wire names, in the order of the enum's values.</param>
    /// <returns>The enum's value.</returns>
    public readonly int GetEnum(string[] names)
    {
        if (IsString)
        {
            for (int i = 0; i < names.Length; i++)
            {
                if (_json.ValueTextEquals(names[i]))
                    return i;
            }
        }

        throw Mismatch("one of " + string.Join(", ", names.Select(static name => $"'{name}'")));
    }

    /// <summary>Reads a value that is JSON inside of a string; JSON that is not in a string is read as well.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="read">Reads the value.</param>
    public T GetEmbedded<T>(WireRead<T> read)
    {
        if (!IsString)
            return read(ref this);
        byte[] inner = Encoding.UTF8.GetBytes(_json.GetString()!);
        try
        {
            WireReader json = new(inner);
            return read(ref json);
        }
        catch (WireMismatchException e)
        {
            throw new WireMismatchException(
                $"the JSON in this string does not fit at {JsonPath.At(inner, e.Position)}: {e.Message}",
                _json.TokenStartIndex);
        }
        catch (JsonException e)
        {
            throw new WireMismatchException($"this string does not hold JSON ({e.Message})", _json.TokenStartIndex);
        }
    }

    // Readers in the shape of a delegate, for the items of lists and maps.

    /// <summary>Reads a string.</summary>
    /// <param name="json">The reader.</param>
    public static string ReadString(ref WireReader json) => json.GetString();

    /// <summary>Reads a boolean.</summary>
    /// <param name="json">The reader.</param>
    public static bool ReadBoolean(ref WireReader json) => json.GetBoolean();

    /// <summary>Reads an integer of 32 bits.</summary>
    /// <param name="json">The reader.</param>
    public static int ReadInt32(ref WireReader json) => json.GetInt32();

    /// <summary>Reads an integer of 64 bits.</summary>
    /// <param name="json">The reader.</param>
    public static long ReadInt64(ref WireReader json) => json.GetInt64();

    /// <summary>Reads a number.</summary>
    /// <param name="json">The reader.</param>
    public static double ReadDouble(ref WireReader json) => json.GetDouble();

    /// <summary>Reads a moment.</summary>
    /// <param name="json">The reader.</param>
    public static DateTimeOffset ReadDateTimeOffset(ref WireReader json) => json.GetDateTimeOffset();

    /// <summary>Reads a date.</summary>
    /// <param name="json">The reader.</param>
    public static DateOnly ReadDateOnly(ref WireReader json) => json.GetDateOnly();

    /// <summary>Reads a UUID.</summary>
    /// <param name="json">The reader.</param>
    public static Guid ReadGuid(ref WireReader json) => json.GetGuid();

    /// <summary>Reads bytes from base64.</summary>
    /// <param name="json">The reader.</param>
    public static ReadOnlyMemory<byte> ReadBytes(ref WireReader json) => json.GetBytes();

    /// <summary>Reads any JSON.</summary>
    /// <param name="json">The reader.</param>
    public static JsonElement ReadElement(ref WireReader json) => json.GetElement();

    /// <summary>The exception for a required member that is not there, thrown at the object's end.</summary>
    /// <param name="name">The member's name on the wire.</param>
    public readonly Exception Missing(string name) =>
        new WireMismatchException($"the required member '{name}' is missing", _json.TokenStartIndex);

    /// <summary>The exception for a value that is not what the schema says.</summary>
    /// <param name="expected">What the schema says.</param>
    public readonly Exception Mismatch(string expected)
    {
        string found = _json.TokenType switch
        {
            JsonTokenType.StartObject => "an object",
            JsonTokenType.StartArray => "an array",
            JsonTokenType.Null => "null",
            JsonTokenType.String => $"the string \"{Excerpt(_json.GetString()!)}\"",
            _ => Excerpt(Encoding.UTF8.GetString(_json.ValueSpan)),
        };
        return new WireMismatchException($"expected {expected}, found {found}", _json.TokenStartIndex);
    }

    private static string Excerpt(string text) => text.Length <= 80 ? text : text[..80] + "…";
}
