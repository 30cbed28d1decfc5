using System;
using System.Collections.Generic;
using System.Linq;
using AgentBay.Typed.Generator.Helpers;
using AgentBay.Typed.Generator.Models;
using AgentBay.Typed.Generator.Naming;
using AgentBay.Typed.Schema;
using AgentBay.Typed.Schema.Captures;
using AgentBay.Typed.Schema.Json;
using AgentBay.Typed.Schema.Overlays;
using AgentBay.Typed.Schema.Schemas;

namespace AgentBay.Typed.Generator.Binding;

/// <summary>Binds one tool: its parameters, its output, and the types that both need.</summary>
internal sealed class ToolBinder
{
    private readonly CapturedTool _tool;
    private readonly ToolOverlay _overlay;
    private readonly ToolBinding _binding;

    private ToolBinder(CapturedTool tool, ToolOverlay overlay, string typePrefix)
    {
        _tool = tool;
        _overlay = overlay;
        _binding = new ToolBinding(tool.Name, typePrefix);
    }

    /// <summary>Binds a tool.</summary>
    /// <param name="tool">The tool.</param>
    /// <param name="overlay">What a person adds to it.</param>
    /// <param name="typePrefix">What the names of its types begin with.</param>
    public static BoundTool Bind(CapturedTool tool, ToolOverlay overlay, string typePrefix)
    {
        ToolBinder binder = new(tool, overlay, typePrefix);
        IReadOnlyList<MemberModel> parameters = binder.BindParameters(out MemberModel? additional);
        OutputModel? output = binder.BindOutput();
        HashSet<string> used = UsedTypes.Of(binder._binding.Types, [.. parameters.Append(additional).Select(static one => one?.Type), output?.Type]);
        return new BoundTool(
            tool,
            overlay,
            parameters.ToEquatableArray(),
            additional,
            output,
            binder._binding.Types.Where(type => used.Contains(type.Name)).ToEquatableArray(),
            binder._binding.Problems,
            binder._binding.OverlayProblems);
    }

    private IReadOnlyList<MemberModel> BindParameters(out MemberModel? additional)
    {
        additional = null;
        if (_tool.InputSchema is not { } schema)
            return [];
        NameTable scope = new(ReservedNames.OfMethod);
        if (!schema.IsObject)
        {
            _binding.Problems.Add(Problems.InvalidSchema(schema.Range, _tool.Name, "the arguments", "it is not an object"));
            additional = AnyArguments(scope);
            return [];
        }

        SchemaBinder types = new(_binding, schema, isOutput: false, _binding.Problems);
        JsonNode whole = types.Expand(schema, "the arguments");
        List<JsonNode> alternatives = [.. SchemaNode.Alternatives(whole).Select(alternative => types.Expand(alternative, "the arguments"))];
        if (alternatives.Count > 0)
            whole = SchemaMerger.MergeAlternatives(whole, alternatives);
        IReadOnlyList<MemberModel> members = types.BindMembers(
            whole, _binding.TypePrefix, "", Identifiers.Camel, scope, _overlay.Defaults);
        if (SchemaNode.AdditionalProperties(whole) is { } rest)
        {
            additional = new MemberModel(
                scope.Take("additionalArguments"), "", types.Bind(rest, _binding.TypePrefix + "Argument", "the additional arguments"), false,
                new DocModel("Arguments that the schema allows but does not name."));
        }
        else if (members.Count == 0 && alternatives.Count > 0)
        {
            _binding.Problems.Add(Problems.Untyped(schema.Range, _tool.Name, "the arguments", "they are one of several alternatives"));
            additional = AnyArguments(scope);
        }

        foreach (KeyValuePair<string, JsonNode> entry in _overlay.Defaults.Where(entry => !members.Any(member => member.WireName == entry.Key)))
        {
            _binding.OverlayProblems.Add(Problems.InvalidOverlayEntry(
                entry.Value.Range, $"'{_tool.Name}' has no parameter '{entry.Key}' to give a default to"));
        }

        // C# wants the parameters that a caller must give before those it may leave out; otherwise the schema's order stays.
        return [.. members.OrderBy(static member => member is { IsRequired: true, Default: null } ? 0 : 1)];
    }

