using System.Text.Json;

namespace AgentBay.Typed.Testing;

/// <summary>The calls that a fake waits for, and what it answers to them, in turn.</summary>
internal sealed class SetUp(FakeCall expected)
{
    private readonly object _gate = new();
    private readonly List<Func<ToolDescriptor, JsonElement, ToolResult>> _answers = [];
    private int _used;

    public FakeCall Expected { get; } = expected;

    /// <summary>Looks at the arguments instead of comparing them with those of <see cref="Expected"/>.</summary>
    public Func<JsonElement, bool>? Condition { get; set; }

    /// <summary>What is wrong when a test has ended; null where nothing is.</summary>
    public string? Complaint
    {
        get
        {
            lock (_gate)
            {
                return _answers.Count == 0 ? WithoutAnswer
                    : _used == 0 ? $"The set-up of {Expected} was never used."
                    : null;
            }
        }
    }

    private string WithoutAnswer => $"The set-up of {Expected} has no answer: add Returns, ReturnsText, Fails or Throws.";

    public void Add(Func<ToolDescriptor, JsonElement, ToolResult> answer)
    {
        lock (_gate)
            _answers.Add(answer);
    }

    public bool Answers(FakeCall call)
    {
        if (call.Tool != Expected.Tool)
            return false;
        if (Condition is null)
            return call.IsLike(Expected);
        try
        {
            return Condition(call.Arguments);
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"The condition of the set-up of {Expected} threw at the call {call}: {e.Message}", e);
        }
    }

    /// <summary>Says why a call of the tool is not answered.</summary>
    public IEnumerable<string> Differences(FakeCall call) =>
        Condition is null ? ArgumentDifference.Between(Expected.Arguments, call.Arguments) : ["its condition did not hold"];

    public ToolResult Answer(ToolDescriptor tool, FakeCall call)
    {
        Func<ToolDescriptor, JsonElement, ToolResult> answer;
        lock (_gate)
        {
            if (_answers.Count == 0)
                throw new InvalidOperationException(WithoutAnswer);
            answer = _answers[Math.Min(_used, _answers.Count - 1)];
            _used++;
        }

        return answer(tool, call.Arguments);
    }
}
