using Microsoft.Extensions.Logging;

namespace AgentBay.Typed.Local;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "LocalBay listens on {Endpoint}; files are under {RootDirectory}; sessions are isolated with bubblewrap.")]
    public static partial void StartedIsolated(this ILogger logger, Uri endpoint, string rootDirectory);

    [LoggerMessage(2, LogLevel.Warning, "LocalBay listens on {Endpoint}; files are under {RootDirectory}. Sessions are NOT isolated: their commands run as user {User} with access to this machine's files. Reason: {Reason}")]
    public static partial void StartedWithoutIsolation(this ILogger logger, Uri endpoint, string rootDirectory, string user, string reason);

    [LoggerMessage(3, LogLevel.Debug, "{Action} answered {StatusCode} in {Milliseconds} ms (request {RequestId}).")]
    public static partial void Answered(this ILogger logger, string? action, int statusCode, double milliseconds, string requestId);

    [LoggerMessage(4, LogLevel.Error, "{Action} failed unexpectedly (request {RequestId}).")]
    public static partial void Failed(this ILogger logger, Exception exception, string? action, string requestId);

    [LoggerMessage(5, LogLevel.Information, "Session {SessionId} created from image {ImageId}.")]
    public static partial void SessionCreated(this ILogger logger, string sessionId, string imageId);

    [LoggerMessage(6, LogLevel.Information, "Session {SessionId} deleted.")]
    public static partial void SessionDeleted(this ILogger logger, string sessionId);

    [LoggerMessage(7, LogLevel.Debug, "Tool {Tool} of session {SessionId} ended in {Milliseconds} ms, error: {IsError}.")]
    public static partial void ToolEnded(this ILogger logger, string tool, string sessionId, double milliseconds, bool isError);

    [LoggerMessage(8, LogLevel.Error, "Tool {Tool} of session {SessionId} failed unexpectedly.")]
    public static partial void ToolFailed(this ILogger logger, Exception exception, string tool, string sessionId);

    [LoggerMessage(10, LogLevel.Information, "Session {SessionId} was idle for its whole time and is deleted.")]
    public static partial void SessionIdle(this ILogger logger, string sessionId);

    [LoggerMessage(11, LogLevel.Warning, "The {Type} of context {ContextId} in session {SessionId} failed.")]
    public static partial void CopyFailed(this ILogger logger, Exception exception, string type, string contextId, string sessionId);

    [LoggerMessage(12, LogLevel.Warning, "The context in {Directory} cannot be read, so it does not exist for this run; its files are left as they are. Mend its context.json, or move the directory away. Reason: {Reason}")]
    public static partial void ContextUnreadable(this ILogger logger, Exception exception, string directory, string reason);

    [LoggerMessage(9, LogLevel.Warning, "Not everything of session {SessionId} could be removed.")]
    public static partial void CleanupFailed(this ILogger logger, Exception exception, string sessionId);
}
