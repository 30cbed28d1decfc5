using System.Collections.Generic;
using System.Linq;
using AgentBay.Typed.Generator.Models;
using AgentBay.Typed.Generator.Naming;

namespace AgentBay.Typed.Generator.Emission;

/// <summary>Writes the records and enums of a tool, each with its own reader and writer.</summary>
internal static class DeclaredTypeEmitter
{
    public static void Write(SourceWriter source, DeclaredType type)
    {
        switch (type)
        {
            case EnumModel model:
                WriteEnum(source, model);
                break;
            case RecordModel model:
                WriteRecord(source, model);
                break;
        }
    }

    private static void WriteEnum(SourceWriter source, EnumModel model)
    {
        string name = Identifiers.Escape(model.Name);
        DocWriter.Summary(source, model.Doc, "One of the values that the schema lists.");
        using (source.Block("public enum " + name))
        {
            foreach (EnumValueModel value in model.Values)
            {
                string doc = value.Doc.Length == 0 ? "" : ": " + DocWriter.Escape(value.Doc);
                source.Line($"/// <summary><c>{DocWriter.Escape(value.WireName)}</c>{doc}</summary>");
                source.Line(Identifiers.Escape(value.Name) + ",");
            }
        }

        source.Line();
        using (source.Block($"private static class {model.Name}Wire"))
        {
            source.Line($"private static readonly string[] Names = {{ {string.Join(", ", model.Values.Select(static value => Literal.String(value.WireName)))} }};");
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

    private static void WriteRecord(SourceWriter source, RecordModel model)
    {
        DocWriter.Summary(source, model.Doc, model.IsRead ? "Part of what the tool answers." : "Part of the tool's arguments.");
        using (source.Block("public sealed record " + Identifiers.Escape(model.Name)))
        {
            bool isFirst = true;
            foreach (MemberModel member in model.Members)
            {
                if (!isFirst)
                    source.Line();
                isFirst = false;
                DocWriter.Summary(source, DocWriter.Describe(member, isOptional: false), member.WireName);
                if (member.IsDeprecated)
                    source.Line("[global::System.Obsolete]");
                source.Line(Property(member));
            }

            if (model.AdditionalProperties is { } rest)
            {
                source.Line();
                source.Line("/// <summary>Members that the schema allows but does not name.</summary>");
                source.Line($"public {Runtime.Map}<string, {TypeSyntax.Of(rest)}>? AdditionalProperties {{ get; init; }}");
            }

            if (model.IsWritten)
                WriteWriter(source, model);
            if (model.IsRead)
                WriteReader(source, model);
        }
    }

    private static string Property(MemberModel member)
    {
        string type = member.IsRequired ? TypeSyntax.Of(member.Type) : TypeSyntax.OfOptional(member.Type);
        return $"public {(member.IsRequired ? "required " : "")}{type} {Identifiers.Escape(member.Name)} {{ get; init; }}";
    }

    private static void WriteWriter(SourceWriter source, RecordModel model)
    {
        source.Line();
        source.Line($"internal static void Write({Runtime.ToolCall} call, {Identifiers.Escape(model.Name)} value) => call");
        using (source.Indent())
        {
            source.Line(".BeginObject(value)");
            foreach (MemberModel member in model.Members)
            {
                string value = "value." + Identifiers.Escape(member.Name);
                foreach (string check in MemberSyntax.Checks(member, value))
                    source.Line("." + check);
                source.Line("." + MemberSyntax.Send(member, value, !member.IsRequired));
            }

            if (model.AdditionalProperties is { } rest)
                source.Line($".Members(value.AdditionalProperties, {TypeSyntax.Writer(rest)})");
            source.Line(".EndObject();");
        }
    }

    private static void WriteReader(SourceWriter source, RecordModel model)
    {
        string[] locals = MemberNames.Assign(
            [.. model.Members.Select(static member => member.WireName)], Identifiers.Camel, new NameTable(["json", "additionalProperties"]), "Value");
        locals = [.. locals.Select(Identifiers.Escape)];

        source.Line();
        using (source.Block($"internal static {Identifiers.Escape(model.Name)} Read(ref {Runtime.WireReader} json)"))
        {
            for (int i = 0; i < locals.Length; i++)
                source.Line($"{TypeSyntax.OfOptional(model.Members[i].Type)} {locals[i]} = null;");
            if (model.AdditionalProperties is { } rest)
                source.Line($"global::System.Collections.Generic.Dictionary<string, {TypeSyntax.Of(rest)}>? additionalProperties = null;");
            source.Line("json.BeginObject();");
            using (source.Block("while (json.NextMember())"))
                WriteMemberReads(source, model, locals);
            source.Line();
            using (source.Block($"return new {Identifiers.Escape(model.Name)}", "};"))
            {
                for (int i = 0; i < locals.Length; i++)
                    source.Line($"{Identifiers.Escape(model.Members[i].Name)} = {Assigned(model.Members[i], locals[i])},");
                if (model.AdditionalProperties is not null)
                    source.Line("AdditionalProperties = additionalProperties,");
            }
        }
    }

    private static void WriteMemberReads(SourceWriter source, RecordModel model, string[] locals)
    {
        string keyword = "if";
        for (int i = 0; i < locals.Length; i++)
        {
            source.Line($"{keyword} (json.IsMember({Literal.Utf8(model.Members[i].WireName)}))");
            using (source.Indent())
                source.Line($"{locals[i]} = {TypeSyntax.Read(model.Members[i].Type)};");
            keyword = "else if";
        }

        source.Line("else");
        using (source.Indent())
        {
            source.Line(model.AdditionalProperties is { } rest
                ? $"(additionalProperties ??= new())[json.MemberName()] = {TypeSyntax.Read(rest)};"
                : "json.Skip();");
        }
    }

    // What may be null on the wire is null when it is missing; any JSON that is missing counts as null too.
    private static string Assigned(MemberModel member, string local) => member switch
    {
        { IsRequired: false } or { Type.IsNullable: true } => local,
        { Type.Kind: TypeKind.Any } => $"{local} ?? {Runtime.WireReader}.Null",
        _ => $"{local} ?? throw json.Missing({Literal.String(member.WireName)})",
    };
}
