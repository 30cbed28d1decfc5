using System.Text;
using System.Text.Json;

namespace AgentBay.Typed.Mcp.Tests.Infrastructure;

/// <summary>Answers what it was told to, and keeps what was called.</summary>
internal sealed class ScriptedTools : IToolInvoker
{
    private readonly List<ToolContent> _content = [];

    public List<string> Calls { get; } = [];

    public bool Fails { get; set; }

    public JsonElement? Structured { get; set; }

    public AgentBayException? Refusal { get; set; }

    public ScriptedTools Saying(params ToolContent[] content)
    {
        _content.AddRange(content);
        return this;
    }

    public Task<ToolResult> InvokeAsync(ToolDescriptor tool, ReadOnlyMemory<byte> arguments, CancellationToken cancellationToken = default)
    {
        Calls.Add($"{tool.Name} {Encoding.UTF8.GetString(arguments.Span)}");
        return Refusal is null
            ? Task.FromResult(new ToolResult(tool, _content, Structured, Fails))
            : Task.FromException<ToolResult>(Refusal);
    }
}
