using System.Collections.Generic;
using System.Linq;
using AgentBay.Typed.Generator.Models;
using AgentBay.Typed.Generator.Naming;

namespace AgentBay.Typed.Generator.Emission;

/// <summary>Writes the records and enums of a tool, each with its own reader and writer.</summary>
internal static class DeclaredTypeEmitter
{
    public static void Write(SourceWriter source, DeclaredType type, IReadOnlyList<DeclaredType> types)
    {
        switch (type)
        {
            case EnumModel model:
                WriteEnum(source, model);
                break;
            case RecordModel model:
                RecordEmitter.Write(source, model);
                break;
            case TupleModel model:
                TupleEmitter.Write(source, model);
                break;
            case VariantModel model:
                VariantEmitter.Write(source, model);
                break;
            case UnionModel model:
                UnionEmitter.Write(source, model, types);
                break;
        }
    }

    private static void WriteEnum(SourceWriter source, EnumModel model)
    {
        string name = Identifiers.Escape(model.Name);
        DocWriter.Summary(source, model.Doc, "");
        using (source.Block("public enum " + name))
        {
            foreach (EnumValueModel value in model.Values)
            {
                string doc = value.Doc.Length == 0 ? "" : ": " + MarkdownSpans.ToXml(string.Join(" ", XmlText.Lines(value.Doc)).Trim());
                source.Line($"/// <summary><c>{DocWriter.Escape(value.WireName)}</c>{doc}</summary>");
                source.Line(Identifiers.Escape(value.Name) + ",");
            }
        }

        source.Line();
        using (source.Block($"private static class {model.WireClass}"))
        {
            source.Line($"internal static readonly string[] Names = {{ {string.Join(", ", model.Values.Select(static value => Literal.String(value.WireName)))} }};");
            if (model.IsWritten)
            {
                source.Line();
                source.Line($"internal static void Write({Runtime.ToolCall} call, {name} value) => call.Enum(Names, (int)value);");
            }

            if (model.IsRead)
            {
                source.Line();
                source.Line($"internal static {name} Read(ref {Runtime.WireReader} json) => ({name})json.GetEnum(Names);");
            }
        }
    }
}
