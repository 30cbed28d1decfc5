using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using AgentBay.Typed.Generator.Models;
using AgentBay.Typed.Generator.Naming;
using AgentBay.Typed.Schema;
using AgentBay.Typed.Schema.Json;
using AgentBay.Typed.Schema.Schemas;

namespace AgentBay.Typed.Generator.Binding;

/// <summary>
/// Turns the schema of a tool's arguments, or of its answer, into types. What has no type becomes any JSON, with a
/// problem that says why: one odd property costs that property and nothing else. Here is decided what a schema becomes,
/// and kept what it became; how, is up to a binder for each.
/// </summary>
internal sealed class SchemaBinder
{
    // Unions of unions, lists of lists: what is nested deeper without a type of its own in between is not meant to be written.
    private const int MaxDepth = 32;

    // The compiler's time for reading lists in lists doubles with each.
    private const int MaxNesting = 8;

    /// <summary>Why an object is any JSON that <see cref="SchemaNode.HasTooManyMembers"/>.</summary>
    public static readonly string TooManyMembers = $"it has more than {SchemaNode.MostMembers.ToString("N0", CultureInfo.InvariantCulture)} members";

    private readonly ToolBinding _tool;
    private readonly Promises _promises;
    private readonly bool _isOutput;
    private readonly List<Problem> _problems;
    private readonly UnionBinder _unions;
    private readonly ArrayBinder _arrays;
    private readonly StringBinder _strings;
    private readonly Dictionary<JsonNode, TypeModel> _bound = [];
    private HashSet<JsonNode> _inProgress = [];
    private int _depth;

    /// <param name="tool">The tool.</param>
    /// <param name="schemas">Reads the schema in which references are looked up.</param>
    /// <param name="promises">What earlier rounds found out.</param>
    /// <param name="isOutput">Whether it describes what the tool answers.</param>
    /// <param name="problems">Where problems of the schema go: to those of the file it stands in.</param>
    public SchemaBinder(ToolBinding tool, SchemaReader schemas, Promises promises, bool isOutput, List<Problem> problems)
    {
        _tool = tool;
        Schemas = schemas;
        _promises = promises;
        _isOutput = isOutput;
        _problems = problems;
        Members = new MemberBinder(this, tool, isOutput, problems);
        Objects = new ObjectBinder(this, tool, isOutput);
        _unions = new UnionBinder(this, tool, isOutput);
        _arrays = new ArrayBinder(this, tool, isOutput);
        _strings = new StringBinder(this, tool, isOutput);
    }

    public SchemaReader Schemas { get; }

    public MemberBinder Members { get; }

    public ObjectBinder Objects { get; }

    /// <summary>Binds a schema.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="name">What a type made of it is to be called.</param>
    /// <param name="path">Where it is, for people.</param>
    public TypeModel Bind(JsonNode schema, string name, string path)
    {
        _tool.CancellationToken.ThrowIfCancellationRequested();
        SchemaTarget target = Schemas.Follow(schema);
        if (target.Schema is not { } found)
            return TypeModel.Any;
        TypeModel type = BindTarget(found, target.Definition is { } definition ? _tool.TypePrefix + Identifiers.Pascal(definition) : name, path);
        return WithBounds(target.AllowsNull ? type with { IsNullable = true } : type, Expand(schema), path);
    }

    /// <summary>Binds what a list, a map or a string holds.</summary>
    public TypeModel BindItem(JsonNode schema, string name, string path)
    {
        TypeModel type = Bind(schema, name, path);
        int nesting = 0;
        for (TypeModel? inner = type; inner?.Item is not null; inner = inner.Item)
            nesting++;
        return nesting < MaxNesting ? type : Untyped(schema, path, "too many lists and maps stand in one another");
    }

    /// <summary>Binds one of the schemas of which a union is one: the union's own type stands between it and whatever contains it.</summary>
    public TypeModel BindCase(JsonNode schema, string name, string path)
    {
        HashSet<JsonNode> outside = _inProgress;
        if (!_promises.IsCautious)
            _inProgress = [];
        TypeModel type = Bind(schema, name, path);
        _inProgress = outside;
        return type;
    }

    /// <summary>The schema with all that <c>$ref</c> and <c>allOf</c> bring in.</summary>
    public JsonNode Expand(JsonNode schema) => Schemas.Expand(schema);

    /// <summary>Keeps the type of a schema, so that what is inside of it can refer back to it.</summary>
    public TypeModel Know(JsonNode schema, TypeModel type)
    {
        bool isNullable = type.IsNullable || Schemas.Alternatives.AllowsNull(Expand(schema)) || _promises.IsNullable(schema);
        return _bound[schema] = isNullable ? type with { IsNullable = true } : type;
    }

    /// <summary>Keeps the type of a schema while it is not sure yet that it will be that; <see cref="Settle"/> tells.</summary>
    public void Promise(JsonNode schema, TypeModel type)
    {
        if (_promises.IsCautious)
            return;
        Know(schema, type);
        _promises.Open(schema);
    }

