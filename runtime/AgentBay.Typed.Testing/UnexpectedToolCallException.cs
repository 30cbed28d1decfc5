using System.Text;

namespace AgentBay.Typed.Testing;

/// <summary>A tool was called in a way that the test did not foresee.</summary>
public sealed class UnexpectedToolCallException : Exception
{
    internal UnexpectedToolCallException(FakeCall call, string message) : base(message) => Call = call;

    /// <summary>The call.</summary>
    public FakeCall Call { get; }

    /// <param name="call">The call.</param>
    /// <param name="what">What is wrong with it.</param>
    /// <param name="known">The calls that would be answered, and how the call differs from each.</param>
    internal static UnexpectedToolCallException For(
        FakeCall call, string what, IReadOnlyList<(FakeCall Expected, IEnumerable<string> Differences)> known)
    {
        StringBuilder message = new($"{what}: {call}");
        (FakeCall Expected, string[] Differences)[] near =
        [
            .. known.Where(one => one.Expected.Tool == call.Tool)
                .Select(static one => (one.Expected, one.Differences.ToArray()))
                .OrderBy(static pair => pair.Item2.Length)
                .Take(3),
        ];
        foreach ((FakeCall expected, string[] differences) in near)
            message.Append('\n').Append("  near: ").Append(expected).Append("; ").AppendJoin("; ", differences);
        if (near.Length == 0)
        {
            string[] tools = [.. known.Select(static one => one.Expected.Tool).Distinct().Order(StringComparer.Ordinal)];
            message.Append('\n').Append(tools.Length == 0 ? "  there is no call that would be answered" : "  known tools: ").AppendJoin(", ", tools);
        }

        return new UnexpectedToolCallException(call, message.ToString());
    }
}
