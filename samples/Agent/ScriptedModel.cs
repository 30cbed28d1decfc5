using Microsoft.Extensions.AI;

namespace Agent;

/// <summary>Plays a model: writes a program, runs it, and reports what it printed.</summary>
internal sealed class ScriptedModel : IChatClient
{
    private const string Program = """
        n=0
        for i in $(seq 2 99); do
          is=1
          for j in $(seq 2 $((i - 1))); do [ $((i % j)) -eq 0 ] && is=0 && break; done
          n=$((n + is))
        done
        echo $n
        """;

    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        FunctionResultContent[] results = [.. messages.SelectMany(static message => message.Contents).OfType<FunctionResultContent>()];
        AIContent next = results.Length switch
        {
            0 => Call("write_file", new() { ["path"] = "/tmp/primes.sh", ["content"] = Program }),
            1 => Call("shell", new() { ["command"] = "sh /tmp/primes.sh", ["timeout_ms"] = 20_000 }),
            _ => new TextContent($"The sandbox answered: {results[^1].Result}"),
        };
        return Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, [next])));
    }

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("The script does not stream.");

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }

    private static FunctionCallContent Call(string tool, Dictionary<string, object?> arguments) => new(tool + "-call", tool, arguments);
}
