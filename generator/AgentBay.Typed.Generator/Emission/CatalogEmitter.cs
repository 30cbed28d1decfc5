using System.Collections.Generic;
using System.Linq;
using AgentBay.Typed.Generator.Models;
using AgentBay.Typed.Generator.Naming;

namespace AgentBay.Typed.Generator.Emission;

/// <summary>Writes a catalog's own file: the class, its groups, and the list of its tools.</summary>
internal static class CatalogEmitter
{
    public static string Emit(CatalogModel catalog)
    {
        SourceWriter source = SourceWriter.BeginFile(catalog.Identity.Namespace);
        string name = Identifiers.Escape(catalog.Identity.ClassName);
        string count = catalog.Holders.Count == 1 ? "1 tool" : catalog.Holders.Count.ToString(System.Globalization.CultureInfo.InvariantCulture) + " tools";
        string of = catalog.ImageId is null ? "" : $" of the image <c>{DocWriter.Escape(catalog.ImageId)}</c>";
        source.Line($"/// <summary>The {count}{of}, generated from <c>{DocWriter.Escape(catalog.FileName)}</c>.</summary>");
        source.Line(Runtime.GeneratedCode);

        string root = catalog.ImageId is null ? Runtime.IToolCatalog : Runtime.ISandboxImage;
        IEnumerable<string> bases = new[] { $"{root}<{name}>" }
            .Concat(catalog.Groups.Select(group => $"{name}.{Identifiers.Escape(group.InterfaceName)}"));
        source.Line($"{catalog.Identity.Accessibility} sealed partial class {name} :");
        using (source.Indent())
            source.Line(string.Join(", ", bases));
        source.Line("{");
        using (source.Indent("}"))
        {
            source.Line($"private readonly {Runtime.ToolCaller} _caller;");
            source.Line();
            source.Line($"private {name}({Runtime.IToolInvoker} invoker) => _caller = new {Runtime.ToolCaller}(invoker);");
            source.Line();
            if (catalog.ImageId is not null)
            {
                source.Line("/// <inheritdoc/>");
                source.Line($"public static string ImageId => {Literal.String(catalog.ImageId)};");
                source.Line();
            }

            source.Line("/// <inheritdoc/>");
            source.Line($"public static {Runtime.List}<{Runtime.ToolDescriptor}> Tools => new {Runtime.ToolDescriptor}[]");
            source.Line("{");
            using (source.Indent("};"))
            {
                foreach (string holder in catalog.Holders)
                    source.Line($"{Identifiers.Escape(holder)}.Descriptor,");
            }

            source.Line();
            source.Line("/// <inheritdoc/>");
            source.Line($"public static {name} Create({Runtime.IToolInvoker} invoker) => new {name}(invoker);");
            source.Line();
            source.Line($"{Runtime.IToolInvoker} {Runtime.IToolCatalog}<{name}>.Invoker => _caller.Invoker;");
            if (catalog.DescribesTools)
                WriteDescriptions(source, catalog, name);
            foreach (GroupModel group in catalog.Groups)
            {
                source.Line();
                source.Line(group.Label.Length == 0
                    ? "/// <summary>The tools, as an interface to narrow down or to fake.</summary>"
                    : $"/// <summary>The tools of the group {DocWriter.Escape(group.Label)}, as an interface to narrow down or to fake.</summary>");
                source.Line($"public partial interface {Identifiers.Escape(group.InterfaceName)}");
                source.Line("{");
                source.Line("}");
            }
        }

        return source.ToString();
    }

    private static void WriteDescriptions(SourceWriter source, CatalogModel catalog, string name)
    {
        source.Line();
        source.Line($"static {Runtime.List}<{Runtime.ToolDescriptor}> {Runtime.IToolCatalog}<{name}>.DescribeTools() => new {Runtime.ToolDescriptor}[]");
        source.Line("{");
        using (source.Indent("};"))
        {
            foreach (string holder in catalog.Holders)
                source.Line($"{Identifiers.Escape(holder)}.Describe(),");
        }
    }
}
