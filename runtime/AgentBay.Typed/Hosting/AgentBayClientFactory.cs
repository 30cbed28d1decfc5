using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AgentBay.Typed.Hosting;

/// <summary>Makes the clients that a host asks for.</summary>
internal static class AgentBayClientFactory
{
    public static string HttpClientName(string name) => name.Length == 0 ? "AgentBay" : $"AgentBay:{name}";

    public static AgentBayClient Create(IServiceProvider provider, string name) => new(
        provider.GetRequiredService<IOptionsMonitor<AgentBayOptions>>().Get(name),
        provider.GetRequiredService<IHttpClientFactory>().CreateClient(HttpClientName(name)),
        disposeHttpClient: true);
}
