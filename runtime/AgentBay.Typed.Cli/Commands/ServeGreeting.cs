using AgentBay.Typed.Local;

namespace AgentBay.Typed.Cli.Commands;

/// <summary>What <c>serve</c> says when it is up: where it is, and how an SDK gets there.</summary>
internal static class ServeGreeting
{
    /// <summary>What sessions are without bubblewrap.</summary>
    public const string NotIsolated = "NOT isolated: commands run as you";

    private const string Offline = "\nThey reach no network but their own: install slirp4netns, or use --network shared.";

    public static string For(LocalBay bay, string certificatePath)
    {
        string host = bay.HttpsEndpoint!.Authority;
        return $"""
            LocalBay is up. Sessions are {(bay.IsIsolated ? "isolated with bubblewrap" : NotIsolated)}.{(bay.IsOffline ? Offline : "")}

              HTTP         {bay.Endpoint.GetLeftPart(UriPartial.Authority)}
              HTTPS        {bay.HttpsEndpoint.GetLeftPart(UriPartial.Authority)}
              API key      {bay.ApiKey}
              certificate  {certificatePath}

            AgentBay.Typed:
              export AGENTBAY_API_KEY={bay.ApiKey} AGENTBAY_ENDPOINT={bay.Endpoint.GetLeftPart(UriPartial.Authority)}

            The official SDKs speak HTTPS only and take an endpoint without a scheme:
              export AGENTBAY_API_KEY={bay.ApiKey} AGENTBAY_ENDPOINT={host}
              TypeScript   export NODE_EXTRA_CA_CERTS={certificatePath}
              Python       export SSL_CERT_FILE={certificatePath} REQUESTS_CA_BUNDLE={certificatePath}
              Go           export SSL_CERT_FILE={certificatePath}
              Java         keytool -importcert -noprompt -alias localbay -file {certificatePath} -keystore localbay.p12 -storepass changeit
                           java -Djavax.net.ssl.trustStore=localbay.p12 -Djavax.net.ssl.trustStorePassword=changeit ...

            """;
    }
}
