using System.Globalization;
using AgentBay.Typed.Protocol;

namespace AgentBay.Typed.Routes;

/// <summary>Calls tools at the session's own address (agentbay-wire 4.3).</summary>
internal sealed class LinkRoute : IDirectRoute
{
    private readonly DirectConnection _connection;
    private readonly Uri _address;
    private readonly string _token;

    private LinkRoute(DirectConnection connection, Uri address, string token)
    {
        _connection = connection;
        _address = address;
        _token = token;
    }

    public string Name => "link";

    public static LinkRoute? For(ApiConnection api, SessionState state, TimeSpan? toolTimeout) =>
        state is { LinkUrl: { } link, Token.Length: > 0 }
            ? new LinkRoute(
                new DirectConnection(api, toolTimeout), new Uri(link.AbsoluteUri.TrimEnd('/') + "/callTool"), state.Token)
            : null;

    public bool Carries(ReadOnlyMemory<byte> arguments) => true;

    public Task<ToolResult> CallAsync(ToolDescriptor tool, string server, ReadOnlyMemory<byte> arguments, CancellationToken cancellationToken)
    {
        string requestId = string.Create(
            CultureInfo.InvariantCulture,
            $"link-{_connection.Time.GetUtcNow().ToUnixTimeMilliseconds()}-{Random.Shared.Next(1_000_000_000):000000000}");
        LinkBody body = new(arguments, server, requestId, tool.Name, _token);
        HttpRequestMessage request = new(HttpMethod.Post, _address) { Content = body };
        request.Headers.TryAddWithoutValidation("X-Access-Token", _token);
        return _connection.CallAsync(tool, request, body, requestId, cancellationToken);
    }
}
