using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using AgentBay.Typed.Protocol;

namespace AgentBay.Typed.Routes;

/// <summary>Calls tools at the session's address inside a VPC; the arguments travel in the query (agentbay-wire 4.2).</summary>
internal sealed class VpcRoute : IDirectRoute
{
    // What servers take in a request line, less the rest of the query.
    private const int LongestArguments = 7_000;

    private static readonly MediaTypeHeaderValue FormType = new("application/x-www-form-urlencoded");

    private readonly DirectConnection _connection;
    private readonly string _address;
    private readonly string _token;

    private VpcRoute(DirectConnection connection, string address, string token)
    {
        _connection = connection;
        _address = address;
        _token = token;
    }

    public string Name => "vpc";

    public static VpcRoute? For(ApiConnection api, SessionState state, TimeSpan? toolTimeout) =>
        state is { IsVpc: true, NetworkInterfaceIp.Length: > 0, HttpPort: { } port, Token.Length: > 0 }
        && Uri.CheckHostName(state.NetworkInterfaceIp) != UriHostNameType.Unknown
            ? new VpcRoute(
                new DirectConnection(api, toolTimeout),
                new UriBuilder(Uri.UriSchemeHttp, state.NetworkInterfaceIp, port, "/callTool").Uri.AbsoluteUri,
                state.Token)
            : null;

    public bool Carries(ReadOnlyMemory<byte> arguments) => PercentEncoding.Length(arguments.Span) <= LongestArguments;

    public Task<ToolResult> CallAsync(ToolDescriptor tool, string server, ReadOnlyMemory<byte> arguments, CancellationToken cancellationToken)
    {
        string requestId = string.Create(
            CultureInfo.InvariantCulture, $"vpc-{_connection.Time.GetUtcNow().ToUnixTimeMilliseconds()}-{Guid.NewGuid().ToString("N")[..9]}");
        string query = $"?server={Escape(server)}&tool={Escape(tool.Name)}&args={Escape(Encoding.UTF8.GetString(arguments.Span))}"
            + $"&token={Escape(_token)}&requestId={requestId}";
        HttpRequestMessage request = new(HttpMethod.Get, new Uri(_address + query))
        {
            // Without a body the handler itself would send the call again when a connection that was used before breaks.
            Content = new ByteArrayContent([]) { Headers = { ContentType = FormType } },
        };
        return _connection.CallAsync(tool, request, null, requestId, cancellationToken);
    }

    private static string Escape(string text) => Uri.EscapeDataString(text);
}
