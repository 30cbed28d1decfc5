using System.Collections.Frozen;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using AgentBay.Typed.Local.Contexts;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AgentBay.Typed.Local.Api;

/// <summary>Does one action.</summary>
internal delegate Task<ApiReply> ApiAction(ApiRequest request, CancellationToken cancellationToken);

/// <summary>The API itself: one address, and a table from the names of actions to what does them.</summary>
internal sealed class ApiEndpoint(string apiKey, IReadOnlyDictionary<string, ApiAction> actions, ILogger logger)
{
    private readonly FrozenDictionary<string, ApiAction> _actions = actions.ToFrozenDictionary(StringComparer.Ordinal);
    private readonly byte[] _apiKey = Encoding.UTF8.GetBytes(apiKey);

    public async Task HandleAsync(HttpContext context)
    {
        var started = Stopwatch.GetTimestamp();
        var requestId = Guid.NewGuid().ToString().ToUpperInvariant();
        string? action = null;
        JsonObject body;
        try
        {
            if (context.Request.Path != "/") throw new ApiException(StatusCodes.Status404NotFound, "InvalidPath", "The API is at the path /.");
            if (!HttpMethods.IsPost(context.Request.Method) && !HttpMethods.IsGet(context.Request.Method))
                throw new ApiException(StatusCodes.Status405MethodNotAllowed, "UnsupportedHTTPMethod", "The API takes GET and POST.");

            if (await RequestBody.IsTooLargeAsync(context)) throw new ApiException(StatusCodes.Status413PayloadTooLarge, "InvalidRequest", RequestBody.TooLarge);

            var request = await ApiRequest.ReadAsync(context.Request, context.RequestAborted);
            CheckKey(request);
            var handler = Find(request);
            action = request.Action;
            body = Success(await handler(request, context.RequestAborted), requestId);
        }
        catch (ApiException e)
        {
            body = Failure(e.StatusCode, e.Code, e.Message, requestId);
        }
        catch (ContextDeletedException e)
        {
            var notFound = Lookup.ContextNotFound(e.ContextId);
            body = Failure(notFound.StatusCode, notFound.Code, notFound.Message, requestId);
        }
        catch (BadHttpRequestException e)
        {
            body = Failure(e.StatusCode, "InvalidRequest", e.Message, requestId);
        }
        catch (InvalidDataException e)
        {
            body = Failure(StatusCodes.Status400BadRequest, "InvalidRequest", e.Message, requestId);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return; // nobody waits for an answer
        }
        catch (Exception e)
        {
            logger.Failed(e, action, requestId);
            body = Failure(StatusCodes.Status500InternalServerError, "InternalError", "LocalBay failed unexpectedly; its log says more.", requestId);
        }

        context.Response.StatusCode = body["HttpStatusCode"]!.GetValue<int>();
        context.Response.ContentType = "application/json; charset=utf-8";
        await context.Response.WriteAsync(JsonText.From(body), context.RequestAborted);
        logger.Answered(action, context.Response.StatusCode, Stopwatch.GetElapsedTime(started).TotalMilliseconds, requestId);
    }

    private void CheckKey(ApiRequest request)
    {
        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(request.ApiKey), _apiKey))
            throw new ApiException(StatusCodes.Status401Unauthorized, "InvalidApiKey", "The API key is missing or is not this LocalBay's.");
    }

    private ApiAction Find(ApiRequest request) =>
        _actions.GetValueOrDefault(request.Action ?? throw ApiException.MissingParameter("Action"))
            ?? throw ApiException.BadRequest("InvalidAction.NotFound", $"LocalBay does not have the action {request.Action}.");

    private static JsonObject Success(ApiReply reply, string requestId)
    {
        var body = new JsonObject
        {
            ["RequestId"] = requestId,
            ["HttpStatusCode"] = StatusCodes.Status200OK,
            ["Code"] = reply.Problem?.Code ?? "ok",
            ["Success"] = reply.Problem is null,
        };
        if (reply.Problem is { } problem) body["Message"] = problem.Message;
        if (reply.Data is not null) body["Data"] = reply.Data;
        if (reply.MaxResults is { } maxResults) body["MaxResults"] = maxResults;
        if (reply.TotalCount is { } totalCount) body["TotalCount"] = totalCount;
        if (reply.Count is { } count) body["Count"] = count;
        if (reply.NextToken is { } nextToken) body["NextToken"] = nextToken;
        return body;
    }

    private static JsonObject Failure(int statusCode, string code, string message, string requestId) => new()
    {
        ["RequestId"] = requestId,
        ["HttpStatusCode"] = statusCode,
        ["Code"] = code,
        ["Message"] = message,
        ["Success"] = false,
    };
}
