using AgentBay.Typed.Cli.Captures;
using AgentBay.Typed.Cli.CSharp;
using AgentBay.Typed.Generator.Emission;
using AgentBay.Typed.Generator.Models;

namespace AgentBay.Typed.Cli.Reference;

/// <summary>What a reference tells of a catalog: its tools by group, as C# has them.</summary>
internal sealed record CatalogReference(string Name, string? ImageId, IReadOnlyList<GroupReference> Groups)
{
    /// <summary>How many tools there are, in words.</summary>
    public string Count => Counted(Groups.Sum(static group => group.Tools.Count));

    public static string Counted(int tools) => tools == 1 ? "1 tool" : $"{tools} tools";

    /// <param name="file">The capture; the overlay beside it counts.</param>
    /// <param name="className">The class that the project gives it; null where it is named after the file.</param>
    /// <param name="methodSuffix">What the project puts behind each method's name.</param>
    public static CatalogReference Of(DiskCapture file, string? className, string methodSuffix)
    {
        (CatalogModel catalog, IReadOnlyList<ToolModel> tools) = BoundCapture.Of(file, className, methodSuffix);
        return new CatalogReference(
            catalog.Identity.ClassName,
            catalog.ImageId,
            [
                .. catalog.Groups.Select(group => new GroupReference(
                    group.InterfaceName,
                    [.. tools.Where(tool => tool.GroupInterface == group.InterfaceName).OrderBy(static tool => tool.MethodName, StringComparer.Ordinal).Select(Describe)])),
            ]);
    }

    private static ToolReference Describe(ToolModel tool) => new(
        tool.MethodName,
        tool.WireName,
        SignatureText.Shorten(ToolEmitter.Signature(tool)),
        tool.Doc,
        Effect(tool.Annotations),
        tool.Deprecated is null ? null : tool.Deprecated.Length > 0 ? tool.Deprecated : "Deprecated.",
        [
            .. tool.Parameters.Select(static parameter => MemberReference.Of(parameter, false)),
            .. tool.AdditionalArguments is { } rest ? [Rest(rest.Name, rest.Type, rest.Doc.Text)] : Array.Empty<MemberReference>(),
        ],
        [.. tool.Types.SelectMany(Describe)]);

    private static IEnumerable<TypeReference> Describe(DeclaredType type) => type switch
    {
        RecordModel record => [Describe(record, record.Doc)],
        TupleModel tuple => [new TypeReference(tuple.Name, "place", tuple.Doc, [.. tuple.Items.Select(static item => MemberReference.Of(item, true) with { WireName = null })])],
        EnumModel choice =>
            [new TypeReference(choice.Name, "value", choice.Doc, [.. choice.Values.Select(static value => new MemberReference(value.Name, $"\"{value.WireName}\"", value.Doc))])],
        UnionModel union =>
            [new TypeReference(union.Name, "one of", union.Doc, [.. union.Cases.Select(static one => new MemberReference(SignatureText.Shorten(TypeSyntax.Of(one)), "", ""))])],
        VariantModel variant =>
        [
            new TypeReference(variant.Name, "one of", variant.Doc, [.. variant.Cases.Select(one => new MemberReference(CaseOf(variant, one), TagOf(variant, one), ""))]),
            .. variant.Cases.Select(one => Describe(one.Record with { Name = CaseOf(variant, one) }, one.Record.Doc)),
        ],
        _ => [],
    };

    private static string TagOf(VariantModel variant, VariantCaseModel one) =>
        variant.TagName + ": " + (variant.TagKind == TypeKind.String ? $"\"{one.Tag}\"" : one.Tag);

    private static string CaseOf(VariantModel variant, VariantCaseModel one) => $"{variant.Name}.{one.Record.Name}";

    private static TypeReference Describe(RecordModel record, string doc) => new(
        record.Name,
        "member",
        doc,
        [
            .. record.Members.Select(static member => MemberReference.Of(member, true)),
            .. record.AdditionalProperties is { } rest ? [Rest("AdditionalProperties", rest, "Members that the schema allows but does not name.")] : Array.Empty<MemberReference>(),
        ]);

    private static MemberReference Rest(string name, TypeModel item, string doc) =>
        new(name, SignatureText.Shorten(TypeSyntax.OfOptional(new TypeModel(TypeKind.Map, Item: item))), doc);

    private static string Effect(AnnotationsModel hints) => hints switch
    {
        { ReadOnly: true } => "Changes nothing.",
        { Destructive: true } => "May overwrite or delete what is there.",
        { Destructive: false } => "Adds, and never overwrites or deletes.",
        _ => "",
    };
}

/// <summary>A group of tools.</summary>
internal sealed record GroupReference(string Interface, IReadOnlyList<ToolReference> Tools)
{
    /// <summary>How many tools there are, in words.</summary>
    public string Count => CatalogReference.Counted(Tools.Count);
}

/// <summary>A tool as its method.</summary>
internal sealed record ToolReference(
    string Method,
    string Tool,
    string Signature,
    string Description,
    string Effect,
    string? Deprecated,
    IReadOnlyList<MemberReference> Parameters,
    IReadOnlyList<TypeReference> Types);

/// <summary>A type that a tool's method uses.</summary>
/// <param name="Name">Its name.</param>
/// <param name="What">What one of its members is: a member, a value, a place, a case.</param>
/// <param name="Description">What the schema says of it.</param>
/// <param name="Members">Its members.</param>
internal sealed record TypeReference(string Name, string What, string Description, IReadOnlyList<MemberReference> Members)
{
    /// <summary>What is said of a member beside its name.</summary>
    public string Says => What is "member" or "place" ? "type" : "on the wire";
}

/// <summary>A parameter, a property, a value of an enum, or a case of a union.</summary>
/// <param name="Name">Its name in C#.</param>
/// <param name="Type">Its type; of an enum's value, what it is on the wire.</param>
/// <param name="Description">What the schema says of it.</param>
internal sealed record MemberReference(string Name, string Type, string Description)
{
    /// <summary>Its name on the wire, where that is another.</summary>
    public string? WireName { get; init; }

    public bool IsRequired { get; init; }

    /// <summary>The schema's default, as JSON; null when it has none.</summary>
    public string? Default { get; init; }

    /// <summary>The schema's examples, as JSON; null when it has none.</summary>
    public string? Examples { get; init; }

    public static MemberReference Of(MemberModel member, bool isProperty) => new(
        member.Name,
        SignatureText.Shorten(member.IsRequired || member.Default is not null ? TypeSyntax.Of(member.Type) : TypeSyntax.OfOptional(member.Type)),
        Sentence(member.Doc.Text.Trim()))
    {
        WireName = member.WireName == member.Name ? null : member.WireName,
        IsRequired = member.IsRequired && (isProperty || member.Default is null),
        Default = member.Doc.Default,
        Examples = member.Doc.Examples,
    };

    private static string Sentence(string text) => text.Length > 0 && text[^1] is not ('.' or '!' or '?' or ':') ? text + "." : text;
}
