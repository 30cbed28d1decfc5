using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using AgentBay.Typed.Generator.Models;
using AgentBay.Typed.Generator.Naming;

namespace AgentBay.Typed.Generator.Emission;

/// <summary>How a parameter or property is declared, checked and sent.</summary>
internal static class MemberSyntax
{
    public static string Parameter(MemberModel member)
    {
        string name = Identifiers.Escape(member.Name);
        if (member.Default is { } value)
            return $"{TypeSyntax.Of(member.Type)} {name} = {TypeSyntax.Constant(member.Type, value)}";
        return member.IsRequired ? $"{TypeSyntax.Of(member.Type)} {name}" : $"{TypeSyntax.OfOptional(member.Type)} {name} = null";
    }

    /// <summary>The call that writes a member's value. It leaves the member's own bounds to <see cref="Checks"/>.</summary>
    public static string Send(MemberModel member, string value, bool isOptional)
    {
        string name = Literal.Utf8(member.WireName);
        TypeModel type = member.Type with { Bounds = BoundsModel.None };
        if (isOptional)
            return $"Optional({name}, {value}{WriterArgument(type)})";
        return type.IsNullable
            ? $"RequireNullable({name}, {value}, {TypeSyntax.Writer(type)})"
            : $"Require({name}, {value}{WriterArgument(type)})";
    }

    /// <summary>The call that writes members which the schema allows but does not name.</summary>
    /// <param name="value">The expression that holds them.</param>
    /// <param name="type">The type of their values.</param>
    /// <param name="named">The members that the schema names.</param>
    public static string SendRest(string value, TypeModel type, IEnumerable<string> named)
    {
        string names = string.Join(" or ", named.Select(Literal.String));
        return $"Members({value}, {TypeSyntax.ItemWriter(type)}{(names.Length == 0 ? "" : $", static name => name is {names}")})";
    }

    /// <summary>The calls that check a value, once it is written, against what the schema states.</summary>
    public static IEnumerable<string> Checks(BoundsModel bounds, string value)
    {
        if (bounds.Minimum is { } minimum)
            yield return $"AtLeast({value}, {minimum})";
        if (bounds.Maximum is { } maximum)
            yield return $"AtMost({value}, {maximum})";
        if (bounds.Above is { } above)
            yield return $"Above({value}, {above})";
        if (bounds.Below is { } below)
            yield return $"Below({value}, {below})";
        if (Range(bounds.MinLength, bounds.MaxLength) is { } length)
            yield return $"Length({value}, {length})";
        if (Range(bounds.MinItems, bounds.MaxItems) is { } count)
            yield return $"Count({value}, {count})";
    }

    private static string WriterArgument(TypeModel type) => TypeSyntax.IsSimple(type) ? "" : ", " + TypeSyntax.Writer(type);

    private static string? Range(int? minimum, int? maximum)
    {
        if (minimum is null or 0 && maximum is null)
            return null;
        string from = (minimum ?? 0).ToString(CultureInfo.InvariantCulture);
        return maximum is { } to ? $"{from}, {to.ToString(CultureInfo.InvariantCulture)}" : from;
    }
}
