namespace AgentBay.Typed;

/// <summary>
/// Carries a tool call to whoever runs it: a <see cref="Session"/>, an MCP server, or a test's fake. Every generated
/// method goes through this one seam.
/// </summary>
public interface IToolInvoker
{
    /// <summary>Calls a tool.</summary>
    /// <param name="tool">The tool to call.</param>
    /// <param name="arguments">
    /// The arguments: one JSON object in UTF-8. The memory is the caller's again as soon as the returned task ends;
    /// copy what must live longer.
    /// </param>
    /// <param name="cancellationToken">Gives up waiting for the tool.</param>
    /// <returns>What the tool answered. A failure of the tool itself is a result whose <see cref="ToolResult.IsError"/> is true.</returns>
    /// <exception cref="AgentBayException">The service, the route or the wire failed.</exception>
    Task<ToolResult> InvokeAsync(ToolDescriptor tool, ReadOnlyMemory<byte> arguments, CancellationToken cancellationToken = default);
}
