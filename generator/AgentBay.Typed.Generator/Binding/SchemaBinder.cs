using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using AgentBay.Typed.Generator.Helpers;
using AgentBay.Typed.Generator.Models;
using AgentBay.Typed.Generator.Naming;
using AgentBay.Typed.Schema;
using AgentBay.Typed.Schema.Json;
using AgentBay.Typed.Schema.Schemas;

namespace AgentBay.Typed.Generator.Binding;

/// <summary>
/// Turns the schema of a tool's arguments, or of its answer, into types. What has no type becomes any JSON, with a
/// problem that says why: one odd property costs that property and nothing else.
/// </summary>
internal sealed class SchemaBinder
{
    private readonly ToolBinding _tool;
    private readonly ReferenceResolver _references;
    private readonly UnionBinder _unions;
    private readonly bool _isOutput;
    private readonly Dictionary<JsonNode, TypeModel> _bound = [];
    private readonly HashSet<JsonNode> _inProgress = [];
    private readonly Dictionary<JsonNode, JsonNode> _expanded = [];
    private readonly List<Problem> _problems;

    /// <param name="tool">The tool.</param>
    /// <param name="root">The schema in which references are looked up.</param>
    /// <param name="isOutput">Whether it describes what the tool answers.</param>
    /// <param name="problems">Where problems of the schema go: to those of the file it stands in.</param>
    public SchemaBinder(ToolBinding tool, JsonNode root, bool isOutput, List<Problem> problems)
    {
        _tool = tool;
        _problems = problems;
        _references = new ReferenceResolver(root);
        _unions = new UnionBinder(this, tool, isOutput);
        _isOutput = isOutput;
    }

    /// <summary>Binds a schema.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="name">What a type made of it is to be called.</param>
    /// <param name="path">Where it is, for people.</param>
    public TypeModel Bind(JsonNode schema, string name, string path)
    {
        if (schema.Kind == JsonKind.Skipped)
            return Untyped(schema, path, "its schema is nested too deeply");
        if (schema.Kind == JsonKind.True)
            return Untyped(schema, path, "its schema allows anything");
        if (!schema.IsObject)
        {
            _problems.Add(Problems.InvalidSchema(schema.Range, _tool.Name, path, "a schema is an object or true"));
            return TypeModel.Any;
        }

        if (_bound.TryGetValue(schema, out TypeModel? known))
            return known;
        if (!_inProgress.Add(schema))
            return Untyped(schema, path, "it contains itself without an object in between");
        try
        {
            TypeModel type = BindObject(schema, name, path);
            _bound[schema] = type;
            return type;
        }
        finally
        {
            _inProgress.Remove(schema);
        }
    }

    /// <summary>The members of an object schema, named for a record or for a method's parameters.</summary>
    public IReadOnlyList<MemberModel> BindMembers(
        JsonNode schema,
        string typeName,
        string path,
        Func<string, string> style,
        NameTable scope,
        IReadOnlyDictionary<string, JsonNode> defaults)
    {
        IReadOnlyList<JsonMember> properties = schema["properties"] is { IsObject: true } node ? node.Members : [];
        IReadOnlyCollection<string> required = SchemaNode.Required(schema);
        string[] names = MemberNames.Assign(
            [.. properties.Select(static property => property.Name)],
            style,
            scope,
            "Value",
            clash: (wireName, wanted, given) => _problems.Add(
                Problems.MemberNameClash(properties.First(property => property.Name == wireName).NameRange, wireName, wanted, given)));

        List<MemberModel> members = [];
        for (int i = 0; i < properties.Count; i++)
        {
            JsonMember property = properties[i];
            string memberPath = path.Length == 0 ? property.Name : path + "." + property.Name;
            bool isRequired = required.Contains(property.Name);
            TypeModel type = Bind(property.Value, typeName + Identifiers.Pascal(property.Name), memberPath);
            JsonNode described = Described(property.Value);
            BoundsModel bounds = Bounds.Of(described, type);
            bool hasOwnDefault = defaults.TryGetValue(property.Name, out JsonNode? given);
            JsonNode? @default = hasOwnDefault ? given : described["default"];
            JsonNode? sent = hasOwnDefault || isRequired ? @default ?? SchemaNode.OnlyValue(described) : null;
            members.Add(new MemberModel(
                names[i],
                property.Name,
                type,
                isRequired,
                new DocModel(SchemaNode.Description(described), @default is null ? null : JsonText.Write(@default)))
            {
                Default = _isOutput || sent is null or { Kind: JsonKind.Null } ? null
                    : Constant(sent, type, bounds, memberPath, hasOwnDefault ? _tool.OverlayProblems : _problems, isDefault: @default is not null),
                Bounds = bounds,
                Constants = ScalarText.ConstantsOf(described, type).ToEquatableArray(),
                IsDeprecated = SchemaNode.IsDeprecated(described),
            });
        }

        return members;
    }

