using System.Text.Json;

namespace AgentBay.Typed.Testing;

/// <summary>
/// What a fake answers to a call. Each answer that is added serves one call, in turn; the last one serves all that follow.
/// </summary>
/// <typeparam name="TSelf">The set-up's own type, so that calls chain in any order.</typeparam>
public abstract class ToolSetupBase<TSelf> where TSelf : ToolSetupBase<TSelf>
{
    private readonly SetUp _setUp;

    private protected ToolSetupBase(SetUp setUp) => _setUp = setUp;

    /// <summary>Answers calls of the tool whatever their arguments are.</summary>
    public TSelf WithAnyArguments() => When(static _ => true);

    /// <summary>Answers calls of the tool whose arguments fit, instead of those with the arguments of the set-up.</summary>
    /// <param name="condition">Looks at the arguments as they are sent: one JSON object with the names of the schema.</param>
    public TSelf When(Func<JsonElement, bool> condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        _setUp.Condition = condition;
        return (TSelf)this;
    }

    /// <summary>Answers text.</summary>
    /// <param name="text">The text. Where the tool has a typed answer, it is read as the tool's own would be.</param>
    public TSelf ReturnsText(string text) => ReturnsContent(new ToolText(text));

    /// <summary>Answers content of any kinds.</summary>
    /// <param name="content">The content.</param>
    public TSelf ReturnsContent(params ToolContent[] content) => Add((tool, _) => new ToolResult(tool, content));

    /// <summary>Answers structured content.</summary>
    /// <param name="json">The JSON.</param>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public TSelf ReturnsJson(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        JsonElement structured = document.RootElement.Clone();
        return Add((tool, _) => new ToolResult(tool, [], structured));
    }

    /// <summary>Answers what a function makes of the arguments.</summary>
    /// <param name="answer">Gets the tool and the arguments as they are sent.</param>
    public TSelf ReturnsResult(Func<ToolDescriptor, JsonElement, ToolResult> answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return Add(answer);
    }

    /// <summary>Reports a failure of the tool: a result whose <see cref="ToolResult.IsError"/> is true.</summary>
    /// <param name="message">What the tool says of it.</param>
    public TSelf Fails(string message) => Add((tool, _) => new ToolResult(tool, [new ToolText(message)], isError: true));

    /// <summary>Fails on the way to the tool, such as with an <see cref="AgentBayException"/>.</summary>
    /// <param name="exception">What the call throws.</param>
    public TSelf Throws(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return Add((_, _) => throw exception);
    }

    private protected TSelf Add(Func<ToolDescriptor, JsonElement, ToolResult> answer)
    {
        _setUp.Add(answer);
        return (TSelf)this;
    }
}
