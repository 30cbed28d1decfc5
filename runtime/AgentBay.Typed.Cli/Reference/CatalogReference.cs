using System.Text.RegularExpressions;
using AgentBay.Typed.Cli.Captures;
using AgentBay.Typed.Generator.Binding;
using AgentBay.Typed.Generator.Emission;
using AgentBay.Typed.Generator.Models;
using AgentBay.Typed.Generator.Naming;
using AgentBay.Typed.Generator.Pipeline;
using CaptureFile = AgentBay.Typed.Cli.Captures.CaptureFile;

namespace AgentBay.Typed.Cli.Reference;

/// <summary>What a reference tells of a catalog: its tools by group, as C# has them.</summary>
internal sealed partial record CatalogReference(string Name, string? ImageId, IReadOnlyList<GroupReference> Groups)
{
    public int ToolCount => Groups.Sum(static group => group.Tools.Count);

    /// <param name="file">The capture; the overlay beside it counts.</param>
    /// <param name="methodSuffix">What the project puts behind each method's name.</param>
    public static CatalogReference Of(CaptureFile file, string methodSuffix)
    {
        string fileName = Path.GetFileName(file.Path);
        string name = CatalogNames.ClassOf(file.Path);
        CatalogSettings settings = new("Catalogs", name, name, null, IsPublic: true, methodSuffix, DescribesTools: false);
        (CatalogModel catalog, var tools) = CatalogBinder.Bind(
            settings, fileName, file.Capture, OverlayFile.ReadFor(file.Path), [], [], CancellationToken.None);
        return new CatalogReference(
            name,
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
        Short(ToolEmitter.Signature(tool)),
        tool.Doc,
        Effect(tool.Annotations),
        tool.Deprecated is null ? null : tool.Deprecated.Length > 0 ? tool.Deprecated : "Deprecated.",
        [.. tool.Parameters.Select(static parameter => Describe(parameter, false))],
        [.. tool.Types.Select(static type => new TypeReference(type.Name, type.Doc, Members(type)))]);

    private static IReadOnlyList<MemberReference> Members(DeclaredType type) => type switch
    {
        RecordModel record => [.. record.Members.Select(static member => Describe(member, true))],
        EnumModel choice => [.. choice.Values.Select(static value => new MemberReference(value.Name, $"\"{value.WireName}\"", false, null, value.Doc))],
        _ => [],
    };

    private static MemberReference Describe(MemberModel member, bool isProperty) => new(
        member.Name,
        Short(member.IsRequired || member.Default is not null ? TypeSyntax.Of(member.Type) : TypeSyntax.OfOptional(member.Type)),
        member.IsRequired && (isProperty || member.Default is null),
        member.Doc.Default,
        Sentence(member.Doc.Text.Trim()));

    private static string Effect(AnnotationsModel hints) => hints switch
    {
        { ReadOnly: true } => "Changes nothing.",
        { Destructive: true } => "May overwrite or delete what is there.",
        { Destructive: false } => "Adds, and never overwrites or deletes.",
        _ => "",
    };

    private static string Sentence(string text) => text.Length > 0 && text[^1] is not ('.' or '!' or '?' or ':') ? text + "." : text;

    private static string Short(string code) => Qualifier().Replace(code, "");

    [GeneratedRegex(@"global::(?:\w+\.)+")]
    private static partial Regex Qualifier();
}

/// <summary>A group of tools.</summary>
internal sealed record GroupReference(string Interface, IReadOnlyList<ToolReference> Tools);

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
internal sealed record TypeReference(string Name, string Description, IReadOnlyList<MemberReference> Members);

/// <summary>A parameter, a property, or a value of an enum.</summary>
internal sealed record MemberReference(string Name, string Type, bool IsRequired, string? Default, string Description);