    private static MemberModel AnyArguments(NameTable scope) => new(
        scope.Take("additionalArguments"), "", TypeModel.Any, false, new DocModel("The arguments by name."));

    private OutputModel? BindOutput()
    {
        if ((_overlay.OutputSchema ?? _tool.OutputSchema) is not { } schema)
        {
            if (_overlay.OutputText is not null)
                _binding.OverlayProblems.Add(Problems.InvalidOverlayEntry(_overlay.Range, "'outputText' needs an 'outputSchema'"));
            return null;
        }

        SchemaBinder types = new(
            _binding, schema, isOutput: true, _overlay.OutputSchema is null ? _binding.Problems : _binding.OverlayProblems);
        JsonNode whole = types.Expand(schema, "the output");
        bool isList = SchemaNode.Types(whole) is ["array"];
        TypeModel type = types.Bind(schema, _binding.TypePrefix + (isList ? "Items" : "Result"), "the output");
        Describe(type, $"What the tool '{_tool.Name}' answers.");
        return type.Kind == TypeKind.Any ? null : new OutputModel(type, BindText(type));
    }

    private void Describe(TypeModel type, string doc)
    {
        int index = _binding.Types.FindIndex(declared => declared.Name == type.Name && declared.Doc.Length == 0);
        if (index >= 0)
            _binding.Types[index] = _binding.Types[index] with { Doc = doc };
    }

    private OutputTextModel? BindText(TypeModel type)
    {
        if (_overlay.OutputText is not { } layout)
            return null;
        TypeModel line = type is { Kind: TypeKind.List, Item: { } item } && !layout.IsOneObject ? item : type;
        RecordModel? record = _binding.Types.OfType<RecordModel>().FirstOrDefault(record => record.Name == line.Name);
        if (Misfit(layout, type, line, record) is { } why)
        {
            _binding.OverlayProblems.Add(Problems.InvalidOverlayEntry(layout.Range, why));
            return null;
        }

        IEnumerable<string> literals = record?.Members
            .Where(static member => member.Type.Kind is TypeKind.Boolean or TypeKind.Int32 or TypeKind.Int64 or TypeKind.Double)
            .Select(static member => member.WireName) ?? [];
        return new OutputTextModel(layout.Template, layout.IsOneObject, layout.None, literals.ToEquatableArray());
    }

    /// <summary>Why text of a layout never holds what the output schema describes; null when it may.</summary>
    private static string? Misfit(OutputText layout, TypeModel type, TypeModel line, RecordModel? record)
    {
        bool isObject = line.Kind is TypeKind.Record or TypeKind.Map or TypeKind.Any;
        if (layout.IsOneObject)
            return isObject ? null : "'members' makes an object, and the output schema is of something else";
        if (type.Kind != TypeKind.List)
            return "'items' makes a list, and the output schema is of something else";
        string[] places = [.. layout.Places];
        if (places.Contains(""))
        {
            bool isText = line.Kind is TypeKind.String or TypeKind.Enum or TypeKind.DateTimeOffset or TypeKind.DateOnly or TypeKind.Guid or TypeKind.Bytes
                or TypeKind.EmbeddedJson or TypeKind.Union or TypeKind.Any;
            return places.Length > 1 ? "a template with the place {} has no other"
                : isText ? null
                : "{} makes each item a string, and the output schema's items are something else; name the places, such as {name}";
        }

        if (!isObject)
            return "named places make each item an object, and the output schema's items are something else; {} makes strings";
        return record?.Members.FirstOrDefault(member => member is { IsRequired: true, Type.IsNullable: false } && !places.Contains(member.WireName)) is { } missing
            ? $"the output schema requires '{missing.WireName}', and the template has no such place"
            : null;
    }
}

/// <summary>A tool that is bound, apart from the names it shares with its siblings.</summary>
internal sealed record BoundTool(
    CapturedTool Tool,
    ToolOverlay Overlay,
    EquatableArray<MemberModel> Parameters,
    MemberModel? AdditionalArguments,
    OutputModel? Output,
    EquatableArray<DeclaredType> Types,
    IReadOnlyList<Problem> Problems,
    IReadOnlyList<Problem> OverlayProblems);
