using AgentBay.Typed.Cli.Reports;

namespace AgentBay.Typed.Cli.Sources;

/// <summary>A source gave no tools. The message is one line: it may hold words of a server.</summary>
internal sealed class SourceException(string message, Exception? innerException = null)
    : Exception(message.Printable(), innerException);
