using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace AgentBay.Typed.Schema.Json;

/// <summary>
/// A JSON reader (RFC 8259) of our own: a generator must not bring System.Text.Json along, and each value must know its
/// place. Strict, except that a lone surrogate becomes U+FFFD: it could not be written as UTF-8 again.
/// </summary>
internal sealed class JsonParser
{
    /// <summary>Deeper values are skipped, each with a problem, so that one absurd schema costs neither the stack nor the other tools.</summary>
    public const int MaxDepth = 96;

    private readonly string _text;
    private readonly int[]? _origin;
    private readonly List<Problem> _problems;
    private int _position;

    private JsonParser(string text, int[]? origin, List<Problem> problems)
    {
        _text = text;
        _origin = origin;
        _problems = problems;
    }

    /// <exception cref="JsonSyntaxException">The text is not JSON.</exception>
    public static JsonNode Parse(string text, List<Problem> problems) => new JsonParser(text, null, problems).ParseDocument();

    /// <summary>Parses the JSON that a string of an outer document holds; ranges are those of the outer document.</summary>
    /// <exception cref="JsonSyntaxException">The string does not hold JSON.</exception>
    public static JsonNode ParseEmbedded(string outerText, JsonNode node, List<Problem> problems)
    {
        JsonParser outer = new(outerText, null, problems) { _position = node.Range.Start };
        List<int> origin = [];
        string text = outer.ParseString(origin);
        origin.Add(node.Range.Start + node.Range.Length - 1);
        return new JsonParser(text, [.. origin], problems).ParseDocument();
    }

    private JsonNode ParseDocument()
    {
        if (_text.Length > 0 && _text[0] == '\uFEFF')
            _position = 1;
        SkipWhiteSpace();
        if (_position == _text.Length)
            throw Error("the file is empty");
        JsonNode root = ParseValue(0);
        SkipWhiteSpace();
        return _position == _text.Length ? root : throw Error("there is more text after the JSON value");
    }

    private JsonNode ParseValue(int depth)
    {
        if (_position == _text.Length)
            throw Error("the text ends where a value should be");
        int start = _position;
        switch (_text[_position])
        {
            case '{':
                return depth < MaxDepth ? ParseObject(depth) : SkipDeepValue();
            case '[':
                return depth < MaxDepth ? ParseArray(depth) : SkipDeepValue();
            case '"':
                string text = ParseString(null);
                return JsonNode.Scalar(JsonKind.String, RangeFrom(start), text);
            case 't':
                return ParseWord("true", JsonKind.True);
            case 'f':
                return ParseWord("false", JsonKind.False);
            case 'n':
                return ParseWord("null", JsonKind.Null);
            default:
                return ParseNumber();
        }
    }

    private JsonNode ParseObject(int depth)
    {
        int start = _position++;
        List<JsonMember> members = [];
        Dictionary<string, int>? places = null;
        SkipWhiteSpace();
        if (TryTake('}'))
            return JsonNode.Object(RangeFrom(start), members);
        do
        {
            SkipWhiteSpace();
            if (_position == _text.Length || _text[_position] != '"')
                throw Error("a member's name in double quotes should be here");
            int nameStart = _position;
            string name = ParseString(null);
            TextRange nameRange = RangeFrom(nameStart);
            SkipWhiteSpace();
            Take(':');
            SkipWhiteSpace();
            JsonMember member = new(name, nameRange, ParseValue(depth + 1));
            int place = Find(members, name, ref places);
            if (place >= 0)
            {
                _problems.Add(Problems.DuplicateKey(nameRange, name));
                members[place] = member;
            }
            else
            {
                places?.Add(name, members.Count);
                members.Add(member);
            }

            SkipWhiteSpace();
        }
        while (TryTake(','));
        Take('}');
        return JsonNode.Object(RangeFrom(start), members);
    }

    // Nearly every object has a few members; only a long one needs an index.
    private static int Find(List<JsonMember> members, string name, ref Dictionary<string, int>? places)
    {
        const int Few = 16;
        if (members.Count < Few)
            return members.FindIndex(member => string.Equals(member.Name, name, StringComparison.Ordinal));
        if (places is null)
        {
            places = new Dictionary<string, int>(StringComparer.Ordinal);
            for (int i = 0; i < members.Count; i++)
                places.Add(members[i].Name, i);
        }

        return places.TryGetValue(name, out int place) ? place : -1;
    }

    private JsonNode ParseArray(int depth)
    {
        int start = _position++;
        List<JsonNode> items = [];
        SkipWhiteSpace();
        if (TryTake(']'))
            return JsonNode.Array(RangeFrom(start), items);
        do
        {
            SkipWhiteSpace();
            items.Add(ParseValue(depth + 1));
            SkipWhiteSpace();
        }
        while (TryTake(','));
        Take(']');
        return JsonNode.Array(RangeFrom(start), items);
    }

