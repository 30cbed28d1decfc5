using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AgentBay.Typed.Mcp;

/// <summary>A tool as a function that a model calls. <c>GetService&lt;ToolDescriptor&gt;()</c> gives the tool.</summary>
internal sealed class ToolFunction(IToolInvoker invoker, ToolDescriptor tool) : AIFunction
{
    public override string Name => tool.Name;

    public override string Description => tool.Description ?? "";

    public override JsonElement JsonSchema => tool.InputSchema ?? base.JsonSchema;

    public override object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType == typeof(ToolDescriptor) ? tool : base.GetService(serviceType, serviceKey);

    protected override async ValueTask<object?> InvokeCoreAsync(AIFunctionArguments arguments, CancellationToken cancellationToken)
    {
        ToolResult result = await invoker.InvokeAsync(tool, Write(arguments), cancellationToken).ConfigureAwait(false);
        List<AIContent> contents = ModelContent.Of(result);
        return contents is [AIContent only] ? only : contents;
    }

    private static ReadOnlyMemory<byte> Write(AIFunctionArguments arguments)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            JsonSerializer.Serialize(json, arguments, AIJsonUtilities.DefaultOptions.GetTypeInfo(typeof(IDictionary<string, object?>)));
        return buffer.WrittenMemory;
    }
}
