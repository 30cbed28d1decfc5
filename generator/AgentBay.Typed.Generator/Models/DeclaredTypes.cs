using System;
using System.Linq;
using AgentBay.Typed.Generator.Helpers;

namespace AgentBay.Typed.Generator.Models;

/// <summary>A type that a tool's file declares.</summary>
/// <param name="Name">Its name inside the catalog's class.</param>
/// <param name="Doc">What it is.</param>
/// <param name="IsRead">Whether answers hold it.</param>
/// <param name="IsWritten">Whether arguments hold it.</param>
internal abstract record DeclaredType(string Name, string Doc, bool IsRead, bool IsWritten)
{
    /// <summary>The names it takes in the catalog's class.</summary>
    public virtual string[] Names => [Name];

    /// <summary>The same as part of answers, of arguments, or of both.</summary>
    public virtual DeclaredType For(bool isRead, bool isWritten) => this with { IsRead = isRead, IsWritten = isWritten };

    /// <summary>The same with each declared type that it mentions changed.</summary>
    public virtual DeclaredType Map(Func<TypeModel, TypeModel> change) => this;
}

internal sealed record EnumModel(string Name, string Doc, bool IsRead, bool IsWritten, EquatableArray<EnumValueModel> Values)
    : DeclaredType(Name, Doc, IsRead, IsWritten)
{
    /// <summary>The class that reads and writes its values.</summary>
    public string WireClass => WireClassOf(Name);

    public override string[] Names => [Name, WireClass];

    public static string WireClassOf(string name) => name + "Wire";
}

internal sealed record EnumValueModel(string Name, string WireName, string Doc);

internal sealed record RecordModel(
    string Name,
    string Doc,
    bool IsRead,
    bool IsWritten,
    EquatableArray<MemberModel> Members,
    TypeModel? AdditionalProperties)
    : DeclaredType(Name, Doc, IsRead, IsWritten)
{
    /// <summary>Whether the schema allows no members but these.</summary>
    public bool IsClosed { get; init; }

    public override DeclaredType Map(Func<TypeModel, TypeModel> change) => MapRecord(change);

    public RecordModel MapRecord(Func<TypeModel, TypeModel> change) => this with
    {
        Members = Members.Select(member => member.Map(change)).ToEquatableArray(),
        AdditionalProperties = AdditionalProperties?.Map(change),
    };
}

/// <summary>An array whose items differ by their place; those that it may end before are not required.</summary>
internal sealed record TupleModel(string Name, string Doc, bool IsRead, bool IsWritten, EquatableArray<MemberModel> Items)
    : DeclaredType(Name, Doc, IsRead, IsWritten)
{
    public override DeclaredType Map(Func<TypeModel, TypeModel> change) =>
        this with { Items = Items.Select(item => item.Map(change)).ToEquatableArray() };
}

/// <summary>Objects that a constant in one of their members tells apart: an abstract record with a case for each.</summary>
/// <param name="Name">Its name inside the catalog's class.</param>
/// <param name="Doc">What it is.</param>
/// <param name="IsRead">Whether answers hold it.</param>
/// <param name="IsWritten">Whether arguments hold it.</param>
/// <param name="TagName">The member's name in JSON.</param>
/// <param name="Cases">The cases.</param>
internal sealed record VariantModel(string Name, string Doc, bool IsRead, bool IsWritten, string TagName, EquatableArray<VariantCaseModel> Cases)
    : DeclaredType(Name, Doc, IsRead, IsWritten)
{
    /// <summary>The type of the constants: string, boolean or integer.</summary>
    public TypeKind TagKind { get; init; } = TypeKind.String;

    /// <summary>Whether the schema requires the member. It is always written.</summary>
    public bool IsTagRequired { get; init; } = true;

    public override DeclaredType For(bool isRead, bool isWritten) => this with
    {
        IsRead = isRead,
        IsWritten = isWritten,
        Cases = Cases.Select(one => one with { Record = (RecordModel)one.Record.For(isRead, isWritten) }).ToEquatableArray(),
    };

    public override DeclaredType Map(Func<TypeModel, TypeModel> change) =>
        this with { Cases = Cases.Select(one => one with { Record = one.Record.MapRecord(change) }).ToEquatableArray() };
}

/// <summary>One case of a <see cref="VariantModel"/>.</summary>
/// <param name="Tag">The constant that tells it, as text.</param>
/// <param name="Record">The case's record, without that member; its name is nested in the variant's.</param>
internal sealed record VariantCaseModel(string Tag, RecordModel Record);

/// <summary>A value of one of several types.</summary>
/// <param name="Name">Its name inside the catalog's class.</param>
/// <param name="Doc">What it is.</param>
/// <param name="IsRead">Whether answers hold it.</param>
/// <param name="IsWritten">Whether arguments hold it.</param>
/// <param name="Cases">The types, from the narrow to the wide.</param>
internal sealed record UnionModel(string Name, string Doc, bool IsRead, bool IsWritten, EquatableArray<TypeModel> Cases)
    : DeclaredType(Name, Doc, IsRead, IsWritten)
{
    public override DeclaredType Map(Func<TypeModel, TypeModel> change) =>
        this with { Cases = Cases.Select(one => one.Map(change)).ToEquatableArray() };
}

/// <summary>A property of a record, or a parameter of a method.</summary>
/// <param name="Name">Its C# name.</param>
/// <param name="WireName">Its name in JSON.</param>
/// <param name="Type">Its type.</param>
/// <param name="IsRequired">Whether it is always there.</param>
/// <param name="Doc">What it is.</param>
internal sealed record MemberModel(string Name, string WireName, TypeModel Type, bool IsRequired, DocModel Doc)
{
    /// <summary>
    /// The value that is sent when the caller gives none, as C#, or the name of an enum's value; null when nothing is sent then.
    /// </summary>
    public string? Default { get; init; }

    /// <summary>The only booleans or numbers that the schema allows, as text; none where it allows all.</summary>
    public EquatableArray<string> Constants { get; init; }

    public bool IsDeprecated { get; init; }

    public MemberModel Map(Func<TypeModel, TypeModel> change) => this with { Type = Type.Map(change) };
}

/// <summary>What is said of a member.</summary>
/// <param name="Text">The schema's description.</param>
/// <param name="Default">The schema's default, as JSON; null when it has none.</param>
/// <param name="Examples">A few of the schema's examples, as JSON with commas in between; null when it has none.</param>
internal sealed record DocModel(string Text, string? Default = null, string? Examples = null);

/// <summary>The limits that a schema states for a value, as C# literals; null where it states none.</summary>
internal sealed record BoundsModel
{
    public static BoundsModel None { get; } = new();

    public string? Minimum { get; init; }

    public string? Maximum { get; init; }

    public string? Above { get; init; }

    public string? Below { get; init; }

    public int? MinLength { get; init; }

    public int? MaxLength { get; init; }

    /// <summary>Of a list or a map.</summary>
    public int? MinItems { get; init; }

    public int? MaxItems { get; init; }
}
