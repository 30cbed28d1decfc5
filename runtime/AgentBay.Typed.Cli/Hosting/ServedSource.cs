using System.Text.Json;
using AgentBay.Typed.Cli.Sources;
using AgentBay.Typed.Mcp;
using AgentBay.Typed.Schema;
using AgentBay.Typed.Schema.Captures;
using AgentBay.Typed.Schema.Json;
using ModelContextProtocol.Server;

namespace AgentBay.Typed.Cli.Hosting;

/// <summary>An open source, and its tools as an MCP host gets them.</summary>
internal sealed class ServedSource : IAsyncDisposable
{
    private readonly IOpenSource _source;

    private ServedSource(IOpenSource source, IReadOnlyDictionary<string, McpServerTool> tools)
    {
        _source = source;
        Tools = tools;
    }

    /// <summary>The tools by name.</summary>
    public IReadOnlyDictionary<string, McpServerTool> Tools { get; }

    /// <summary>Lists the tools of a source. It is closed with what this returns, or at once where it cannot be listed.</summary>
    /// <param name="source">The source.</param>
    /// <param name="shipped">What is known of its tools beforehand; it fills in what the source does not say.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="CliException">It cannot be listed.</exception>
    public static async Task<ServedSource> ListAsync(IOpenSource source, IReadOnlyList<CapturedTool> shipped, CancellationToken cancellationToken)
    {
        try
        {
            ToolListing listing = await source.ListAsync(cancellationToken);
            Dictionary<string, CapturedTool> known = shipped.ToDictionary(static tool => tool.Name, StringComparer.Ordinal);
            return new ServedSource(source, listing.Capture.Tools.ToDictionary(
                static tool => tool.Name, tool => Served(source.Invoker, tool, known.GetValueOrDefault(tool.Name)), StringComparer.Ordinal));
        }
        catch
        {
            await source.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private static McpServerTool Served(IToolInvoker invoker, CapturedTool tool, CapturedTool? known)
    {
        ToolDescriptor descriptor = new(tool.Name)
        {
            Server = tool.Server,
            Description = tool.Description ?? known?.Description,
            InputSchema = Element(tool, tool.InputSchema),
            Annotations = new ToolAnnotations
            {
                ReadOnly = Hint("readOnlyHint"),
                Destructive = Hint("destructiveHint"),
                Idempotent = Hint("idempotentHint"),
                OpenWorld = Hint("openWorldHint"),
            },
        };
        McpServerTool served = invoker.AsMcpServerTools([descriptor])[0];
        served.ProtocolTool.Title = tool.Title ?? known?.Title;

        // Only the source's own: who declares an output must give structured content.
        served.ProtocolTool.OutputSchema = Element(tool, tool.OutputSchema);
        return served;

        bool? Hint(string name) => tool.Annotations?.FlagOf(name) ?? known?.Annotations?.FlagOf(name);
    }

    private static JsonElement? Element(CapturedTool tool, JsonNode? schema) => schema is { IsObject: true }
        ? CliJson.ParseElement(JsonWriter.WriteCompact(schema), $"a schema of the tool '{tool.Name.Printable()}'")
        : null;
}
