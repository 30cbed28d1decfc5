namespace AgentBay.Typed.Testing;

/// <summary>
/// Passes calls on, to a session or an MCP server, and keeps what was answered, for <see cref="ToolReplay"/>. The file has
/// the calls in the order in which they were begun, one value a line, without request ids or times, so that recording
/// again changes only what the tools answer differently.
/// </summary>
/// <param name="inner">Where the calls go.</param>
/// <param name="options">What must not get into the file.</param>
public sealed class ToolRecorder(IToolInvoker inner, RecordingOptions? options = null) : IToolInvoker
{
    private readonly object _gate = new();
    private readonly List<RecordedCall> _calls = [];

    /// <inheritdoc/>
    public async Task<ToolResult> InvokeAsync(
        ToolDescriptor tool, ReadOnlyMemory<byte> arguments, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tool);
        RecordedCall call = new(FakeCall.Of(tool, arguments));
        lock (_gate)
            _calls.Add(call);
        call.Result = await inner.InvokeAsync(tool, arguments, cancellationToken).ConfigureAwait(false);
        return call.Result;
    }

    /// <summary>Writes the file. Calls that were not answered are left out.</summary>
    /// <param name="path">The file, which is replaced.</param>
    /// <param name="cancellationToken">Gives up writing.</param>
    public Task SaveAsync(string path, CancellationToken cancellationToken = default)
    {
        RecordedCall[] answered;
        lock (_gate)
            answered = [.. _calls.Where(static call => call.Result is not null)];
        return File.WriteAllTextAsync(path, RecordingFile.Write(answered, new SecretFilter(options ?? new RecordingOptions())), cancellationToken);
    }
}
