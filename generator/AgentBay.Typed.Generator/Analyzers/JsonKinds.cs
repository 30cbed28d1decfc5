using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace AgentBay.Typed.Generator.Analyzers;

/// <summary>What C# types and values are in JSON, as far as that is beyond doubt.</summary>
internal static class JsonKinds
{
    private const string Text = "text";
    private const string Number = "a number";
    private const string Boolean = "true or false";
    private const string List = "a list";
    private const string Object = "an object";

    private static readonly Dictionary<string, string> Plurals = new(StringComparer.Ordinal)
    {
        [Text] = "text", [Number] = "numbers", [Boolean] = "truth values", [List] = "lists", [Object] = "objects",
    };

    /// <summary>Compares a value with the parameter that it is for.</summary>
    /// <returns>What the value is, and what it ought to be; null where it fits, and where it cannot be told.</returns>
    public static (string Given, string Wanted)? Mismatch(IParameterSymbol parameter, IOperation value, RuntimeTypes types)
    {
        ITypeSymbol wanted = Present(parameter.Type);
        bool isNull = value.ConstantValue is { HasValue: true, Value: null };
        if (isNull)
        {
            return !parameter.IsOptional && parameter.Type.NullableAnnotation != NullableAnnotation.Annotated && Of(wanted, types) is { } kind
                ? ("null", kind)
                : null;
        }

        if (wanted is INamedTypeSymbol { TypeKind: TypeKind.Enum } choice && value.ConstantValue is { Value: string text })
            return types.IsOfCatalog(choice) && WireNames.Of(choice) is { } names && !names.Contains(text) ? ($"'{text}'", Listed(names)) : null;
        if (wanted.SpecialType is SpecialType.System_Int32 or SpecialType.System_Int64 && HasFraction(value.ConstantValue.Value))
            return ("a number with a fraction", "a whole number");
        return value.Type is { } given ? Mismatch(Present(given), wanted, types) : null;
    }

    /// <summary>Whether a type is one of <c>System.Collections.Generic</c> with one of the names.</summary>
    public static bool IsCollection(ITypeSymbol type, params string[] names) =>
        names.Contains(type.Name, StringComparer.Ordinal)
        && type.ContainingNamespace is
        {
            Name: "Generic",
            ContainingNamespace: { Name: "Collections", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } },
        };

    private static (string Given, string Wanted)? Mismatch(ITypeSymbol given, ITypeSymbol wanted, RuntimeTypes types)
    {
        if (Of(given, types) is not { } kind || Of(wanted, types) is not { } wants)
            return null;
        if (kind != wants)
            return (kind, wants);
        if (ItemOf(given) is { } givenItem && ItemOf(wanted) is { } wantedItem
            && Of(Present(givenItem), types) is { } givenKind && Of(Present(wantedItem), types) is { } wantedKind && givenKind != wantedKind)
        {
            return ($"a list of {Plurals[givenKind]}", $"a list of {Plurals[wantedKind]}");
        }

        return null;
    }

    private static string? Of(ITypeSymbol type, RuntimeTypes types) => type switch
    {
        { SpecialType: SpecialType.System_String } => Text,
        { SpecialType: SpecialType.System_Boolean } => Boolean,
        { SpecialType: SpecialType.System_DateTime } => Text,
        { SpecialType: SpecialType.System_SByte or SpecialType.System_Byte or SpecialType.System_Int16 or SpecialType.System_UInt16
            or SpecialType.System_Int32 or SpecialType.System_UInt32 or SpecialType.System_Int64 or SpecialType.System_UInt64
            or SpecialType.System_Single or SpecialType.System_Double or SpecialType.System_Decimal } => Number,

        // The enums of a catalog are texts of the schema; one of the user's own would not be written at all.
        { TypeKind: TypeKind.Enum } => types.IsOfCatalog(type) ? Text : null,
        { Name: "Guid" or "DateTimeOffset" or "DateOnly" or "Uri", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } => Text,
        IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Byte } => Text,
        INamedTypeSymbol { Name: "ReadOnlyMemory", TypeArguments: [{ SpecialType: SpecialType.System_Byte }] } => Text,
        { IsAnonymousType: true } => Object,
        _ when IsCollection(type, "Dictionary", "IDictionary", "IReadOnlyDictionary", "SortedDictionary") => Object,

        // A record is an object, but for one that has a member per place of an array.
        INamedTypeSymbol { TypeKind: TypeKind.Class, IsRecord: true } when types.IsOfCatalog(type) => type.GetMembers("Item1").IsEmpty ? Object : null,
        _ => ItemOf(type) is { Name: not "KeyValuePair" } ? List : null,
    };

    private static ITypeSymbol? ItemOf(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => array.ElementType,
        INamedTypeSymbol { TypeArguments: [{ } item] }
            when IsCollection(type, "List", "IList", "IReadOnlyList", "ICollection", "IReadOnlyCollection", "IEnumerable", "HashSet") => item,
        _ => null,
    };

    private static ITypeSymbol Present(ITypeSymbol type) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var inner] } ? inner : type;

    private static bool HasFraction(object? constant) => constant switch
    {
        double number => Math.Floor(number) != number,
        float number => Math.Floor(number) != number,
        decimal number => decimal.Floor(number) != number,
        _ => false,
    };

    private static string Listed(IReadOnlyList<string> names)
    {
        const int Few = 5;
        string some = string.Join(" or ", names.Take(Few).Select(static name => $"'{name}'"));
        return names.Count > Few ? some + " or another that the schema lists" : some;
    }
}
