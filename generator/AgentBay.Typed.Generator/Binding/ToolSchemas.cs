using System.Collections.Generic;
using AgentBay.Typed.Schema;
using AgentBay.Typed.Schema.Json;
using AgentBay.Typed.Schema.Schemas;

namespace AgentBay.Typed.Generator.Binding;

/// <summary>A tool's schemas as they are read, and what has been found out of them: the same for each round of binding.</summary>
internal sealed class ToolSchemas(JsonNode? input, JsonNode? output)
{
    public SchemaReader? Input { get; } = input is null ? null : new SchemaReader(input);

    public SchemaReader? Output { get; } = output is null ? null : new SchemaReader(output);

    public Promises Promises { get; } = new();

    /// <summary>Tells what of a schema could not be followed or read.</summary>
    public static void Report(SchemaReader schemas, string tool, List<Problem> problems)
    {
        foreach (SchemaFault fault in schemas.Faults)
        {
            problems.Add(fault.Reference switch
            {
                ReferenceFault.LeadsOutside => Problems.OutsideReference(fault.At.Range, tool, fault.At.Text),
                ReferenceFault.LeadsNowhere => Problems.UnresolvedReference(fault.At.Range, tool, fault.At.Text, "there is no such place in this schema"),
                ReferenceFault.LeadsBack => Problems.UnresolvedReference(fault.At.Range, tool, fault.At.Text, "it leads back to itself"),
                _ => Problems.TooDeep(fault.At.Range, fault.Limit),
            });
        }
    }
}
