using System;
using System.Collections.Generic;
using System.Linq;
using AgentBay.Typed.Schema.Json;

namespace AgentBay.Typed.Schema.Schemas;

/// <summary>
/// Reads schemas for what they mean: references followed, what holds at once merged. What is made of a schema is made
/// once, so that a schema that contains itself leads back to the same node; and nothing here calls itself, however long a
/// chain of references is.
/// </summary>
internal sealed class SchemaExpander
{
    // More than any schema is written of; what is merged of more is a bomb.
    private const int MaxParts = 1000;

    // Keywords that say what a value is, so that a reference beside them is not the whole of it.
    private static readonly HashSet<string> Shaping = new(StringComparer.Ordinal)
    {
        "type", "enum", "const", "format", "contentEncoding", "contentMediaType", "contentSchema", "properties", "required", "additionalProperties",
        "patternProperties", "items", "prefixItems", "additionalItems", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "if",
        "dependentSchemas", "dependencies",
    };

    private readonly ReferenceResolver _references;
    private readonly SchemaMerger _merger = new();
    private readonly Dictionary<JsonNode, JsonNode> _expanded = [];
    private readonly Dictionary<JsonNode, SchemaTarget> _targets = [];
    private readonly Dictionary<JsonNode, SchemaFault> _faults = [];
    private readonly bool _mergesSingleAlternatives;

    /// <param name="root">The schema in which references are looked up.</param>
    /// <param name="mergesSingleAlternatives">Whether an alternative to nothing, or to null, holds at once with what it stands in.</param>
    public SchemaExpander(JsonNode root, bool mergesSingleAlternatives)
    {
        _references = new ReferenceResolver(root);
        _mergesSingleAlternatives = mergesSingleAlternatives;
    }

    /// <summary>Whether a schema refers to others for what it means.</summary>
    public static bool IsComposed(JsonNode schema)
    {
        foreach (JsonMember member in schema.Members)
        {
            if (member.Name is "$ref" or "allOf" or "anyOf" or "oneOf")
                return true;
        }

        return false;
    }

    /// <summary>Whether a keyword says what a value is, and not only something of it.</summary>
    public static bool IsShaping(string keyword) => Shaping.Contains(keyword);

    /// <summary>The schema of what fits both of two schemas.</summary>
    public JsonNode Both(JsonNode one, JsonNode other) => _merger.All([one, other]);

    /// <summary>What could not be followed or read, each once.</summary>
    public IEnumerable<SchemaFault> Faults => _faults.Values;

    /// <summary>
    /// The schema with all that <c>$ref</c>, <c>allOf</c> and a single alternative bring in: an object, or no object where
    /// it allows nothing, allows anything, or is put together of too many.
    /// </summary>
    public JsonNode Expand(JsonNode schema)
    {
        if (!IsComposed(schema))
            return schema;
        if (_expanded.TryGetValue(schema, out JsonNode? known))
            return known;
        JsonNode whole = Merge(schema);
        _expanded[schema] = whole;
        _expanded[whole] = whole;
        return whole;
    }

    /// <summary>The schema that another one leads to when it says nothing of its own: by a reference, or as the only alternative.</summary>
    public SchemaTarget Follow(JsonNode schema)
    {
        if (!IsComposed(schema))
            return new SchemaTarget(schema, null, false);
        List<(JsonNode From, SchemaTarget Step)> way = [];
        HashSet<JsonNode> seen = [];
        SchemaTarget end;
        JsonNode current = schema;
        while (!_targets.TryGetValue(current, out end!))
        {
            if (Step(current) is not { } step)
            {
                end = new SchemaTarget(current, null, false);
                break;
            }

            if (step.Schema is null || !seen.Add(current))
            {
                if (step.Schema is not null && way.Select(static one => one.From["$ref"]).OfType<JsonNode>().FirstOrDefault() is { } first)
                    Report(first, ReferenceFault.LeadsBack);
                end = new SchemaTarget(null, null, false);
                break;
            }

            way.Add((current, step));
            current = step.Schema;
        }

        // The last reference names what it leads to; null on the way is null at its end.
        for (int i = way.Count - 1; i >= 0; i--)
        {
            end = new SchemaTarget(end.Schema, end.Definition ?? way[i].Step.Definition, end.AllowsNull || way[i].Step.AllowsNull);
            _targets[way[i].From] = end;
        }

        return end;
    }

    public void ReportDepth(JsonNode schema, int depth) => _faults[schema] = new SchemaFault(schema, null, depth);

