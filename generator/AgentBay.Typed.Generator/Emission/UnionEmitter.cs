using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using AgentBay.Typed.Generator.Models;
using AgentBay.Typed.Generator.Naming;

namespace AgentBay.Typed.Generator.Emission;

/// <summary>
/// Writes the struct of a value that is one of several types, with an implicit conversion from each. It keeps which case
/// was put in: the value alone does not tell it, because to the CLR an array of integers is one of enums too.
/// </summary>
internal sealed class UnionEmitter
{
    private readonly SourceWriter _source;
    private readonly UnionModel _model;
    private readonly ShapeSyntax _shapes;
    private readonly string _name;

    private UnionEmitter(SourceWriter source, UnionModel model, IReadOnlyList<DeclaredType> types)
    {
        _source = source;
        _model = model;
        _shapes = new ShapeSyntax(types);
        _name = Identifiers.Escape(model.Name);
    }

    /// <summary>Writes a union.</summary>
    /// <param name="source">Where to.</param>
    /// <param name="model">The union.</param>
    /// <param name="types">All types of its tool.</param>
    public static void Write(SourceWriter source, UnionModel model, IReadOnlyList<DeclaredType> types) => new UnionEmitter(source, model, types).Write();

    private void Write()
    {
        string cases = "One of " + string.Join(", ", _model.Cases.Select(ShortName)) + ".";
        DocWriter.Summary(_source, _model.Doc, cases, _model.Doc.Trim().Length == 0 ? "" : cases);
        using (_source.Block("public readonly record struct " + _name))
        {
            _source.Line("private readonly int _case;");
            _source.Line();
            using (_source.Block($"private {_name}(int which, object? value)"))
            {
                _source.Line("_case = which;");
                _source.Line("Value = value;");
            }

            _source.Line();
            _source.Line("/// <summary>The value, to be matched by its type; null only when nothing was put in.</summary>");
            _source.Line("public object? Value { get; }");
            HashSet<string> converted = [];
            for (int i = 0; i < _model.Cases.Count; i++)
                WriteConversions(i, converted);
            _source.Line();
            _source.Line("/// <summary>The value as text.</summary>");
            _source.Line("public override string ToString() => Value?.ToString() ?? \"\";");
            if (_model.IsWritten)
                WriteWriter();
            if (_model.IsRead)
                WriteReader();
        }
    }

    // C# has no conversions from interfaces, so lists and maps convert from the types that people make them with.
    private void WriteConversions(int index, HashSet<string> converted)
    {
        TypeModel type = _model.Cases[index];
        if (type.Kind == TypeKind.EmbeddedJson)
            type = type.Item! with { IsNullable = false };
        string item = type.Item is null ? "" : TypeSyntax.Of(type.Item);
        string[] sources = type.Kind switch
        {
            TypeKind.List => [item + "[]", $"global::System.Collections.Generic.List<{item}>"],
            TypeKind.Map => [$"global::System.Collections.Generic.Dictionary<string, {item}>"],
            _ => [TypeSyntax.Of(type)],
        };
        foreach (string from in sources.Where(converted.Add))
        {
            _source.Line();
            _source.Line("/// <summary>Puts a value in.</summary>");
            _source.Line($"public static implicit operator {_name}({from} value) => {New(index, "value")};");
        }

        if (type.Kind is TypeKind.List or TypeKind.Map && converted.Add(TypeSyntax.Of(type)))
        {
            _source.Line();
            _source.Line("/// <summary>Puts a value in.</summary>");
            _source.Line($"public static {_name} From({TypeSyntax.Of(type)} value) => {New(index, "value")};");
        }
    }

    private void WriteWriter()
    {
        _source.Line();
        using (_source.Block($"internal static void Write({Runtime.ToolCall} call, {_name} value)"))
        using (_source.Block("switch (value.Value is null ? 0 : value._case)"))
        {
            for (int i = 0; i < _model.Cases.Count; i++)
            {
                TypeModel one = _model.Cases[i];
                _source.Line($"case {Number(i + 1)}:");
                using (_source.Indent())
                {
                    _source.Line($"call.Value(({TypeSyntax.Of(one)})value.Value!, {TypeSyntax.Writer(one)});");
                    _source.Line("break;");
                }
            }

            _source.Line("default:");
            using (_source.Indent())
                _source.Line("throw call.NoValue();");
        }
    }

    private void WriteReader()
    {
        IGrouping<string, int>[] byToken = [.. Enumerable.Range(0, _model.Cases.Count).GroupBy(i => TokenCheck(_model.Cases[i]))];
        foreach (IGrouping<string, int> cases in byToken.Where(HasShapes))
        {
            _source.Line();
            using (_source.Block($"private static readonly {Runtime.WireShape}[] {Shapes(cases)} =", "};"))
            {
                foreach (int one in cases)
                    _shapes.Write(_source, _model.Cases[one]);
            }
        }

        _source.Line();
        using (_source.Block($"internal static {_name} Read(ref {Runtime.WireReader} json)"))
        {
            foreach (IGrouping<string, int> cases in byToken)
            {
                if (HasShapes(cases))
                    WriteChoice(cases);
                else
                    WriteAttempts(cases.Key, [.. cases]);
            }

            _source.Line($"throw json.Mismatch({Literal.String("one of " + string.Join(", ", _model.Cases.Select(ShortName)))});");
        }
    }

    // Objects and arrays are read once: what they look like from outside decides as what.
    private void WriteChoice(IGrouping<string, int> cases)
    {
        int[] all = [.. cases];
        using (_source.Block($"if (json.{cases.Key})"))
        using (_source.Block($"return json.BestOf({Shapes(cases)}) switch", "};"))
        {
            for (int i = 0; i < all.Length; i++)
                _source.Line($"{(i == all.Length - 1 ? "_" : Number(i))} => {New(all[i], TypeSyntax.Read(_model.Cases[all[i]]))},");
        }

        _source.Line();
    }

    // Of scalars the narrowest comes first, and the last one says what is wrong with a value that is none.
    private void WriteAttempts(string token, int[] cases)
    {
        foreach (int i in cases.Take(cases.Length - 1))
        {
            TypeModel one = _model.Cases[i];
            string local = "case" + Number(i + 1);
            _source.Line($"if (json.TryRead({TypeSyntax.ItemReader(one)}, out {TypeSyntax.Of(one)}{(one.IsValueType ? "" : "?")} {local}))");
            using (_source.Indent())
                _source.Line($"return {New(i, local)};");
        }

        int last = cases[cases.Length - 1];
        _source.Line($"if (json.{token})");
        using (_source.Indent())
            _source.Line($"return {New(last, TypeSyntax.Read(_model.Cases[last]))};");
    }

    private string New(int index, string value) => $"new {_name}({Number(index + 1)}, {value})";

    private static bool HasShapes(IGrouping<string, int> cases) => cases.Key is "IsObject" or "IsArray" && cases.Count() > 1;

    private static string Shapes(IGrouping<string, int> cases) => cases.Key == "IsObject" ? "_objects" : "_arrays";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

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
