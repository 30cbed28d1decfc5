using AgentBay.Typed.CompilerServices;
using BenchmarkDotNet.Attributes;

namespace AgentBay.Typed.Benchmarks;

/// <summary>
/// What writing a call's arguments costs, as a generated method writes them, up to the bytes that go into the request. The
/// invoker takes the bytes and sends nothing.
/// </summary>
[MemoryDiagnoser]
public class CallArgumentBenchmarks
{
    private static readonly ToolDescriptor Tool = new("shell");

    private readonly ToolCaller _caller = new(new Taker());
    private readonly string _text = new('x', 10_000);

    [Benchmark(Baseline = true)]
    public Task<ToolResult> NoArguments() => _caller.Call(Tool).InvokeAsync(default);

    [Benchmark]
    public Task<ToolResult> TwoArguments()
    {
        ToolCall call = _caller.Call(Tool);
        call.Require("command"u8, "uname -s");
        call.Require("timeout_ms"u8, 10_000);
        return call.InvokeAsync(default);
    }

    [Benchmark]
    public Task<ToolResult> ArgumentOf10KB()
    {
        ToolCall call = _caller.Call(Tool);
        call.Require("content"u8, _text);
        return call.InvokeAsync(default);
    }

    private sealed class Taker : IToolInvoker
    {
        private static readonly Task<ToolResult> Answer = Task.FromResult(new ToolResult(Tool, [], null, false, ""));

        public Task<ToolResult> InvokeAsync(ToolDescriptor tool, ReadOnlyMemory<byte> arguments, CancellationToken cancellationToken = default) => Answer;
    }
}
