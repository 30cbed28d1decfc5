using System.Text.Json;

namespace AgentBay.Typed.Testing;

/// <summary>What a fake answers to a call of a tool whose answer has a type.</summary>
/// <typeparam name="T">The answer's type.</typeparam>
public sealed class ToolSetup<T> : ToolSetup
{
    internal ToolSetup(FakeCall expected) : base(expected)
    {
    }

    /// <summary>Answers a value.</summary>
    /// <param name="value">The value.</param>
    public ToolSetup<T> Returns(T value) => Returns(_ => value);

    /// <summary>Answers a value that depends on the arguments.</summary>
    /// <param name="value">Gets the arguments as they are sent: one JSON object.</param>
    public ToolSetup<T> Returns(Func<JsonElement, T> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        Add((tool, call) => new ToolResult<T>(new ToolResult(tool, []), value(call.Arguments)));
        return this;
    }

    /// <inheritdoc cref="ToolSetup.WithAnyArguments"/>
    public new ToolSetup<T> WithAnyArguments() => (ToolSetup<T>)base.WithAnyArguments();

    /// <inheritdoc cref="ToolSetup.When"/>
    public new ToolSetup<T> When(Func<JsonElement, bool> condition) => (ToolSetup<T>)base.When(condition);
}
