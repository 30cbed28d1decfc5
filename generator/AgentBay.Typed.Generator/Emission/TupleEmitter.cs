using System.Linq;
using AgentBay.Typed.Generator.Models;
using AgentBay.Typed.Generator.Naming;

namespace AgentBay.Typed.Generator.Emission;

/// <summary>Writes the record of an array whose items differ by their place.</summary>
internal static class TupleEmitter
{
    public static void Write(SourceWriter source, TupleModel model)
    {
        string name = Identifiers.Escape(model.Name);
        DocWriter.Summary(source, model.Doc, "", parameters: model.Items);
        foreach (MemberModel item in model.Items)
            DocWriter.Parameter(source, item, model.IsWritten);
        source.List($"public sealed record {name}(", [.. model.Items.Select(static item => $"{TypeSyntax.Of(item.Type)} {item.Name}")], ")");
        source.Line("{");
        using (source.Indent("}"))
        {
            if (model.IsWritten)
            {
                source.Line($"internal static void Write({Runtime.ToolCall} call, {name} value) => call");
                using (source.Indent())
                {
                    source.Line(".BeginArray(value)");
                    foreach (MemberModel item in model.Items)
                        source.Line($".Item(value.{item.Name}, {TypeSyntax.ItemWriter(item.Type)})");
                    source.Line(".EndArray();");
                }
            }

            if (model is { IsRead: true, IsWritten: true })
                source.Line();
            if (model.IsRead)
            {
                using (source.Block($"internal static {name} Read(ref {Runtime.WireReader} json)"))
                {
                    source.Line("json.BeginArray();");
                    string items = string.Join(", ", model.Items.Select(static item =>
                        $"json.{(item.Type.IsNullable ? "NextItemOrDefault" : "NextItem")}({TypeSyntax.ItemReader(item.Type)})"));
                    source.Line($"{name} value = new {name}({items});");
                    source.Line("json.EndArray();");
                    source.Line("return value;");
                }
            }
        }
    }
}
