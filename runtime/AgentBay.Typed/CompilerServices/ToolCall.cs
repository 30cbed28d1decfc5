using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Text.Encodings.Web;
using System.Text.Json;
using AgentBay.Typed.Protocol;

namespace AgentBay.Typed.CompilerServices;

/// <summary>
/// One call of a tool: writes the arguments as UTF-8 JSON into a pooled buffer, checks what the schema states, and
/// hands both to the invoker. For generated code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[SuppressMessage("Design", "CA1001", Justification = "Used again for the life of the process; between calls it holds nothing to release.")]
public sealed partial class ToolCall
{
    // Relaxed, because this JSON goes into a request body and never into a page: text stays readable and short.
    private static readonly JsonWriterOptions WriterOptions = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = 256,
    };

    private static readonly Spares<ToolCall> Idle = new();

    private readonly PooledBuffer _buffer = new();
    private readonly Utf8JsonWriter _json;
    private IToolInvoker _invoker = null!;
    private ToolDescriptor _tool = null!;
    private string? _parameter;

    private ToolCall() => _json = new Utf8JsonWriter(_buffer, WriterOptions);

    internal static ToolCall Begin(IToolInvoker invoker, ToolDescriptor tool)
    {
        ToolCall call = Idle.Take() ?? new ToolCall();
        call._invoker = invoker;
        call._tool = tool;
        call._json.WriteStartObject();
        return call;
    }

    /// <summary>Sends the call.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task<ToolResult> InvokeAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _invoker.InvokeAsync(_tool, FinishArguments(), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Release();
        }
    }

    /// <summary>Sends the call to a tool whose output has a type.</summary>
    /// <typeparam name="T">The output's type.</typeparam>
    /// <param name="output">How the output is read.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task<ToolResult<T>> InvokeAsync<T>(ToolOutput<T> output, CancellationToken cancellationToken)
    {
        try
        {
            ToolResult result = await _invoker.InvokeAsync(_tool, FinishArguments(), cancellationToken).ConfigureAwait(false);
            return result as ToolResult<T> ?? new ToolResult<T>(result, output);
        }
        finally
        {
            Release();
        }
    }

    private ReadOnlyMemory<byte> FinishArguments()
    {
        _json.WriteEndObject();
        _json.Flush();
        return _buffer.WrittenMemory;
    }

    private void Release()
    {
        _json.Reset();
        _buffer.Dispose();
        _invoker = null!;
        _tool = null!;
        _parameter = null;
        Idle.Keep(this);
    }
}
