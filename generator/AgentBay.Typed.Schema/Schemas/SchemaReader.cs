using System.Collections.Generic;
using AgentBay.Typed.Schema.Json;

namespace AgentBay.Typed.Schema.Schemas;

/// <summary>All that is asked of a schema in which references are looked up.</summary>
internal sealed class SchemaReader
{
    private readonly SchemaExpander _schemas;
    private readonly SchemaFlattener _flattener;

    /// <param name="root">The schema in which references are looked up.</param>
    public SchemaReader(JsonNode root)
    {
        _schemas = new SchemaExpander(root, mergesSingleAlternatives: true);
        Alternatives = new SchemaAlternatives(_schemas);
        _flattener = new SchemaFlattener(_schemas, Alternatives);
    }

    public SchemaAlternatives Alternatives { get; }

    /// <inheritdoc cref="SchemaExpander.Faults"/>
    public IEnumerable<SchemaFault> Faults => _schemas.Faults;

    /// <inheritdoc cref="SchemaExpander.Expand"/>
    public JsonNode Expand(JsonNode schema) => _schemas.Expand(schema);

    /// <inheritdoc cref="SchemaExpander.Follow"/>
    public SchemaTarget Follow(JsonNode schema) => _schemas.Follow(schema);

    /// <inheritdoc cref="SchemaFlattener.Flatten"/>
    public JsonNode Flatten(JsonNode whole) => _flattener.Flatten(whole);
}
