using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using AgentBay.Typed.Generator.Models;
using AgentBay.Typed.Generator.Naming;

namespace AgentBay.Typed.Generator.Emission;

/// <summary>Writes the struct of a value that is one of several types, with an implicit conversion from each.</summary>
internal static class UnionEmitter
{
    public static void Write(SourceWriter source, UnionModel model)
    {
        string name = Identifiers.Escape(model.Name);
        string cases = "One of " + string.Join(", ", model.Cases.Select(static one => ShortName(one.Type))) + ".";
        DocWriter.Summary(source, model.Doc, cases, model.Doc.Trim().Length == 0 ? "" : cases);
        using (source.Block("public readonly record struct " + name))
        {
            source.Line($"private {name}(object? value) => Value = value;");
            source.Line();
            source.Line("/// <summary>The value, to be matched by its type; null only when nothing was put in.</summary>");
            source.Line("public object? Value { get; }");
            foreach (UnionCaseModel one in model.Cases)
                WriteConversions(source, name, one.Type);
            source.Line();
            source.Line("/// <summary>The value as text.</summary>");
            source.Line("public override string ToString() => Value?.ToString() ?? \"\";");
            if (model.IsWritten)
                WriteWriter(source, model, name);
            if (model.IsRead)
                WriteReader(source, model, name);
        }
    }

    // C# has no conversions from interfaces, so lists and maps convert from the types that people make them with.
    private static void WriteConversions(SourceWriter source, string name, TypeModel type)
    {
        string item = type.Item is null ? "" : TypeSyntax.Of(type.Item);
        string[] sources = type.Kind switch
        {
            TypeKind.List => [item + "[]", $"global::System.Collections.Generic.List<{item}>"],
            TypeKind.Map => [$"global::System.Collections.Generic.Dictionary<string, {item}>"],
            _ => [TypeSyntax.Of(type)],
        };
        foreach (string from in sources)
        {
            source.Line();
            source.Line("/// <summary>Puts a value in.</summary>");
            source.Line($"public static implicit operator {name}({from} value) => new {name}(value);");
        }

        if (type.Kind is TypeKind.List or TypeKind.Map)
        {
            source.Line();
            source.Line("/// <summary>Puts a value in.</summary>");
            source.Line($"public static {name} From({TypeSyntax.Of(type)} value) => new {name}(value);");
        }
    }

    private static void WriteWriter(SourceWriter source, UnionModel model, string name)
    {
        source.Line();
        using (source.Block($"internal static void Write({Runtime.ToolCall} call, {name} value)"))
        using (source.Block("switch (value.Value)"))
        {
            foreach (TypeModel one in model.Cases.Select(static one => one.Type))
            {
                source.Line($"case {TypeSyntax.Of(one)} one:");
                using (source.Indent())
                {
                    source.Line($"call.Value(one, {TypeSyntax.Writer(one)});");
                    source.Line("break;");
                }
            }

            source.Line("default:");
            using (source.Indent())
                source.Line("throw call.NoValue();");
        }
    }

    private static void WriteReader(SourceWriter source, UnionModel model, string name)
    {
        source.Line();
        using (source.Block($"internal static {name} Read(ref {Runtime.WireReader} json)"))
        {
            for (int i = 0; i < model.Cases.Count; i++)
            {
                UnionCaseModel one = model.Cases[i];
                string token = TokenCheck(one.Type);
                bool isLastOfItsKind = !model.Cases.Skip(i + 1).Any(later => TokenCheck(later.Type) == token);
                string local = "case" + (i + 1).ToString(CultureInfo.InvariantCulture);
                if (isLastOfItsKind || token is "IsObject" or "IsArray")
                {
                    source.Line($"if (json.{token}{(isLastOfItsKind ? "" : Marks(one))})");
                    using (source.Indent())
                        source.Line($"return new {name}({TypeSyntax.Read(one.Type)});");
                }
                else
                {
                    source.Line($"if (json.TryRead({TypeSyntax.ItemReader(one.Type)}, out {TypeSyntax.Of(one.Type)}{(one.Type.IsValueType ? "" : "?")} {local}))");
                    using (source.Indent())
                        source.Line($"return new {name}({local});");
                }
            }

            source.Line($"throw json.Mismatch({Literal.String("one of " + string.Join(", ", model.Cases.Select(static one => ShortName(one.Type))))});");
        }
    }

    private static string Marks(UnionCaseModel one)
    {
        string places = one.Places == 0 ? "" : $" && json.HasCount({one.Places.ToString(CultureInfo.InvariantCulture)})";
        string items = one.ItemKinds.Length == 0 ? "" : $" && json.HasItems({Runtime.WireKinds}.{one.ItemKinds}, {one.ItemDepth.ToString(CultureInfo.InvariantCulture)})";
        return places + items + string.Concat(one.Marks.Select(static mark =>
            $" && json.HasMember({Literal.Utf8(mark.WireName)}, {Runtime.WireKinds}.{mark.Kinds})"));
    }

    /// <summary>The question that tells whether the current token can be the case.</summary>
    private static string TokenCheck(TypeModel type) => type.Kind switch
    {
        TypeKind.Boolean => "IsBoolean",
        TypeKind.Int32 or TypeKind.Int64 or TypeKind.Double => "IsNumber",
        TypeKind.List or TypeKind.Tuple => "IsArray",
        TypeKind.Map or TypeKind.Record => "IsObject",
        _ => "IsString",
    };

    private static string ShortName(TypeModel type) => type.Kind switch
    {
        TypeKind.List => $"list of {ShortName(type.Item!)}",
        TypeKind.Map => $"map of {ShortName(type.Item!)}",
        TypeKind.Any => "any JSON",
        _ when type.IsDeclared => type.Name,
        TypeKind.String => "string",
        TypeKind.Boolean => "bool",
        TypeKind.Int32 => "int",
        TypeKind.Int64 => "long",
        TypeKind.Double => "double",
        _ => type.Kind.ToString(),
    };
}
