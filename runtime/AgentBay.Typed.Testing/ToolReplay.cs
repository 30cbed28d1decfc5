namespace AgentBay.Typed.Testing;

/// <summary>
/// Answers calls from a recording, without any service. A call is found by its tool and arguments; equal calls are
/// answered in the order in which they were recorded. What was not recorded is an <see cref="UnexpectedToolCallException"/>.
/// </summary>
public sealed class ToolReplay : IToolInvoker
{
    private readonly object _gate = new();
    private readonly SecretFilter _filter;
    private readonly List<RecordedCall> _all;
    private readonly List<RecordedCall> _left;

    private ToolReplay(List<RecordedCall> calls, SecretFilter filter)
    {
        _all = calls;
        _left = [.. calls];
        _filter = filter;
    }

    /// <summary>The recorded calls that were not made yet.</summary>
    public IReadOnlyList<FakeCall> Remaining
    {
        get
        {
            lock (_gate)
                return [.. _left.Select(static call => call.Call)];
        }
    }

    /// <summary>Reads a recording.</summary>
    /// <param name="path">The file that <see cref="ToolRecorder.SaveAsync"/> wrote.</param>
    /// <param name="options">The options that it was recorded with.</param>
    /// <exception cref="InvalidDataException">The file is no recording.</exception>
    public static ToolReplay Load(string path, RecordingOptions? options = null) =>
        new(RecordingFile.Read(File.ReadAllText(path), path), new SecretFilter(options ?? new RecordingOptions()));

    /// <inheritdoc/>
    public Task<ToolResult> InvokeAsync(ToolDescriptor tool, ReadOnlyMemory<byte> arguments, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tool);
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled<ToolResult>(cancellationToken);

        FakeCall made = FakeCall.Of(tool, arguments);
        FakeCall call = new(made.Tool, _filter.Clean(made.Arguments));
        lock (_gate)
        {
            int index = _left.FindIndex(one => call.IsLike(one.Call));
            if (index < 0)
            {
                bool wasMade = _all.Exists(one => call.IsLike(one.Call));
                return Task.FromException<ToolResult>(UnexpectedToolCallException.For(
                    call,
                    wasMade ? "The recording has the call less often" : "The recording does not have the call",
                    [.. _left.Select(one => (one.Call, ArgumentDifference.Between(one.Call.Arguments, call.Arguments)))]));
            }

            ToolResult result = _left[index].Result!;
            _left.RemoveAt(index);
            return Task.FromResult(new ToolResult(tool, result.Content, result.StructuredContent, result.IsError));
        }
    }
}
