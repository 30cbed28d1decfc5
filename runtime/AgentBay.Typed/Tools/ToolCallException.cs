namespace AgentBay.Typed;

/// <summary>
/// A tool's answer was asked for, but the tool reported a failure: a file that is not there, a command that failed.
/// The session and the route are fine.
/// </summary>
public class ToolCallException : Exception
{
    /// <summary>Makes the exception for a result that is an error.</summary>
    /// <param name="result">The result.</param>
    public ToolCallException(ToolResult result)
        : this(result, $"The tool '{result?.Tool}' reported an error: {result?.ErrorMessage}", null)
    {
    }

    private protected ToolCallException(ToolResult? result, string message, Exception? innerException)
        : base(WithRequestId(message, result), innerException) =>
        Result = result ?? throw new ArgumentNullException(nameof(result));

    /// <summary>The whole result, with all that the tool said.</summary>
    public ToolResult Result { get; }

    private static string WithRequestId(string message, ToolResult? result) =>
        string.IsNullOrEmpty(result?.RequestId) ? message : $"{message} (request {result.RequestId})";
}

/// <summary>
/// A tool answered something that does not fit its schema. Usual causes: the image's tool is newer than the capture
/// (refresh it), or the overlay's <c>outputSchema</c> promises too much.
/// </summary>
public sealed class ToolOutputException : ToolCallException
{
    internal ToolOutputException(ToolResult result, string path, string problem, Exception? innerException)
        : base(
            result,
            $"The answer of the tool '{result.Tool}' does not fit its schema at {path}: {problem}. "
            + "The raw answer is in the exception's Result.",
            innerException) =>
        Path = path;

    /// <summary>Where the answer does not fit, as a JSON path such as <c>$.items[3].name</c>.</summary>
    public string Path { get; }
}
