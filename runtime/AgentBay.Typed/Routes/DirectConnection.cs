using System.Text.Json;
using AgentBay.Typed.Protocol;

namespace AgentBay.Typed.Routes;

/// <summary>Sends a call straight to a session and reads the result out of its envelope (agentbay-wire 4.2 and 4.3).</summary>
internal sealed class DirectConnection(ApiConnection api, TimeSpan? toolTimeout)
{
    // What all official SDKs allow a call over a link (agentbay-wire 4.3).
    private static readonly TimeSpan UsualTimeout = TimeSpan.FromMinutes(15);

    public TimeProvider Time => api.Time;

    public async Task<ToolResult> CallAsync(
        ToolDescriptor tool,
        HttpRequestMessage request,
        RequestBody? body,
        string requestId,
        CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using Deadline deadline = Deadline.Start(toolTimeout ?? UsualTimeout, Time, cancellationToken);
        Destination to = Destination.Session(request.RequestUri!);
        try
        {
            using HttpReply answer = await api.Http.SendAsync(to, request, deadline).ConfigureAwait(false);
            return Read(tool, to, answer, requestId);
        }
        finally
        {
            if (body is not null)
                await body.CloseAsync().ConfigureAwait(false);
        }
    }

    private ToolResult Read(ToolDescriptor tool, Destination to, HttpReply answer, string requestId)
    {
        ApiReply reply;
        try
        {
            reply = ApiReply.Read(answer, requestId);
        }
        catch (JsonException e)
        {
            throw Failure.Unreadable(to, answer, api.Secrets, e);
        }

        if ((int)answer.Status is < 200 or >= 300 || (reply.IsRefusal && reply.DataUtf8.IsEmpty))
            throw Failure.Refused(to, reply, answer.RetryAfter, api.Secrets);
        try
        {
            return ToolReply.ReadEnveloped(tool, reply.DataUtf8, requestId);
        }
        catch (JsonException e)
        {
            throw Failure.UnexpectedData(to.Action, reply, e.Message, e);
        }
    }
}