    private JsonNode Merge(JsonNode schema)
    {
        List<JsonNode> parts = [];
        HashSet<JsonNode> seen = [];
        Stack<JsonNode> open = new([schema]);
        while (open.Count > 0)
        {
            JsonNode part = open.Pop();
            if (part.Kind == JsonKind.Skipped || SchemaNode.IsForbidden(part))
                return part;
            if (!part.IsObject || !seen.Add(part))
                continue;
            if (seen.Count > MaxParts)
                return JsonNode.Scalar(JsonKind.Skipped, schema.Range);

            List<JsonNode> inner = [];
            parts.Add(TakeParts(part, inner));
            for (int i = inner.Count - 1; i >= 0; i--)
                open.Push(inner[i]);
        }

        if (parts is [var only] && ReferenceEquals(only, schema))
            return schema;
        bool allowsNull = SchemaNode.AllowsNull(schema);
        JsonNode whole = _merger.Merge(schema.Range, parts);
        return allowsNull && !SchemaNode.AllowsNull(whole) ? Nullable(whole) : whole;
    }

    /// <summary>Puts the schemas that hold together with one into a list, and gives what is left of it.</summary>
    private JsonNode TakeParts(JsonNode part, List<JsonNode> inner)
    {
        JsonNode own = part;
        if (part["$ref"] is { IsString: true } reference && Resolve(reference) is { } target)
            inner.Add(target);
        if (part["allOf"] is { IsArray: true } all)
            inner.AddRange(all.Items);
        foreach (string keyword in _mergesSingleAlternatives ? SchemaNode.ChoiceKeywords : [])
        {
            if (part[keyword] is not { IsArray: true, Items.Count: > 0 } choice || Present(choice) is not [var only])
                continue;
            inner.Add(only);
            own = JsonNode.Object(own.Range, [.. own.Members.Where(member => member.Name != keyword)]);
            if (choice.Items.Count > 1)
                own = Nullable(own);
        }

        return own;
    }

    // The one step from a schema that says nothing of its own; null where it does. Without a schema where the step leads nowhere.
    private SchemaTarget? Step(JsonNode schema)
    {
        SchemaTarget? step = null;
        List<JsonMember> shape = [];
        foreach (JsonMember member in schema.Members)
        {
            SchemaTarget? found = null;
            if (member is { Name: "$ref", Value.IsString: true })
                found = new SchemaTarget(Resolve(member.Value), ReferenceResolver.NameIn(member.Value.Text), false);
            else if (member is { Name: "allOf", Value: { IsArray: true, Items.Count: > 0 } all })
                found = all.Items.Count == 1 ? new SchemaTarget(all.Items[0], null, false) : null;
            else if (member is { Name: "anyOf" or "oneOf", Value: { IsArray: true, Items.Count: > 0 } choice })
                found = Present(choice) is [var only] ? new SchemaTarget(only, null, choice.Items.Count > 1) : null;
            else
            {
                if (Shaping.Contains(member.Name))
                    shape.Add(member);
                continue;
            }

            if (found is null || step is not null)
                return null;
            step = found;
        }

        bool addsToTarget = shape.Exists(member => step?.Schema?[member.Name]?.IsSameAs(member.Value) != true);
        return step is null || addsToTarget ? null : step with { AllowsNull = step.AllowsNull || schema.FlagOf("nullable") == true };
    }

    /// <summary>What of the alternatives that a keyword lists is not null.</summary>
    public IReadOnlyList<JsonNode> Present(JsonNode choice) => [.. choice.Items.Where(one => !SchemaNode.IsNull(Dereference(one)))];

    private JsonNode Dereference(JsonNode schema)
    {
        HashSet<JsonNode> seen = [];
        while (schema["$ref"] is { IsString: true } reference && seen.Add(schema) && _references.Resolve(reference, out _) is { } target)
            schema = target;
        return schema;
    }

    private static JsonNode Nullable(JsonNode schema) => JsonNode.Object(
        schema.Range,
        [.. schema.Members.Where(static member => member.Name != "nullable"), new JsonMember("nullable", schema.Range, JsonNode.Scalar(JsonKind.True, schema.Range))]);

    private JsonNode? Resolve(JsonNode reference)
    {
        JsonNode? target = _references.Resolve(reference, out ReferenceFault fault);
        if (target is null)
            Report(reference, fault);
        return target;
    }

    private void Report(JsonNode reference, ReferenceFault fault) => _faults[reference] = new SchemaFault(reference, fault, 0);
}

/// <summary>Where a schema leads.</summary>
/// <param name="Schema">The schema at the end; null where it leads nowhere, or back to itself.</param>
/// <param name="Definition">The name of the definition there; null when no reference leads to one.</param>
/// <param name="AllowsNull">Whether null is allowed on the way.</param>
internal sealed record SchemaTarget(JsonNode? Schema, string? Definition, bool AllowsNull);

/// <summary>What could not be followed or read.</summary>
/// <param name="At">Where.</param>
/// <param name="Reference">What is wrong with the reference there; null when it is too much to read.</param>
/// <param name="Limit">How much would have been read.</param>
internal sealed record SchemaFault(JsonNode At, ReferenceFault? Reference, int Limit);
