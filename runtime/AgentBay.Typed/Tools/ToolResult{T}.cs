using System.Diagnostics.CodeAnalysis;
using AgentBay.Typed.CompilerServices;

namespace AgentBay.Typed;

/// <summary>What a tool answered, with the answer as a value.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
public sealed class ToolResult<T> : ToolResult
{
    private readonly ToolOutput<T>? _output;
    private T? _value;
    private bool _hasValue;

    /// <summary>Makes a result that holds <paramref name="value"/>, for a test's fake.</summary>
    /// <param name="result">The untyped result.</param>
    /// <param name="value">The value.</param>
    public ToolResult(ToolResult result, T value) : base(result)
    {
        _value = value;
        _hasValue = true;
    }

    internal ToolResult(ToolResult result, ToolOutput<T> output) : base(result) => _output = output;

    /// <summary>The answer as a value. Read when first asked for.</summary>
    /// <exception cref="ToolCallException">The tool reported a failure.</exception>
    /// <exception cref="ToolOutputException">
    /// The answer does not fit the tool's schema. The message says where; <see cref="ToolResult.Text"/> and
    /// <see cref="ToolResult.Content"/> still give what came.
    /// </exception>
    public T Value
    {
        get
        {
            EnsureSuccess();
            return ReadValue();
        }
    }

    /// <summary>Returns this result, if the tool succeeded.</summary>
    /// <exception cref="ToolCallException">The tool reported a failure.</exception>
    public new ToolResult<T> EnsureSuccess()
    {
        base.EnsureSuccess();
        return this;
    }

    /// <summary>
    /// Reads the value of a failure as well, such as the exit code and the error output of a failed command.
    /// </summary>
    /// <param name="value">The value, when the answer holds one.</param>
    /// <returns>False when the answer does not fit the tool's schema, as an error in plain words does not.</returns>
    public bool TryGetValue([MaybeNullWhen(false)] out T value)
    {
        try
        {
            value = ReadValue();
            return true;
        }
        catch (ToolOutputException)
        {
            value = default;
            return false;
        }
    }

    private T ReadValue()
    {
        if (!_hasValue)
        {
            _value = _output!.Read(this);
            _hasValue = true;
        }

        return _value!;
    }
}
