using System.Text;
using System.Text.Json;

namespace AgentBay.Typed.Generator.Tests.Infrastructure;

/// <summary>Keeps what was called, and answers what it was told to.</summary>
internal sealed class RecordingInvoker : IToolInvoker
{
    private readonly Func<ToolDescriptor, ToolResult> _answer;

    public RecordingInvoker() : this(static tool => new ToolResult(tool, []))
    {
    }

    private RecordingInvoker(Func<ToolDescriptor, ToolResult> answer) => _answer = answer;

    public List<(ToolDescriptor Tool, string Arguments)> Calls { get; } = [];

    public string Arguments => Assert.Single(Calls).Arguments;

    public static RecordingInvoker Saying(string text, bool isError = false) =>
        new(tool => new ToolResult(tool, [new ToolText(text)], isError: isError, requestId: "r-1"));

    public static RecordingInvoker Structured(string json) =>
        new(tool => new ToolResult(tool, [], JsonDocument.Parse(json).RootElement, requestId: "r-1"));

    public Task<ToolResult> InvokeAsync(ToolDescriptor tool, ReadOnlyMemory<byte> arguments, CancellationToken cancellationToken = default)
    {
        Calls.Add((tool, Encoding.UTF8.GetString(arguments.Span)));
        return Task.FromResult(_answer(tool));
    }
}
