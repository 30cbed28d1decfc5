using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
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
    private const string OutputPath = "the output";

    private readonly CapturedTool _tool;
    private readonly ToolOverlay _overlay;
    private readonly ToolBinding _binding;
    private readonly ToolSchemas _schemas;

    private ToolBinder(CapturedTool tool, ToolOverlay overlay, ToolBinding binding, ToolSchemas schemas)
    {
        _tool = tool;
        _overlay = overlay;
        _binding = binding;
        _schemas = schemas;
    }

    /// <summary>Binds a tool.</summary>
    /// <param name="tool">The tool.</param>
    /// <param name="overlay">What a person adds to it.</param>
    /// <param name="typePrefix">What the names of its types begin with.</param>
    /// <param name="cancellationToken">Tells that nobody waits for it any more.</param>
    public static BoundTool Bind(CapturedTool tool, ToolOverlay overlay, string typePrefix, CancellationToken cancellationToken)
    {
        ToolSchemas schemas = new(tool.InputSchema, overlay.OutputSchema ?? tool.OutputSchema);
        BoundTool bound;
        do
            bound = new ToolBinder(tool, overlay, new ToolBinding(tool.Name, typePrefix, cancellationToken), schemas).Bind();
        while (schemas.Promises.Renew());
        return bound;
    }

    private BoundTool Bind()
    {
        IReadOnlyList<MemberModel> parameters = BindParameters(out MemberModel? additional);
        OutputModel? output = BindOutput();
        UnionCases.Dissolve(_binding.Types);
        Func<TypeModel, TypeModel> share = SharedTypes.Merge(_binding.Types);
        output = output is null ? null : output with { Type = output.Type.Map(share) };
        HashSet<string> used = UsedTypes.Of(_binding.Types, [.. parameters.Append(additional).Select(static one => one?.Type), output?.Type]);
        return new BoundTool(
            _tool,
            _overlay,
            _binding.TypePrefix,
            parameters.ToEquatableArray(),
            additional,
            output,
            _binding.Types.Where(type => used.Contains(type.Name)).Select(Placed).ToEquatableArray(),
            _binding.Problems,
            _binding.OverlayProblems).Rename(_binding.TypeNames.Settle(used));
    }

    // A type that the schema says nothing of is described by its place; those with cases say these.
    private DeclaredType Placed(DeclaredType type)
    {
        if (type is VariantModel or UnionModel || type.Doc.Trim().Length > 0)
            return type;
        string path = _binding.TypeNames.PathOf(type.Name);
        string place = path.StartsWith(OutputPath, StringComparison.Ordinal) ? path.Substring(OutputPath.Length).TrimStart('.') : path;
        return type with { Doc = $"`{place}` in {(type is { IsRead: true, IsWritten: true } ? "calls and answers" : type.IsRead ? "an answer" : "a call")} of `{_tool.Name}`." };
    }

    private IReadOnlyList<MemberModel> BindParameters(out MemberModel? additional)
    {
        additional = null;
        if (_tool.InputSchema is not { } schema)
            return [];
        JsonNode whole = _schemas.Input!.Expand(schema);
        if (WhyNotArguments(whole) is { } why)
        {
            _binding.Problems.Add(Problems.InvalidSchema(schema.Range, _tool.Name, "the arguments", why));
            additional = AnyArguments;
            return [];
        }

        SchemaBinder types = new(_binding, _schemas.Input, _schemas.Promises, isOutput: false, _binding.Problems);
        bool isOneOfSeveral = _schemas.Input.Alternatives.Choices(whole).Any();
        whole = _schemas.Input.Flatten(whole);
        bool hasTooMany = SchemaNode.HasTooManyMembers(whole);
        IReadOnlyList<MemberModel> members = hasTooMany
            ? []
            : types.Members.Bind(whole, _binding.TypePrefix, "", Identifiers.Camel, new NameTable(ReservedNames.OfMethod), _overlay.Defaults);
        if (!hasTooMany && _schemas.Input.Alternatives.AdditionalProperties(whole) is { } rest)
        {
            additional = new MemberModel(
                ReservedNames.AdditionalArguments, "", types.Bind(rest, _binding.TypePrefix + "Argument", "the additional arguments"), false,
                new DocModel("Arguments that the schema allows but does not name."));
        }
        else if (hasTooMany || members.Count == 0 && isOneOfSeveral)
        {
            string reason = hasTooMany ? SchemaBinder.TooManyMembers : "they are one of several alternatives";
            _binding.Problems.Add(Problems.Untyped(schema.Range, _tool.Name, "the arguments", reason));
            additional = AnyArguments;
        }

        _binding.BindWhatWasPutOff();
        ToolSchemas.Report(_schemas.Input, _tool.Name, _binding.Problems);
        foreach (KeyValuePair<string, JsonNode> entry in _overlay.Defaults.Where(entry => !members.Any(member => member.WireName == entry.Key)))
        {
            _binding.OverlayProblems.Add(Problems.InvalidOverlayEntry(
                entry.Value.Range, $"'{_tool.Name}' has no parameter '{entry.Key}' to give a default to"));
        }

        // C# wants the parameters that a caller must give before those it may leave out; otherwise the schema's order stays.
        return [.. members.OrderBy(static member => member is { IsRequired: true, Default: null } ? 0 : 1)];
    }

    // MCP has arguments in an object.
    private static string? WhyNotArguments(JsonNode whole)
    {
        IReadOnlyList<string> types = SchemaNode.Types(whole);
        return !whole.IsObject ? "it is not an object"
            : whole["type"] is not null && !types.Contains("object") ? $"arguments are an object, and its type is {JsonText.Write(whole["type"]!)}"
            : null;
    }

    private static MemberModel AnyArguments => new(
        ReservedNames.AdditionalArguments, "", TypeModel.Any, false, new DocModel("The arguments by name."));

    private OutputModel? BindOutput()
    {
        if ((_overlay.OutputSchema ?? _tool.OutputSchema) is not { } schema)
        {
            if (_overlay.OutputText is not null)
                _binding.OverlayProblems.Add(Problems.InvalidOverlayEntry(_overlay.Range, "'outputText' needs an 'outputSchema'"));
            return null;
        }

        List<Problem> problems = _overlay.OutputSchema is null ? _binding.Problems : _binding.OverlayProblems;
        SchemaBinder types = new(_binding, _schemas.Output!, _schemas.Promises, isOutput: true, problems);
        bool isList = SchemaNode.Types(types.Expand(schema)) is ["array"];
        TypeModel type = types.Bind(schema, _binding.TypePrefix + (isList ? "Items" : "Result"), OutputPath);
        _binding.BindWhatWasPutOff();
        ToolSchemas.Report(_schemas.Output!, _tool.Name, problems);
        Describe(type, $"What the tool '{_tool.Name}' answers.");
        return type.Kind == TypeKind.Any ? null : new OutputModel(type, BindText(type));
    }

    private void Describe(TypeModel type, string doc)
    {
        if (_binding.Types.Find(type.Name) is { Doc.Length: 0 } declared)
            _binding.Types.Add(declared with { Doc = doc });
    }

    private OutputTextModel? BindText(TypeModel type)
    {
        if (_overlay.OutputText is not { } layout)
            return null;
        TypeModel line = type is { Kind: TypeKind.List, Item: { } item } && !layout.IsOneObject ? item : type;
        RecordModel? record = _binding.Types.Find(line.Name) as RecordModel;
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
    string TypePrefix,
    EquatableArray<MemberModel> Parameters,
    MemberModel? AdditionalArguments,
    OutputModel? Output,
    EquatableArray<DeclaredType> Types,
    IReadOnlyList<Problem> Problems,
    IReadOnlyList<Problem> OverlayProblems)
{
    /// <summary>The same with other names for its types.</summary>
    public BoundTool Rename(IReadOnlyDictionary<string, string> names)
    {
        if (names.All(static pair => pair.Key == pair.Value))
            return this;
        TypeModel Change(TypeModel type) => names.TryGetValue(type.Name, out string? name) ? type with { Name = name } : type;
        return this with
        {
            Parameters = Parameters.Select(parameter => parameter.Map(Change)).ToEquatableArray(),
            AdditionalArguments = AdditionalArguments?.Map(Change),
            Output = Output is null ? null : Output with { Type = Output.Type.Map(Change) },
            Types = Types.Select(type => type.Map(Change) with { Name = names[type.Name] }).ToEquatableArray(),
        };
    }
}