    /// <summary>The schema with all that <c>$ref</c> and <c>allOf</c> bring in.</summary>
    public JsonNode Expand(JsonNode schema, string path)
    {
        JsonNode? reference = schema["$ref"] is { IsString: true } text ? text : null;
        JsonNode? all = schema["allOf"] is { IsArray: true } list ? list : null;
        if (reference is null && all is null)
            return schema;
        if (_expanded.TryGetValue(schema, out JsonNode? known))
            return known;

        // While it is being expanded it stands for itself, so that a circle ends where it began.
        _expanded[schema] = schema;
        List<JsonNode> parts = [];
        if (reference is not null && Follow(reference, path) is { } target)
            parts.Add(Expand(target, path));
        if (all is not null)
            parts.AddRange(all.Items.Select(part => Expand(part, path)));
        JsonNode whole = SchemaMerger.Merge(schema, parts.Where(static part => part.IsObject));
        _expanded[schema] = whole;
        return whole;
    }

    private TypeModel BindObject(JsonNode schema, string name, string path)
    {
        if (schema["$ref"] is { IsString: true } reference)
            return BindReference(schema, reference, name, path);

        JsonNode whole = Expand(schema, path);
        bool isNullable = SchemaNode.AllowsNull(whole);
        TypeModel type = WithBounds(BindPresent(schema, whole, name, path), whole, path);
        return isNullable ? type with { IsNullable = true } : type;
    }

    // Only what is sent is checked.
    private TypeModel WithBounds(TypeModel type, JsonNode whole, string path)
    {
        if (_isOutput)
            return type;
        BoundsModel bounds = Bounds.Of(whole, type, out bool arePossible);
        if (!arePossible)
            _problems.Add(Problems.ImpossibleBounds(whole.Range, _tool.Name, path));
        return bounds == BoundsModel.None ? type : type with { Bounds = bounds };
    }

    private TypeModel BindReference(JsonNode schema, JsonNode reference, string name, string path)
    {
        // A reference with keywords beside it adds to what it refers to.
        bool addsToTarget = schema["properties"] is not null || schema["allOf"] is not null || schema["enum"] is not null;
        if (addsToTarget)
            return BindPresent(schema, Expand(schema, path), name, path);
        if (Follow(reference, path) is not { } target)
            return TypeModel.Any;
        string last = reference.Text.Substring(reference.Text.LastIndexOf('/') + 1);
        TypeModel type = Bind(target, last.StartsWith("#", StringComparison.Ordinal) ? name : _tool.TypePrefix + Identifiers.Pascal(last), path);
        return SchemaNode.AllowsNull(schema) ? type with { IsNullable = true } : type;
    }

    private TypeModel BindPresent(JsonNode schema, JsonNode whole, string name, string path)
    {
        if (SchemaNode.StringCases(whole) is { } cases)
            return BindEnum(schema, cases, name, SchemaNode.Description(whole));

        List<JsonNode> alternatives = [.. SchemaNode.Alternatives(whole).Where(static alternative => !SchemaNode.IsNull(alternative))];
        if (alternatives.Count > 0 && whole["properties"] is null)
            return _unions.Bind(schema, whole, alternatives, name, path);
        if (alternatives.Count > 0)
            whole = SchemaMerger.MergeAlternatives(whole, [.. alternatives.Select(alternative => Expand(alternative, path))]);

        if (SchemaNode.MixedValues(whole) is { } mixed)
            return _unions.Bind(schema, whole, mixed, name, path);
        IReadOnlyList<string> types = SchemaNode.Types(whole);
        if (types.Count > 1)
            return _unions.Bind(schema, whole, [.. types.Select(one => SchemaMerger.OfType(whole, one))], name, path);

        string? type = types.Count == 1 ? types[0] : ImpliedType(whole);
        switch (type)
        {
            case "string":
                return BindString(whole, name, path);
            case "boolean":
                return new TypeModel(TypeKind.Boolean);
            case "integer":
                return new TypeModel(Bounds.FitInt32(whole) ? TypeKind.Int32 : TypeKind.Int64);
            case "number":
                return new TypeModel(TypeKind.Double);
            case "array":
                return BindArray(whole, name, path);
            case "object":
                return BindObjectType(schema, whole, name, path);
            case null:
                return Untyped(whole, path, SchemaNode.AllowsNull(whole) ? "its schema allows nothing but null" : "its schema says no type");
            default:
                _problems.Add(Problems.InvalidSchema(whole["type"]!.Range, _tool.Name, path, $"there is no type '{type}'"));
                return TypeModel.Any;
        }
    }

