using System.Text;

namespace AgentBay.Typed.Testing;

/// <summary>A tool was called in a way that the test did not foresee.</summary>
public sealed class UnexpectedToolCallException : Exception
{
    internal UnexpectedToolCallException(FakeCall call, string message) : base(message) => Call = call;

    /// <summary>The call.</summary>
    public FakeCall Call { get; }

    internal static UnexpectedToolCallException For(FakeCall call, string what, IReadOnlyList<SetUp> known)
    {
        StringBuilder message = new($"{what}: {call}");
        (SetUp Known, IReadOnlyList<string> Differences)[] near =
        [
            .. known.Where(one => one.Expected.Tool == call.Tool)
                .Select(one => (one, one.Differences(call)))
                .OrderBy(static pair => pair.Item2.Count)
                .Take(3),
        ];
        foreach ((SetUp one, IReadOnlyList<string> differences) in near)
            message.Append('\n').Append("  near: ").Append(one.Expected).Append("; ").AppendJoin("; ", differences);
        if (near.Length == 0)
        {
            string[] tools = [.. known.Select(static one => one.Expected.Tool).Distinct().Order(StringComparer.Ordinal)];
            message.Append('\n').Append(tools.Length == 0 ? "  no tool is known" : "  known tools: ").AppendJoin(", ", tools);
        }

        return new UnexpectedToolCallException(call, message.ToString());
    }
}