    /// <summary>Tells that a promised schema is a type.</summary>
    /// <returns>Whether the type that was promised has been handed out, and so has to be there.</returns>
    public bool Settle(JsonNode schema, bool isNullable) => _promises.Close(schema, isNullable);

    /// <summary>Any JSON instead of a type that was promised.</summary>
    public TypeModel GiveUp(JsonNode schema, string path, string why)
    {
        _bound.Remove(schema);
        _promises.Break(schema, why);
        return Untyped(schema, path, why);
    }

    /// <summary>Any JSON, with a problem that says why.</summary>
    public TypeModel Untyped(JsonNode schema, string path, string why)
    {
        _problems.Add(Problems.Untyped(schema.Range, _tool.Name, path, why));
        return TypeModel.Any;
    }

    private TypeModel WithBounds(TypeModel type, JsonNode whole, string path)
    {
        BoundsModel bounds = Bounds.Of(whole, type, out bool arePossible);

        // Only what is sent is checked.
        if (!arePossible && !_isOutput)
            _problems.Add(Problems.ImpossibleBounds(whole.Range, _tool.Name, path));
        return bounds == BoundsModel.None ? type : type with { Bounds = bounds };
    }

    private TypeModel BindTarget(JsonNode schema, string name, string path)
    {
        if (_bound.TryGetValue(schema, out TypeModel? known))
        {
            _promises.Use(schema);
            return known;
        }

        if (WhyUntyped(schema) is { } why)
            return Untyped(schema, path, why);
        if (!schema.IsObject)
        {
            _problems.Add(Problems.InvalidSchema(schema.Range, _tool.Name, path, "a schema is an object, true or false"));
            return TypeModel.Any;
        }

        if (!_inProgress.Add(schema))
            return Untyped(schema, path, "it contains itself without an object in between");
        _depth++;
        TypeModel type = BindWhole(schema, Expand(schema), name, path);
        _depth--;
        _inProgress.Remove(schema);
        return type.Kind == TypeKind.Any ? type : Know(schema, type);
    }

    private string? WhyUntyped(JsonNode schema) => schema.Kind switch
    {
        JsonKind.Skipped => "its schema is nested too deeply",
        JsonKind.True => "its schema allows anything",
        JsonKind.False => "its schema allows no value",
        _ => _depth == MaxDepth ? "its schema is nested too deeply" : _promises.WhyUntyped(schema),
    };

    private TypeModel BindWhole(JsonNode schema, JsonNode whole, string name, string path)
    {
        if (whole.Kind == JsonKind.Skipped)
            return Untyped(schema, path, "it is put together of too many schemas");
        if (SchemaNode.IsImpossible(whole))
            return Untyped(schema, path, "its schema allows no value");
        if (SchemaNode.StringCases(whole) is { } cases)
            return _strings.BindEnum(schema, cases, name, path, SchemaNode.Description(whole));
        if (whole["properties"] is null)
        {
            if (Schemas.Alternatives.Of(whole) is not { } alternatives)
                return Untyped(schema, path, "it has too many alternatives");
            if (alternatives.Count > 0)
                return _unions.Bind(schema, whole, alternatives, name, path);
        }

        if (SchemaNarrowing.MixedValues(whole) is { } mixed)
            return _unions.Bind(schema, whole, mixed, name, path);
        IReadOnlyList<string> types = SchemaNode.Types(whole);
        if (types.Count > 1)
            return _unions.Bind(schema, whole, [.. types.Select(one => SchemaNarrowing.OfType(whole, one))], name, path);
        return BindType(schema, whole, types.Count == 1 ? types[0] : SchemaNode.ImpliedType(whole), name, path);
    }

    private TypeModel BindType(JsonNode schema, JsonNode whole, string? type, string name, string path)
    {
        switch (type)
        {
            case "string":
                return _strings.BindString(whole, name, path);
            case "boolean":
                return new TypeModel(TypeKind.Boolean);
            case "integer":
                return new TypeModel(Bounds.FitInt32(whole) ? TypeKind.Int32 : TypeKind.Int64);
            case "number":
                return new TypeModel(TypeKind.Double);
            case "array":
                return _arrays.Bind(schema, whole, name, path);
            case "object":
                JsonNode flat = Schemas.Flatten(whole);
                return SchemaNode.HasTooManyMembers(flat) ? Untyped(schema, path, TooManyMembers) : Objects.Bind(schema, flat, name, path);
            case null:
                TypeModel any = Untyped(schema, path, Schemas.Alternatives.AllowsNull(whole) ? "its schema allows nothing but null" : "its schema says no type");
                return any with { IsNullable = Schemas.Alternatives.AllowsNull(whole) };
            default:
                _problems.Add(Problems.InvalidSchema((whole["type"] ?? schema).Range, _tool.Name, path, $"there is no type '{type}'"));
                return TypeModel.Any;
        }
    }
}
