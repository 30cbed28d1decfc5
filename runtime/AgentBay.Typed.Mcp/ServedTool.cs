using System.Text.Json;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace AgentBay.Typed.Mcp;

/// <summary>A tool as a tool of an MCP server in this process.</summary>
internal sealed class ServedTool(IToolInvoker invoker, ToolDescriptor tool) : McpServerTool
{
    public override Tool ProtocolTool { get; } = Describe(tool);

    public override IReadOnlyList<object> Metadata => [];

    public override async ValueTask<CallToolResult> InvokeAsync(
        RequestContext<CallToolRequestParams> request, CancellationToken cancellationToken = default)
    {
        byte[] arguments = JsonSerializer.SerializeToUtf8Bytes(
            request.Params?.Arguments ?? new Dictionary<string, JsonElement>(), McpJson.Type<IDictionary<string, JsonElement>>());
        try
        {
            ToolResult result = await invoker.InvokeAsync(tool, arguments, cancellationToken).ConfigureAwait(false);
            return new CallToolResult
            {
                Content = [.. result.Content.Select(McpContent.Write)],
                StructuredContent = result.StructuredContent,
                IsError = result.IsError,
            };
        }
        catch (AgentBayException e)
        {
            // The model learns why; to its host the server is fine.
            return new CallToolResult { IsError = true, Content = [new TextContentBlock { Text = e.Message }] };
        }
    }

    private static Tool Describe(ToolDescriptor tool)
    {
        Tool described = new()
        {
            Name = tool.Name,
            Description = tool.Description,
            Annotations = new ModelContextProtocol.Protocol.ToolAnnotations
            {
                ReadOnlyHint = tool.Annotations.ReadOnly,
                DestructiveHint = tool.Annotations.Destructive,
                IdempotentHint = tool.Annotations.Idempotent,
                OpenWorldHint = tool.Annotations.OpenWorld,
            },
        };
        if (tool.InputSchema is { } schema)
            described.InputSchema = schema;
        return described;
    }
}
