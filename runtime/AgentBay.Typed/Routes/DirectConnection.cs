using System.Text.Json;
using AgentBay.Typed.Protocol;

namespace AgentBay.Typed.Routes;

/// <summary>Sends a call straight to a session and reads the result out of its envelope (agentbay-wire 4.2 and 4.3).</summary>
internal sealed class DirectConnection(ApiConnection api, string token, TimeSpan? toolTimeout)
{
    private const string Action = "callTool";

    // What all official SDKs allow a call over a link (agentbay-wire 4.3).
    private static readonly TimeSpan UsualTimeout = TimeSpan.FromMinutes(15);

    private readonly Secrets _secrets = api.Secrets.With(token);

    public TimeProvider Time => api.Time;

    public async Task<ToolResult> CallAsync(
        ToolDescriptor tool,
        HttpRequestMessage request,
        RequestBody? body,
        string requestId,
        CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using Deadline deadline = new(toolTimeout ?? UsualTimeout, Time, cancellationToken);
        string host = request.RequestUri!.Authority;
        try
        {
            using HttpReply answer = await api.Http.SendAsync(Action, request, deadline).ConfigureAwait(false);
            return Read(tool, answer, requestId);
        }
        catch (OperationCanceledException e)
        {
            deadline.ThrowIfCallerGaveUp();
            throw Failure.TimedOut(Action, host, deadline.Limit, e);
        }
        finally
        {
            if (body is not null)
                await body.CloseAsync().ConfigureAwait(false);
        }
    }

    private ToolResult Read(ToolDescriptor tool, HttpReply answer, string requestId)
    {
        ApiReply reply;
        try
        {
            reply = ApiReply.Read(answer, requestId);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw Failure.Unreadable(Action, answer, _secrets, e);
        }

        if ((int)answer.Status >= 400)
            throw Failure.Refused(Action, reply, answer.RetryAfter, _secrets);
        try
        {
            return ToolReply.ReadEnveloped(tool, reply.DataUtf8, requestId);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw Failure.UnexpectedData(Action, reply, e.Message, e);
        }
    }
}