    private static string? ImpliedType(JsonNode schema)
    {
        if (schema["properties"] is { IsObject: true } || schema["additionalProperties"] is { IsObject: true })
            return "object";
        if (schema["items"] is not null)
            return "array";
        IReadOnlyList<JsonNode> values = schema["enum"] is { IsArray: true } several ? several.Items
            : schema["const"] is { } one ? [one]
            : [];
        if (values.Count == 0)
            return null;
        if (values.All(static value => value.Kind is JsonKind.True or JsonKind.False))
            return "boolean";
        if (values.All(static value => value.Kind == JsonKind.Number))
            return values.All(static value => long.TryParse(value.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)) ? "integer" : "number";
        return null;
    }

    private TypeModel BindString(JsonNode schema, string name, string path)
    {
        // A value in a string can only be read here; to write one, a caller has the string at hand.
        if (_isOutput && schema.TextOf("contentMediaType") == "application/json" && schema["contentSchema"] is { } content)
            return new TypeModel(TypeKind.EmbeddedJson, Item: Bind(content, name, path));
        TypeKind kind = schema.TextOf("format") switch
        {
            "date-time" => TypeKind.DateTimeOffset,
            "date" => TypeKind.DateOnly,
            "uuid" => TypeKind.Guid,
            "byte" => TypeKind.Bytes,
            _ when schema.TextOf("contentEncoding") == "base64" => TypeKind.Bytes,
            _ => TypeKind.String,
        };
        return new TypeModel(kind);
    }

    private TypeModel BindArray(JsonNode schema, string name, string path)
    {
        if (SchemaNode.Places(schema) is { } places)
            return BindTuple(schema, places, name, path);
        TypeModel item = schema["items"] switch
        {
            { IsArray: false } items when schema["prefixItems"] is null => Bind(items, Identifiers.Singular(name), path + "[]"),
            { } rest => Untyped(rest, path + "[]", "more items may follow those whose place is described"),
            null => Untyped(schema, path + "[]", "its schema says nothing of the items"),
        };
        return new TypeModel(TypeKind.List, Item: item);
    }

    private TypeModel BindTuple(JsonNode schema, IReadOnlyList<JsonNode> places, string name, string path)
    {
        string typeName = _tool.TypeNames.Take(name);
        TypeModel type = Know(schema, new TypeModel(TypeKind.Tuple, typeName));
        NameTable names = new(ReservedNames.OfRecord(typeName));
        List<MemberModel> items = [];
        int least = Bounds.Count(schema, "minItems") ?? 0;
        for (int i = 0; i < places.Count; i++)
        {
            // An array may end before the places that it need not have; what is sent always has all.
            bool isRequired = !_isOutput || i < least;
            string place = (i + 1).ToString(CultureInfo.InvariantCulture);
            JsonNode described = Described(places[i]);
            TypeModel item = Bind(places[i], typeName + "Item" + place, $"{path}[{i.ToString(CultureInfo.InvariantCulture)}]");
            items.Add(new MemberModel(
                names.Take("Item" + place),
                place,
                isRequired ? item : item with { IsNullable = true },
                isRequired,
                new DocModel(described.IsObject ? SchemaNode.Description(described) : "")));
        }

        // C# takes a positional record of one place for its own copy constructor where the place is of its type.
        if (items is [{ Type: { Kind: TypeKind.Tuple } only }] && only.Name == typeName)
            return Untyped(schema, path, "it contains itself without an object in between");
        _tool.Types.Add(new TupleModel(typeName, SchemaNode.Description(schema), _isOutput, !_isOutput, items.ToEquatableArray()));
        return type;
    }

    private TypeModel BindObjectType(JsonNode schema, JsonNode whole, string name, string path)
    {
        JsonNode? additional = SchemaNode.AdditionalProperties(whole);
        if (whole["properties"] is not { IsObject: true, Members.Count: > 0 } && !(additional is null && SchemaNode.IsClosed(whole)))
        {
            TypeModel value = additional is null
                ? Untyped(whole, path + ".*", "its schema says nothing of the members")
                : Bind(additional, name + "Value", path + ".*");
            return new TypeModel(TypeKind.Map, Item: value);
        }

        // Known before its members are bound, so that a member can refer back to it.
        string typeName = _tool.TypeNames.Take(name);
        TypeModel type = Know(schema, new TypeModel(TypeKind.Record, typeName));
        _tool.Types.Add(BindRecord(whole, typeName, typeName, path, []));
        return type;
    }

