using Microsoft.Extensions.Logging;

namespace AgentBay.Typed;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Session {SessionId} created (request {RequestId}).")]
    public static partial void SessionCreated(ILogger logger, string sessionId, string requestId);

    [LoggerMessage(2, LogLevel.Information, "Session {SessionId} deleted: {State} (request {RequestId}).")]
    public static partial void SessionDeleted(ILogger logger, string sessionId, DeletionState state, string requestId);

    [LoggerMessage(3, LogLevel.Error, "Session {SessionId} could not be deleted on dispose and may still run at the service.")]
    public static partial void DeleteOnDisposeFailed(ILogger logger, string sessionId, Exception exception);

    [LoggerMessage(4, LogLevel.Warning, "The contexts of session {SessionId} could not be synchronised before its deletion: {Error}")]
    public static partial void ContextSyncFailed(ILogger logger, string sessionId, string error);

    [LoggerMessage(5, LogLevel.Debug, "Tool {Tool} of session {SessionId} answered over {Route}, error: {IsError} (request {RequestId}).")]
    public static partial void ToolAnswered(ILogger logger, string tool, string sessionId, string route, bool isError, string requestId);

    [LoggerMessage(6, LogLevel.Warning, "{Action} is sent again, attempt {Attempt} after {Delay}: {Error}")]
    public static partial void Retrying(ILogger logger, string action, int attempt, TimeSpan delay, string error);

    [LoggerMessage(7, LogLevel.Warning, "The route {Route} of session {SessionId} cannot be reached; its calls go over the API from now on: {Code}.")]
    public static partial void RouteGivenUp(ILogger logger, string route, string sessionId, string code);

    [LoggerMessage(8, LogLevel.Warning, "The route {Route} did not take the call of {Tool} of session {SessionId}, which goes over the API: {Code} (HTTP {Status}).")]
    public static partial void RouteFailed(ILogger logger, string route, string tool, string sessionId, string code, int? status);

    [LoggerMessage(9, LogLevel.Error, "Session {SessionId}, whose creation failed or was given up, could not be deleted and may still run at the service.")]
    public static partial void AbandonedSession(ILogger logger, string sessionId, Exception exception);

    [LoggerMessage(10, LogLevel.Warning, "The recording context {ContextId} of a session that was not created could not be deleted.")]
    public static partial void AbandonedContext(ILogger logger, string contextId, Exception exception);

    [LoggerMessage(11, LogLevel.Warning, "The image {ImageId} lacks tools of its catalog: {Tools}. Refresh the catalog.")]
    public static partial void ToolsGone(ILogger logger, string? imageId, string tools);

    [LoggerMessage(13, LogLevel.Warning, "The service did not tell that the contexts of session {SessionId} are there; what it told last: {Tasks}")]
    public static partial void DownloadNotSeen(ILogger logger, string sessionId, string tasks);

    [LoggerMessage(14, LogLevel.Debug, "A creation whose caller gave up failed as well; it left no session.")]
    public static partial void LateCreationFailed(ILogger logger, Exception exception);

    [LoggerMessage(15, LogLevel.Warning, "The HttpClient drops requests after {Timeout}: a creation that it drops may leave a session behind. Set HttpClient.Timeout to Timeout.InfiniteTimeSpan.")]
    public static partial void HttpClientTimeout(ILogger logger, TimeSpan timeout);

    [LoggerMessage(12, LogLevel.Debug, "The image {ImageId} has tools that its catalog lacks: {Tools}.")]
    public static partial void NewTools(ILogger logger, string? imageId, string tools);
}
