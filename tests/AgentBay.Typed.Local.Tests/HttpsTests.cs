using System.Net;
using System.Security.Cryptography.X509Certificates;
using AgentBay.Typed.Local.Tests.Support;

namespace AgentBay.Typed.Local.Tests;

/// <summary>The TLS endpoint beside the plain one.</summary>
public sealed class HttpsTests : IAsyncLifetime
{
    private LocalBay _bay = null!;

    public async Task InitializeAsync() => _bay = await LocalBay.StartAsync(new LocalBayOptions { HttpsPort = 0, UseBubblewrap = false });

    public async Task DisposeAsync() => await _bay.DisposeAsync();

    [Fact]
    public async Task It_answers_under_each_loopback_name_to_who_trusts_the_certificate()
    {
        using var http = Client(_bay.Certificate!);
        foreach (var host in new[] { "localhost", "127.0.0.1" })
        {
            using var form = Wire.Form(("Authorization", _bay.ApiKey));

            using var response = await http.PostAsync(new Uri($"https://{host}:{_bay.HttpsEndpoint!.Port}/?Action=ListSession"), form);

            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }
    }

    [Fact]
    public async Task Nobody_else_trusts_it()
    {
        using var http = new HttpClient();

        var failure = await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync(_bay.HttpsEndpoint));

        Assert.Equal(HttpRequestError.SecureConnectionError, failure.HttpRequestError);
    }

    [Fact]
    public void The_certificate_is_given_without_its_private_key()
    {
        Assert.False(_bay.Certificate!.HasPrivateKey);
        Assert.Equal("CN=localhost", _bay.Certificate.Subject);
        var names = _bay.Certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().Single();
        Assert.Equal(["localhost"], names.EnumerateDnsNames());
        Assert.Equal([IPAddress.Loopback, IPAddress.IPv6Loopback], names.EnumerateIPAddresses());
    }

    [Fact]
    public async Task Without_an_https_port_there_is_no_https()
    {
        await using var plain = await LocalBay.StartAsync(new LocalBayOptions { UseBubblewrap = false });

        Assert.Null(plain.HttpsEndpoint);
        Assert.Null(plain.Certificate);
    }

    private static HttpClient Client(X509Certificate2 trusted)
    {
        var handler = new SocketsHttpHandler();
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            CustomTrustStore = { trusted },
            RevocationMode = X509RevocationMode.NoCheck,
        };
        return new HttpClient(handler);
    }
}
