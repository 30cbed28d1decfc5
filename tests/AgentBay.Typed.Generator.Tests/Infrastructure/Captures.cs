using System.Text.Json;

namespace AgentBay.Typed.Generator.Tests.Infrastructure;

/// <summary>Small captures.</summary>
internal static class Captures
{
    /// <summary>A capture of one tool, <c>do_it</c>, with one property, <c>value</c>.</summary>
    public static string OfProperty(string schema, bool isRequired = true) => OfInput(
        $$"""{"type":"object","properties":{"value":{{schema}}}{{(isRequired ? ""","required":["value"]""" : "")}}}""");

    /// <summary>A capture of one tool, <c>do_it</c>, with these arguments.</summary>
    public static string OfInput(string schema) => $$"""{"tools":[{"name":"do_it","inputSchema":{{schema}}}]}""";

    /// <summary>A capture of one tool, <c>do_it</c>, without arguments and with this output.</summary>
    public static string OfOutput(string schema) =>
        $$"""{"tools":[{"name":"do_it","inputSchema":{"type":"object"},"outputSchema":{{schema}}}]}""";

    /// <summary>A capture of tools without arguments.</summary>
    public static string OfTools(params string[] names) => OfTools(names.Select(static name => (name, """{"type":"object"}""")));

    /// <summary>A capture of tools with these arguments.</summary>
    public static string OfTools(IEnumerable<(string Name, string InputSchema)> tools) =>
        "{\"tools\":[" + string.Join(",", tools.Select(static tool => $$"""{"name":{{JsonSerializer.Serialize(tool.Name)}},"inputSchema":{{tool.InputSchema}}}""")) + "]}";
}
