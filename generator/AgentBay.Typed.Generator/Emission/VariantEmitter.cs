using System.Globalization;
using System.Linq;
using AgentBay.Typed.Generator.Models;
using AgentBay.Typed.Generator.Naming;

namespace AgentBay.Typed.Generator.Emission;

/// <summary>Writes an abstract record with a case for each object that its tag tells apart.</summary>
internal static class VariantEmitter
{
    public static void Write(SourceWriter source, VariantModel model)
    {
        string name = Identifiers.Escape(model.Name);
        string cases = "One of " + string.Join(", ", model.Cases.Select(static one => one.Record.Name)) + ".";
        DocWriter.Summary(source, model.Doc, cases, model.Doc.Trim().Length == 0 ? "" : cases);
        using (source.Block("public abstract record " + name))
        {
            source.Line($"private {name}()");
            source.Line("{");
            source.Line("}");
            foreach (VariantCaseModel one in model.Cases)
            {
                source.Line();
                RecordEmitter.WriteCase(source, model, one);
            }

            if (model.IsWritten)
                WriteWriter(source, model, name);
            if (model.IsRead)
                WriteReader(source, model, name);
        }
    }

    private static void WriteWriter(SourceWriter source, VariantModel model, string name)
    {
        source.Line();
        using (source.Block($"internal static void Write({Runtime.ToolCall} call, {name} value)"))
        using (source.Block("switch (value)"))
        {
            foreach (VariantCaseModel one in model.Cases)
            {
                string record = Identifiers.Escape(one.Record.Name);
                source.Line($"case {record} one:");
                using (source.Indent())
                {
                    source.Line($"{record}.WriteCase(call, one);");
                    source.Line("break;");
                }
            }

            source.Line("default:");
            using (source.Indent())
                source.Line("throw call.NoValue();");
        }
    }

    private static void WriteReader(SourceWriter source, VariantModel model, string name)
    {
        if (!model.IsTagRequired)
        {
            source.Line();
            using (source.Block($"private static readonly {Runtime.WireShape}[] _cases =", "};"))
            {
                foreach (VariantCaseModel one in model.Cases)
                    ShapeSyntax.Write(source, one.Record);
            }
        }

        source.Line();
        using (source.Block($"internal static {name} Read(ref {Runtime.WireReader} json) => json.PeekTag({Literal.Utf8(model.TagName)}) switch", "};"))
        {
            foreach (VariantCaseModel one in model.Cases)
                source.Line($"{Literal.String(one.Tag)} => {Identifiers.Escape(one.Record.Name)}.ReadCase(ref json),");
            if (!model.IsTagRequired)
                WriteChoice(source, model);
            string tags = string.Join(", ", model.Cases.Select(one => model.TagKind == TypeKind.String ? $"'{one.Tag}'" : one.Tag));
            source.Line($"_ => throw json.Mismatch({Literal.String($"an object whose '{model.TagName}' is one of {tags}")}),");
        }
    }

    // Where the tag may be left out, the other members tell which case it is.
    private static void WriteChoice(SourceWriter source, VariantModel model)
    {
        using (source.Block("null when json.IsObject => json.BestOf(_cases) switch", "},"))
        {
            for (int i = 0; i < model.Cases.Count; i++)
            {
                string pattern = i == model.Cases.Count - 1 ? "_" : i.ToString(CultureInfo.InvariantCulture);
                source.Line($"{pattern} => {Identifiers.Escape(model.Cases[i].Record.Name)}.ReadCase(ref json),");
            }
        }
    }
}
