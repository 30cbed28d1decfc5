using System;

namespace AgentBay.Typed.Generator.Models;

internal enum TypeKind
{
    String,
    Boolean,
    Int32,
    Int64,
    Double,
    DateTimeOffset,
    DateOnly,
    Guid,
    Bytes,

    /// <summary>JSON that has no type of its own: a JsonElement.</summary>
    Any,

    Enum,

    /// <summary>A record, or the abstract record above several.</summary>
    Record,

    /// <summary>A record that is an array on the wire, with one item per place.</summary>
    Tuple,

    /// <summary>A struct that holds one of several types.</summary>
    Union,
    List,
    Map,

    /// <summary>A value that travels as JSON inside of a string.</summary>
    EmbeddedJson,
}

/// <summary>The C# type of a value.</summary>
/// <param name="Kind">What sort of type it is.</param>
/// <param name="Name">The name of a type that the tool declares.</param>
/// <param name="Item">The type of the items of a list, the values of a map, the JSON in a string.</param>
/// <param name="IsNullable">Whether the schema allows null for it.</param>
internal sealed record TypeModel(TypeKind Kind, string Name = "", TypeModel? Item = null, bool IsNullable = false)
{
    public static TypeModel Any { get; } = new(TypeKind.Any);

    /// <summary>What a declared type's name must be written behind where something else has the name; empty elsewhere.</summary>
    public string Qualifier { get; init; } = "";

    /// <summary>What the schema states of the values, wherever they are.</summary>
    public BoundsModel Bounds { get; init; } = BoundsModel.None;

    /// <summary>Whether the C# type is a value type, for which null is spelled differently.</summary>
    public bool IsValueType => Kind switch
    {
        TypeKind.String or TypeKind.Record or TypeKind.Tuple or TypeKind.List or TypeKind.Map => false,
        TypeKind.EmbeddedJson => Item!.IsValueType,
        _ => true,
    };

    /// <summary>Whether the type is one that the tool declares.</summary>
    public bool IsDeclared => Kind is TypeKind.Enum or TypeKind.Record or TypeKind.Tuple or TypeKind.Union;

    /// <summary>The declared type that it is, or that is inside of it; or null.</summary>
    public TypeModel? Declared => IsDeclared ? this : Item?.Declared;

    /// <summary>The names that a declared type brings along: an enum comes with a class that reads and writes it.</summary>
    public string[] Names => Kind == TypeKind.Enum ? [Name, EnumModel.WireClassOf(Name)] : [Name];

    /// <summary>The type with the declared one that it is, or that is inside of it, changed.</summary>
    public TypeModel Map(Func<TypeModel, TypeModel> change)
    {
        if (IsDeclared)
            return change(this);
        if (Item is null)
            return this;
        TypeModel item = Item.Map(change);
        return ReferenceEquals(item, Item) ? this : this with { Item = item };
    }
}