    private JsonNode SkipDeepValue()
    {
        int start = _position;
        int open = 0;
        do
        {
            if (_position == _text.Length)
                throw Error("the text ends inside a value");
            switch (_text[_position])
            {
                case '"':
                    ParseString(null);
                    continue;
                case '{' or '[':
                    open++;
                    break;
                case '}' or ']':
                    open--;
                    break;
            }

            _position++;
        }
        while (open > 0);
        _problems.Add(Problems.TooDeep(RangeFrom(start, 1), MaxDepth));
        return JsonNode.Scalar(JsonKind.Skipped, RangeFrom(start), _text.Substring(start, _position - start));
    }

    private JsonNode ParseWord(string word, JsonKind kind)
    {
        int start = _position;
        if (string.CompareOrdinal(_text, start, word, 0, word.Length) != 0)
            throw Error("this is not a JSON value");
        _position += word.Length;
        return JsonNode.Scalar(kind, RangeFrom(start));
    }

    private JsonNode ParseNumber()
    {
        int start = _position;
        TryTake('-');
        if (!TryTake('0') && !TakeDigits())
            throw Error("this is not a JSON value");
        if (TryTake('.') && !TakeDigits())
            throw Error("a digit should follow the decimal point");
        if (TryTake('e') || TryTake('E'))
        {
            if (!TryTake('+'))
                TryTake('-');
            if (!TakeDigits())
                throw Error("a digit should follow the exponent sign");
        }

        return JsonNode.Scalar(JsonKind.Number, RangeFrom(start), _text.Substring(start, _position - start));
    }

    private bool TakeDigits()
    {
        int start = _position;
        while (_position < _text.Length && _text[_position] is >= '0' and <= '9')
            _position++;
        return _position > start;
    }

    /// <summary>Reads a string; with <paramref name="origin"/>, also the place each of its characters comes from.</summary>
    private string ParseString(List<int>? origin)
    {
        int start = ++_position;
        if (origin is null && TryParsePlainString() is { } plain)
            return plain;
        StringBuilder? decoded = origin is null ? null : new StringBuilder();
        while (true)
        {
            if (_position == _text.Length)
                throw Error("the text ends inside a string");
            char c = _text[_position];
            if (c == '"')
                break;
            if (c < ' ')
                throw Error("a string holds a line break or control character, which must be escaped");

            int at = _position;
            bool isPlain = c != '\\' && !char.IsSurrogate(c);
            if (isPlain)
            {
                _position++;
                decoded?.Append(c);
            }
            else
            {
                decoded ??= new StringBuilder().Append(_text, start, _position - start);
                AppendCodePoint(decoded);
            }

            for (int i = origin?.Count ?? 0; i < decoded?.Length && origin is not null; i++)
                origin.Add(at);
        }

        string text = decoded?.ToString() ?? _text.Substring(start, _position - start);
        _position++;
        return text;
    }

    /// <summary>Reads a string that needs no decoding; otherwise stays at its beginning.</summary>
    private string? TryParsePlainString()
    {
        int end = _position;
        while (end < _text.Length && _text[end] is >= ' ' and not ('"' or '\\') and not (>= '\uD800' and <= '\uDFFF'))
            end++;
        if (end == _text.Length || _text[end] != '"')
            return null;
        string text = Keywords.Find(_text, _position, end - _position) ?? _text.Substring(_position, end - _position);
        _position = end + 1;
        return text;
    }

    private void AppendCodePoint(StringBuilder decoded)
    {
        char first = TakeChar();
        if (!char.IsSurrogate(first))
        {
            decoded.Append(first);
            return;
        }

        int afterFirst = _position;
        if (char.IsHighSurrogate(first) && _position < _text.Length && _text[_position] is not '"')
        {
            char second = TakeChar();
            if (char.IsLowSurrogate(second))
            {
                decoded.Append(first).Append(second);
                return;
            }
        }

        _position = afterFirst;
        decoded.Append('\uFFFD');
    }

    private char TakeChar()
    {
        char c = _text[_position++];
        if (c != '\\')
            return c;
        if (_position == _text.Length)
            throw Error("the text ends inside a string");
        char escaped = _text[_position++];
        switch (escaped)
        {
            case '"' or '\\' or '/':
                return escaped;
            case 'b':
                return '\b';
            case 'f':
                return '\f';
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'u' when _position + 4 <= _text.Length
                && ushort.TryParse(_text.Substring(_position, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort code):
                _position += 4;
                return (char)code;
            default:
                _position -= 2;
                throw Error("this is not an escape sequence of JSON");
        }
    }

    private void SkipWhiteSpace()
    {
        while (_position < _text.Length && _text[_position] is ' ' or '\t' or '\r' or '\n')
            _position++;
    }

    private bool TryTake(char c)
    {
        if (_position == _text.Length || _text[_position] != c)
            return false;
        _position++;
        return true;
    }

    private void Take(char c)
    {
        if (!TryTake(c))
            throw Error(_position == _text.Length ? $"the text ends where '{c}' should be" : $"'{c}' should be here");
    }

    private JsonSyntaxException Error(string message) => new(message, RangeFrom(_position, _position < _text.Length ? 1 : 0));

    private TextRange RangeFrom(int start) => RangeFrom(start, _position - start);

    private TextRange RangeFrom(int start, int length) => _origin is null
        ? new TextRange(start, length)
        : new TextRange(_origin[start], Math.Max(0, _origin[Math.Min(start + length, _origin.Length - 1)] - _origin[start]));
}
