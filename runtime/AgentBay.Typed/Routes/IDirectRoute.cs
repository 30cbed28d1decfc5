namespace AgentBay.Typed.Routes;

/// <summary>A way to a session's tools that does not lead over the API.</summary>
internal interface IDirectRoute
{
    /// <summary>What the way is called in logs and traces.</summary>
    string Name { get; }

    /// <summary>Whether arguments of this size can go this way.</summary>
    bool Carries(ReadOnlyMemory<byte> arguments);

    /// <summary>Calls a tool, once.</summary>
    Task<ToolResult> CallAsync(ToolDescriptor tool, string server, ReadOnlyMemory<byte> arguments, CancellationToken cancellationToken);
}
