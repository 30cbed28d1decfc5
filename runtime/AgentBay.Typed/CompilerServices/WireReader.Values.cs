using System.Globalization;
using System.Text;
using System.Text.Json;

namespace AgentBay.Typed.CompilerServices;

// The value at the current token, as each type there is.
public ref partial struct WireReader
{
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

    private readonly bool TryGetDateOnly(out DateOnly value) =>
        DateOnly.TryParseExact(_json.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out value);

    private readonly bool TryGetGuid(out Guid value) => Guid.TryParse(_json.GetString(), out value);

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
}
