using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace AgentBay.Typed.CompilerServices;

// What tells the cases of a union, and the records of a variant, apart.
public ref partial struct WireReader
{
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
}
