using System.Text.Json;

namespace AgentBay.Typed.Testing;

/// <summary>
/// What a fake answers to a call. Each answer that is added serves one call, in turn; the last one serves all that follow.
/// </summary>
public class ToolSetup
{
    private readonly object _gate = new();
    private readonly List<Func<ToolDescriptor, FakeCall, ToolResult>> _answers = [];
    private Func<JsonElement, bool>? _condition;
    private int _used;

    internal ToolSetup(FakeCall expected) => Expected = expected;

    internal FakeCall Expected { get; }

    internal bool WasUsed => _used > 0;

    /// <summary>Answers calls of the tool whatever their arguments are.</summary>
    public ToolSetup WithAnyArguments() => When(static _ => true);

    /// <summary>Answers calls of the tool whose arguments fit, instead of those with the arguments of the set-up.</summary>
    /// <param name="condition">Looks at the arguments as they are sent: one JSON object with the names of the schema.</param>
    public ToolSetup When(Func<JsonElement, bool> condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        _condition = condition;
        return this;
    }

    /// <summary>Answers text.</summary>
    /// <param name="text">The text. Where the tool has a typed answer, it is read as the tool's own would be.</param>
    public ToolSetup ReturnsText(string text) => ReturnsContent(new ToolText(text));

    /// <summary>Answers content of any kinds.</summary>
    /// <param name="content">The content.</param>
    public ToolSetup ReturnsContent(params ToolContent[] content) => Add((tool, _) => new ToolResult(tool, content));

    /// <summary>Answers structured content.</summary>
    /// <param name="json">The JSON.</param>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public ToolSetup ReturnsJson(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        JsonElement structured = document.RootElement.Clone();
        return Add((tool, _) => new ToolResult(tool, [], structured));
    }

    /// <summary>Answers what a function makes of the arguments.</summary>
    /// <param name="answer">Gets the tool and the arguments as they are sent.</param>
    public ToolSetup ReturnsResult(Func<ToolDescriptor, JsonElement, ToolResult> answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return Add((tool, call) => answer(tool, call.Arguments));
    }

    /// <summary>Reports a failure of the tool: a result whose <see cref="ToolResult.IsError"/> is true.</summary>
    /// <param name="message">What the tool says of it.</param>
    public ToolSetup Fails(string message) => Add((tool, _) => new ToolResult(tool, [new ToolText(message)], isError: true));

    /// <summary>Fails on the way to the tool, such as with an <see cref="AgentBayException"/>.</summary>
    /// <param name="exception">What the call throws.</param>
    public ToolSetup Throws(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return Add((_, _) => throw exception);
    }

    internal bool Answers(FakeCall call) => call.Tool == Expected.Tool
        && (_condition?.Invoke(call.Arguments) ?? !ArgumentDifference.Between(Expected.Arguments, call.Arguments).Any());

    internal ToolResult Answer(ToolDescriptor tool, FakeCall call)
    {
        Func<ToolDescriptor, FakeCall, ToolResult> answer;
        lock (_gate)
        {
            if (_answers.Count == 0)
                throw new InvalidOperationException($"The set-up of {Expected} has no answer: add Returns, ReturnsText, Fails or Throws.");
            answer = _answers[Math.Min(_used, _answers.Count - 1)];
            _used++;
        }

        return answer(tool, call);
    }

    private protected ToolSetup Add(Func<ToolDescriptor, FakeCall, ToolResult> answer)
    {
        lock (_gate)
            _answers.Add(answer);
        return this;
    }
}
