namespace AgentBay.Typed.Protocol;

/// <summary>Makes the handlers that keep the connections.</summary>
internal static class AgentBayHandler
{
    // An address that does not answer is found out long before a tool's time is over.
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(15);

    // Connections are renewed so that a change of DNS is noticed.
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    public static SocketsHttpHandler Create() => new()
    {
        ConnectTimeout = ConnectLimit,
        PooledConnectionLifetime = ConnectionLifetime,

        // An answer comes from where the question went.
        AllowAutoRedirect = false,
        UseCookies = false,
    };

    /// <summary>As <see cref="Create"/>, with what a host's own pipeline has above it.</summary>
    public static HttpMessageHandler CreateWhole() => new ConnectFailureHandler { InnerHandler = Create() };
}
