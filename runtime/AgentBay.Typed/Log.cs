using Microsoft.Extensions.Logging;

namespace AgentBay.Typed;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Session {SessionId} of image {ImageId} created (request {RequestId}).")]
    public static partial void SessionCreated(ILogger logger, string sessionId, string? imageId, string requestId);

    [LoggerMessage(2, LogLevel.Information, "Session {SessionId} deleted: {State} (request {RequestId}).")]
    public static partial void SessionDeleted(ILogger logger, string sessionId, DeletionState state, string requestId);

    [LoggerMessage(3, LogLevel.Error, "Session {SessionId} could not be deleted on dispose and may still run at the service.")]
    public static partial void DeleteOnDisposeFailed(ILogger logger, string sessionId, Exception exception);

    [LoggerMessage(4, LogLevel.Warning, "The contexts of session {SessionId} could not be synchronised before its deletion: {Error}")]
    public static partial void ContextSyncFailed(ILogger logger, string sessionId, string error);

    [LoggerMessage(5, LogLevel.Debug, "Tool {Tool} of session {SessionId} answered, error: {IsError} (request {RequestId}).")]
    public static partial void ToolAnswered(ILogger logger, string tool, string sessionId, bool isError, string requestId);
}
