using System.ComponentModel;
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
public ref partial struct WireReader
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

    /// <summary>Skips the current value.</summary>
    public void Skip() => _json.Skip();

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
