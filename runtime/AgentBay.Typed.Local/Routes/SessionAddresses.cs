using System.Globalization;
using System.Text.Json.Nodes;
using AgentBay.Typed.Local.Sessions;

namespace AgentBay.Typed.Local.Routes;

/// <summary>
/// The ways to a session beside the API, as it tells its creator. A session that was asked for as a VPC resource has the
/// VPC route and no other.
/// </summary>
internal sealed class SessionAddresses(LocalBayToolRoute route, Func<Uri> endpoint)
{
    public const string LinkPrefix = "/link/";
    public const string WebSocketPrefix = "/ws/";

    public void AddTo(JsonObject data, BaySession session)
    {
        var isVpc = session.Settings.IsVpc;
        var link = route == LocalBayToolRoute.Link && !isVpc ? new Uri(endpoint(), LinkPrefix + session.Id).AbsoluteUri : "";
        var socket = new UriBuilder(new Uri(endpoint(), WebSocketPrefix + session.Id)) { Scheme = Uri.UriSchemeWs };
        data["VpcResource"] = isVpc;
        data["NetworkInterfaceIp"] = isVpc ? endpoint().Host : "";
        data["HttpPort"] = isVpc ? endpoint().Port.ToString(CultureInfo.InvariantCulture) : "";
        data["Token"] = session.Token;
        data["LinkUrl"] = link;
        data["WsUrl"] = isVpc ? "" : socket.Uri.AbsoluteUri;
    }
}
