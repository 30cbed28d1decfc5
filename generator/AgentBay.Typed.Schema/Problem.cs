using AgentBay.Typed.Schema.Json;

namespace AgentBay.Typed.Schema;

/// <summary>Something in a capture or overlay that a person should know of.</summary>
/// <param name="Id">Its diagnostic id; see <see cref="ProblemIds"/>.</param>
/// <param name="Range">Where it is.</param>
/// <param name="Message">What it is, and what to do.</param>
internal sealed record Problem(string Id, TextRange Range, string Message)
{
    /// <summary>What it is, and what to do. One line, fit to be printed, whatever a server calls its tools.</summary>
    public string Message { get; } = Message.Printable();
}
