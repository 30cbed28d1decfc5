namespace AgentBay.Typed.Local;

/// <summary>A tool's own failure: its message is what the caller of the tool reads.</summary>
internal sealed class ToolException(string message, Exception? innerException = null) : Exception(message, innerException);
