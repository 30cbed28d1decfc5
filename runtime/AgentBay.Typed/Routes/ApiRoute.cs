using System.Text.Json;
using AgentBay.Typed.Protocol;

namespace AgentBay.Typed.Routes;

/// <summary>Calls tools over the API's <c>CallMcpTool</c> (agentbay-wire 2.5 and 4.4).</summary>
internal sealed class ApiRoute(ApiConnection api, string sessionId, TimeSpan timeout)
{
    public const string Name = "api";

    public ValueTask<ApiReply> SendAsync(ToolDescriptor tool, string server, ReadOnlyMemory<byte> arguments, CancellationToken cancellationToken)
    {
        FormBody body = new FormBody(FormBody.CapacityFor(arguments)).Add("SessionId", sessionId).Add("Name", tool.Name)
            .Add("Server", server).Add("AutoGenSession", false).Add("Args", arguments);
        ApiAction action = tool.IsRepeatable ? ApiAction.CallRepeatableMcpTool : ApiAction.CallMcpTool;
        return api.SendAsync(action, body, timeout, cancellationToken);
    }

    public static ToolResult Read(ToolDescriptor tool, ApiReply reply)
    {
        if (reply.DataUtf8.IsEmpty)
            throw Failure.UnexpectedData(ApiAction.CallMcpTool.Name, reply, "it has no Data");
        try
        {
            return ToolReply.Read(tool, reply.DataUtf8, reply.RequestId);
        }
        catch (JsonException e)
        {
            throw Failure.UnexpectedData(ApiAction.CallMcpTool.Name, reply, e.Message, e);
        }
    }
}
