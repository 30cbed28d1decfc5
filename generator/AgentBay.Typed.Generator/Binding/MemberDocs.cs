using System.Collections.Generic;
using System.Linq;
using AgentBay.Typed.Generator.Models;
using AgentBay.Typed.Schema.Json;
using AgentBay.Typed.Schema.Schemas;

namespace AgentBay.Typed.Generator.Binding;

/// <summary>Reads what a schema says for people.</summary>
internal static class MemberDocs
{
    // Beyond these, examples say no more than the description should.
    private const int MaxExamples = 3;

    /// <param name="schema">The schema.</param>
    /// <param name="standard">The default that counts; null for none.</param>
    public static DocModel Of(JsonNode schema, JsonNode? standard = null) => schema.IsObject
        ? new DocModel(SchemaNode.Description(schema), standard is null ? null : JsonText.Write(standard), Examples(schema))
        : new DocModel("");

    private static string? Examples(JsonNode schema)
    {
        IReadOnlyList<JsonNode> examples = (schema["examples"] ?? schema["x-examples"]) is { IsArray: true } several ? several.Items
            : schema["example"] is { } one ? [one]
            : [];
        return examples.Count == 0 ? null : string.Join(", ", examples.Take(MaxExamples).Select(JsonText.Write));
    }
}
