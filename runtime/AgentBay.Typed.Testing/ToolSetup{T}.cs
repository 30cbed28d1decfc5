using System.Text.Json;

namespace AgentBay.Typed.Testing;

/// <summary>What a fake answers to a call of a tool whose answer has a type.</summary>
/// <typeparam name="T">The answer's type.</typeparam>
public sealed class ToolSetup<T> : ToolSetupBase<ToolSetup<T>>
{
    internal ToolSetup(SetUp setUp) : base(setUp)
    {
    }

    /// <summary>
    /// Answers a value. A catalog reads values and does not write them, so there is no text or JSON of it: code that asks
    /// for those gets an <see cref="InvalidOperationException"/>. <see cref="ToolSetupBase{TSelf}.ReturnsText"/> and
    /// <see cref="ToolSetupBase{TSelf}.ReturnsJson"/> give the value as well.
    /// </summary>
    /// <param name="value">The value.</param>
    public ToolSetup<T> Returns(T value) => Returns(_ => value);

    /// <summary>Answers a value that depends on the arguments; without text or JSON, as <see cref="Returns(T)"/> does.</summary>
    /// <param name="value">Gets the arguments as they are sent: one JSON object.</param>
    public ToolSetup<T> Returns(Func<JsonElement, T> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return Add((tool, arguments) => new ToolResult<T>(new ToolResult(tool, new NoContent(tool)), value(arguments)));
    }
}
