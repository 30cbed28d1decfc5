using System.Collections.Generic;
using System.Linq;
using AgentBay.Typed.Generator.Models;
using AgentBay.Typed.Generator.Naming;

namespace AgentBay.Typed.Generator.Emission;

/// <summary>Writes a record with its properties, its reader and its writer.</summary>
internal static class RecordEmitter
{
    /// <summary>Writes a record of its own.</summary>
    public static void Write(SourceWriter source, RecordModel model) => Write(source, model, "", "Read", "Write", null);

    /// <summary>Writes a record that is a case of another; its tag is written and skipped, and no member.</summary>
    public static void WriteCase(SourceWriter source, VariantModel variant, VariantCaseModel one) => Write(
        source,
        one.Record,
        " : " + Identifiers.Escape(variant.Name),
        "ReadCase",
        "WriteCase",
        (variant.TagName, one.Tag, variant.TagKind == TypeKind.String ? Literal.String(one.Tag) : one.Tag));

    private static void Write(
        SourceWriter source, RecordModel model, string baseList, string readName, string writeName, (string Name, string Text, string Constant)? tag)
    {
        DocWriter.Summary(source, model.Doc, tag is { } told ? $"Its <c>{DocWriter.Escape(told.Name)}</c> is <c>{DocWriter.Escape(told.Text)}</c>." : "");
        using (source.Block("public sealed record " + Identifiers.Escape(model.Name) + baseList))
        {
            bool isFirst = true;
            foreach (MemberModel member in model.Members)
            {
                if (!isFirst)
                    source.Line();
                isFirst = false;
                DocWriter.Property(source, member, model.IsWritten);

                // C# does not take a required member that is obsolete; its documentation says it.
                if (member is { IsDeprecated: true, IsRequired: false })
                    source.Line("[global::System.Obsolete]");
                source.Line(Property(member, model.IsWritten));
            }

            if (model.AdditionalProperties is { } rest)
            {
                source.Line();
                source.Line("/// <summary>Members that the schema allows but does not name.</summary>");
                source.Line($"public {Runtime.Map}<string, {TypeSyntax.Of(rest)}>? AdditionalProperties {{ get; init; }}");
            }

            if (model.IsWritten)
                WriteWriter(source, model, writeName, tag);
            if (model.IsRead)
                WriteReader(source, model, readName, tag?.Name);
        }
    }

    // What a schema gives a default for need not be set; that default is sent then.
    private static string Property(MemberModel member, bool isWritten)
    {
        string type = member.IsRequired ? TypeSyntax.Of(member.Type) : TypeSyntax.OfOptional(member.Type);
        string name = Identifiers.Escape(member.Name);
        if (isWritten && member.Default is { } value)
            return $"public {type} {name} {{ get; init; }} = {TypeSyntax.Constant(member.Type, value)};";
        return $"public {(member.IsRequired ? "required " : "")}{type} {name} {{ get; init; }}";
    }

    private static void WriteWriter(SourceWriter source, RecordModel model, string methodName, (string Name, string Text, string Constant)? tag)
    {
        source.Line();
        source.Line($"internal static void {methodName}({Runtime.ToolCall} call, {Identifiers.Escape(model.Name)} value) => call");
        using (source.Indent())
        {
            source.Line(".BeginObject(value)");
            if (tag is { } told)
                source.Line($".Require({Literal.Utf8(told.Name)}, {told.Constant}, parameter: null)");
            foreach (MemberModel member in model.Members)
            {
                string value = "value." + Identifiers.Escape(member.Name);
                source.Line("." + MemberSyntax.Send(member, value, !member.IsRequired));
                foreach (string check in MemberSyntax.Checks(member.Type.Bounds, value))
                    source.Line("." + check);
            }

            if (model.AdditionalProperties is { } rest)
            {
                IEnumerable<string> named = model.Members.Select(static member => member.WireName);
                source.Line("." + MemberSyntax.SendRest("value.AdditionalProperties", rest, tag is null ? named : named.Prepend(tag.Value.Name)));
            }

            source.Line(".EndObject();");
        }
    }

    private static void WriteReader(SourceWriter source, RecordModel model, string methodName, string? tagName)
    {
        // A variable must not have the name of a type that is read.
        IEnumerable<string> types = model.Members.Select(static member => member.Type).Append(model.AdditionalProperties)
            .SelectMany(static type => type?.Declared?.Names ?? []);
        string[] locals = MemberNames.Assign(
            [.. model.Members.Select(static member => member.WireName)], Identifiers.Camel, new NameTable(["json", "additionalProperties", .. types]), "Value");
        locals = [.. locals.Select(Identifiers.Escape)];

        source.Line();
        using (source.Block($"internal static {Identifiers.Escape(model.Name)} {methodName}(ref {Runtime.WireReader} json)"))
        {
            for (int i = 0; i < locals.Length; i++)
                source.Line($"{TypeSyntax.OfOptional(model.Members[i].Type)} {locals[i]} = null;");
            if (model.AdditionalProperties is { } rest)
                source.Line($"global::System.Collections.Generic.Dictionary<string, {TypeSyntax.Of(rest)}>? additionalProperties = null;");
            source.Line("json.BeginObject();");
            using (source.Block(KeepsNull(model) ? "while (json.NextMember(keepsNull: true))" : "while (json.NextMember())"))
                WriteMemberReads(source, model, locals, tagName);
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

    private static void WriteMemberReads(SourceWriter source, RecordModel model, string[] locals, string? tagName)
    {
        if (model.Members.Count == 0 && model.AdditionalProperties is null)
        {
            source.Line("json.Skip();");
            return;
        }

        string keyword = "if";
        if (tagName is not null)
        {
            source.Line($"if (json.IsMember({Literal.Utf8(tagName)}))");
            using (source.Indent())
                source.Line("json.Skip();");
            keyword = "else if";
        }

        for (int i = 0; i < locals.Length; i++)
        {
            source.Line($"{keyword} (json.IsMember({Literal.Utf8(model.Members[i].WireName)}))");
            using (source.Indent())
                source.Line($"{locals[i]} = {(KeepsNull(model) ? TypeSyntax.ReadNullable(model.Members[i].Type) : TypeSyntax.Read(model.Members[i].Type))};");
            keyword = "else if";
        }

        source.Line("else");
        using (source.Indent())
        {
            source.Line(model.AdditionalProperties is { } rest
                ? $"(additionalProperties ??= new())[json.MemberName()] = {(rest.IsNullable ? TypeSyntax.ReadNullable(rest) : TypeSyntax.Read(rest))};"
                : "json.Skip();");
        }
    }

    // Where additional members may be null, nulls are met among the named ones too, and count as not there.
    private static bool KeepsNull(RecordModel model) => model.AdditionalProperties is { } rest && TypeSyntax.HoldsNull(rest);

    // What may be null on the wire is null when it is missing; any JSON that is missing counts as null too.
    private static string Assigned(MemberModel member, string local) => member switch
    {
        { IsRequired: false } or { Type.IsNullable: true } => local,
        { Type.Kind: TypeKind.Any } => $"{local} ?? {Runtime.WireReader}.Null",
        _ => $"{local} ?? throw json.Missing({Literal.String(member.WireName)})",
    };
}