    /// <summary>Binds the members of an object schema to a record.</summary>
    /// <param name="whole">The schema.</param>
    /// <param name="name">The record's name.</param>
    /// <param name="prefix">What the names of its members' types begin with.</param>
    /// <param name="path">Where it is, for people.</param>
    /// <param name="reserved">Names that its members cannot have.</param>
    public RecordModel BindRecord(JsonNode whole, string name, string prefix, string path, IReadOnlyList<string> reserved)
    {
        NameTable scope = new([.. ReservedNames.OfRecord(name), .. reserved]);
        IReadOnlyList<MemberModel> members = BindMembers(whole, prefix, path, Identifiers.Pascal, scope, new Dictionary<string, JsonNode>());
        TypeModel? rest = SchemaNode.AdditionalProperties(whole) is { } additional ? Bind(additional, prefix + "Value", path + ".*") : null;
        return new RecordModel(name, SchemaNode.Description(whole), _isOutput, !_isOutput, members.ToEquatableArray(), rest) { IsClosed = SchemaNode.IsClosed(whole) };
    }

    /// <summary>Keeps the type of a schema, so that what is inside of it can refer back to it.</summary>
    public TypeModel Know(JsonNode schema, TypeModel type)
    {
        _bound[schema] = type;
        return type;
    }

    /// <summary>Any JSON, with a problem that says why.</summary>
    public TypeModel Untyped(JsonNode schema, string path, string why)
    {
        _problems.Add(Problems.Untyped(schema.Range, _tool.Name, path, why));
        return TypeModel.Any;
    }

    private TypeModel BindEnum(JsonNode schema, IReadOnlyList<EnumCase> cases, string name, string doc)
    {
        string typeName = _tool.TypeNames.Take(name);
        Dictionary<string, EnumCase> distinct = new(StringComparer.Ordinal);
        foreach (EnumCase one in cases)
        {
            if (!distinct.ContainsKey(one.WireName))
                distinct.Add(one.WireName, one);
        }

        string[] names = MemberNames.Assign([.. distinct.Keys], Identifiers.Pascal, new NameTable(ReservedNames.OfEnum), "Value");
        TypeModel type = Know(schema, new TypeModel(TypeKind.Enum, typeName));
        _tool.Types.Add(new EnumModel(
            typeName,
            doc,
            _isOutput,
            !_isOutput,
            distinct.Values.Zip(names, static (one, name) => new EnumValueModel(name, one.WireName, one.Doc)).ToEquatableArray()));
        return type;
    }

    private string? Constant(JsonNode value, TypeModel type, BoundsModel bounds, string path, List<Problem> problems, bool isDefault)
    {
        string? constant = ConstantWriter.Write(value, type, _tool.Types);
        bool isAllowed = constant is null || Bounds.Allow(bounds, value);
        if (constant is not null && isAllowed)
            return constant;
        if (isDefault)
        {
            problems.Add(Problems.InvalidDefault(
                value.Range, _tool.Name, path, isAllowed ? "it is not a constant of the parameter's type" : "it is out of the bounds that the schema states"));
        }

        return null;
    }

    // Description, default and bounds may stand beside a reference or an alternative to null, or at what is meant by it.
    private JsonNode Described(JsonNode schema)
    {
        if (!schema.IsObject)
            return schema;
        JsonNode whole = Expand(schema, "");
        List<JsonNode> alternatives = [.. SchemaNode.Alternatives(whole).Where(static alternative => !SchemaNode.IsNull(alternative))];
        return alternatives is [{ IsObject: true } only] ? SchemaMerger.Merge(whole, [Expand(only, "")]) : whole;
    }

    private JsonNode? Follow(JsonNode reference, string path)
    {
        string name = reference.Text;
        JsonNode? target = null;
        HashSet<string> seen = new(StringComparer.Ordinal);
        while (seen.Add(name))
        {
            target = _references.Resolve(name, out string problem);
            if (target is null)
            {
                Report(problem);
                return null;
            }

            if (target["$ref"] is not { IsString: true } next || target.Members.Count > 1)
                return target;
            name = next.Text;
        }

        Report("it leads back to itself");
        return null;

        void Report(string problem)
        {
            if (path.Length > 0)
                _problems.Add(Problems.UnresolvedReference(reference.Range, _tool.Name, reference.Text, problem));
        }
    }
}
