using System.Text;

namespace AgentBay.Typed.Testing;

/// <summary>A tool was called in a way that the test did not foresee.</summary>
public sealed class UnexpectedToolCallException : Exception
{
    internal UnexpectedToolCallException(FakeCall call, string message) : base(message) => Call = call;

    /// <summary>The call.</summary>
    public FakeCall Call { get; }

    internal static UnexpectedToolCallException For(FakeCall call, string what, IReadOnlyList<FakeCall> known)
    {
        StringBuilder message = new($"{what}: {call}");
        (FakeCall Known, string[] Differences)[] near =
        [
            .. known.Where(one => one.Tool == call.Tool)
                .Select(one => (one, ArgumentDifference.Between(one.Arguments, call.Arguments).ToArray()))
                .OrderBy(static pair => pair.Item2.Length)
                .Take(3),
        ];
        foreach ((FakeCall one, string[] differences) in near)
            message.Append('\n').Append("  near: ").Append(one).Append("; ").AppendJoin("; ", differences);
        if (near.Length == 0)
        {
            string[] tools = [.. known.Select(static one => one.Tool).Distinct().Order(StringComparer.Ordinal)];
            message.Append('\n').Append(tools.Length == 0 ? "  no tool is known" : "  known tools: ").AppendJoin(", ", tools);
        }

        return new UnexpectedToolCallException(call, message.ToString());
    }
}
