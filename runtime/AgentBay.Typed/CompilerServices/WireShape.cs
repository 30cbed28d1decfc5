using System.ComponentModel;

namespace AgentBay.Typed.CompilerServices;

/// <summary>
/// What the values of a type look like from outside: their kind, their constants, the names of their members, their
/// items. By this the cases of a union are told apart without reading what is inside of them more than once. For generated
/// code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class WireShape
{
    private readonly string[] _values;
    private readonly WireShape[] _items;
    private readonly int? _least;
    private readonly List<Member> _members = [];
    private WireKinds _kinds;
    private WireKinds? _others;

    private WireShape(WireKinds kinds, string[] values, WireShape[] items, int? least)
    {
        _kinds = kinds;
        _values = values;
        _items = items;
        _least = least;
    }

    /// <summary>A value of one of several kinds.</summary>
    /// <param name="kinds">The kinds.</param>
    /// <param name="values">The only values of that kind, as text; none where all are allowed.</param>
    public static WireShape Of(WireKinds kinds, params string[] values) => new(kinds, values, [], null);

    /// <summary>An object.</summary>
    public static WireShape OfObject() => new(WireKinds.Object, [], [], null);

    /// <summary>An array whose items are all of one type.</summary>
    /// <param name="item">What an item looks like.</param>
    public static WireShape OfList(WireShape item) => new(WireKinds.Array, [], [item], null);

    /// <summary>An array whose items differ by their place.</summary>
    /// <param name="least">How many items there must be.</param>
    /// <param name="places">What the item at each place looks like.</param>
    public static WireShape OfTuple(int least, params WireShape[] places) => new(WireKinds.Array, [], places, least);

    /// <summary>Adds a member that must be there.</summary>
    /// <param name="name">Its name in UTF-8.</param>
    /// <param name="kinds">The kinds its value may be of.</param>
    /// <param name="values">Its only values, as text; none where all are allowed.</param>
    public WireShape Require(ReadOnlySpan<byte> name, WireKinds kinds, params string[] values) =>
        Add(new Member(name.ToArray(), Of(kinds, values), IsRequired: true));

    /// <summary>Adds a member that may be there.</summary>
    /// <param name="name">Its name in UTF-8.</param>
    /// <param name="kinds">The kinds its value may be of.</param>
    /// <param name="values">Its only values, as text; none where all are allowed.</param>
    public WireShape Allow(ReadOnlySpan<byte> name, WireKinds kinds, params string[] values) =>
        Add(new Member(name.ToArray(), Of(kinds, values), IsRequired: false));

    /// <summary>Says what members without a name of their own look like.</summary>
    /// <param name="kinds">The kinds their values may be of; <see cref="WireKinds.None"/> where there may be none.</param>
    public WireShape AllowOthers(WireKinds kinds)
    {
        _others = kinds;
        return this;
    }

    /// <summary>Allows null too.</summary>
    public WireShape OrNull()
    {
        _kinds |= WireKinds.Null;
        return this;
    }

    /// <summary>Judges how well a value fits.</summary>
    /// <param name="value">A reader at the value; the caller's own does not move.</param>
    internal WireFit Judge(WireReader value)
    {
        if (!value.Is(_kinds))
            return WireFit.Misfit;
        if (value.IsObject)
            return JudgeMembers(value);
        if (value.IsArray)
            return _least is null ? JudgeItems(value) : JudgePlaces(value);
        return JudgeConstant(value);
    }

    private WireShape Add(Member member)
    {
        _members.Add(member);
        return this;
    }

    private WireFit JudgeMembers(WireReader value)
    {
        WireFit fit = WireFit.Plain;
        int missing = _members.Count(static member => member.IsRequired);
        while (value.NextMember())
        {
            if (Find(value) is { } member)
            {
                fit += WireFit.Match;

                // Without a look at what is inside: that is for the reader of the case to do.
                fit += value.Is(member.Shape._kinds) ? member.Shape.JudgeConstant(value) : WireFit.Misfit;
                missing -= member.IsRequired ? 1 : 0;
            }
            else
            {
                fit += _others is not { } others ? WireFit.Stranger : value.Is(others) ? WireFit.Plain : WireFit.Misfit;
            }

            value.Skip();
        }

        return fit with { Misfits = fit.Misfits + Math.Max(missing, 0) };
    }

    private WireFit JudgeConstant(WireReader value) =>
        _values.Length == 0 || value.IsNull ? WireFit.Plain
        : value.IsOneOf(_values) ? WireFit.Match
        : WireFit.Misfit;

    private WireFit JudgeItems(WireReader value)
    {
        WireFit fit = WireFit.Plain;
        while (_items.Length > 0 && value.NextItem())
        {
            fit += _items[0].Judge(value);
            value.Skip();
        }

        return fit;
    }

    private WireFit JudgePlaces(WireReader value)
    {
        WireFit fit = WireFit.Plain;
        int place = 0;
        while (value.NextItem())
        {
            fit += place < _items.Length ? _items[place].Judge(value) : WireFit.Stranger;
            place++;
            value.Skip();
        }

        int empty = Math.Max(_items.Length - place, 0);
        return fit with { Misfits = fit.Misfits + Math.Max(_least!.Value - place, 0), Strangers = fit.Strangers + empty };
    }

    private Member? Find(in WireReader value)
    {
        foreach (Member member in _members)
        {
            if (value.IsMember(member.Name))
                return member;
        }

        return null;
    }

    private sealed record Member(byte[] Name, WireShape Shape, bool IsRequired);
}

/// <summary>How well a value fits a shape.</summary>
/// <param name="Misfits">What contradicts the shape.</param>
/// <param name="Strangers">What the shape does not speak of.</param>
/// <param name="Matches">What it names.</param>
internal readonly record struct WireFit(int Misfits, int Strangers, int Matches)
{
    public static readonly WireFit Plain;
    public static readonly WireFit Misfit = new(1, 0, 0);
    public static readonly WireFit Stranger = new(0, 1, 0);
    public static readonly WireFit Match = new(0, 0, 1);

    public static WireFit operator +(WireFit one, WireFit other) =>
        new(one.Misfits + other.Misfits, one.Strangers + other.Strangers, one.Matches + other.Matches);

    public bool IsBetterThan(WireFit other) =>
        Misfits != other.Misfits ? Misfits < other.Misfits
        : Strangers != other.Strangers ? Strangers < other.Strangers
        : Matches > other.Matches;
}
