using AgentBay.Typed.Tests.Infrastructure;

namespace AgentBay.Typed.Tests;

public sealed class OptionsTests
{
    [Theory]
    [InlineData("example.test", "https://example.test/")]
    [InlineData("localhost:8443", "https://localhost:8443/")]
    [InlineData("http://127.0.0.1:5000", "http://127.0.0.1:5000/")]
    [InlineData("https://example.test/", "https://example.test/")]
    public void An_endpoint_is_a_host_or_a_URI(string endpoint, string uri)
    {
        using AgentBayClient client = new(new AgentBayOptions { ApiKey = "k", Endpoint = endpoint });
        Assert.Equal(new Uri(uri), client.Endpoint);
    }

    [Theory]
    [InlineData("ftp://example.test")]
    [InlineData("https://example.test/path")]
    [InlineData("localhost:0")]
    [InlineData("exam ple")]
    [InlineData("http://")]
    public void What_is_no_endpoint_is_refused_before_anything_is_sent(string endpoint) => Assert.Contains(
        endpoint,
        Assert.Throws<InvalidOperationException>(() => new AgentBayClient(new AgentBayOptions { ApiKey = "k", Endpoint = endpoint })).Message,
        StringComparison.Ordinal);

    [Fact]
    public void An_endpoint_with_a_password_is_refused_without_telling_it()
    {
        InvalidOperationException exception = Assert.Throws<InvalidOperationException>(
            static () => new AgentBayClient(new AgentBayOptions { ApiKey = "k", Endpoint = "https://user:pass-word@example.test" }));
        Assert.Contains("has a user or a password in it", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("pass-word", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_with_a_line_break_is_refused_without_telling_it()
    {
        InvalidOperationException exception = Assert.Throws<InvalidOperationException>(
            static () => new AgentBayClient(new AgentBayOptions { ApiKey = "secret-key\nsecond-line" }));
        Assert.Contains("line break", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-key", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_default_endpoint_is_that_of_the_official_SDKs()
    {
        using AgentBayClient client = new(new AgentBayOptions { ApiKey = "k", ReadEnvironment = static _ => null });
        Assert.Equal("wuyingai.cn-shanghai.aliyuncs.com", client.Endpoint.Host);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("  ")]
    public void A_missing_key_is_told_with_where_to_put_one(string? key) => Assert.Contains(
        "AGENTBAY_API_KEY",
        Assert.Throws<InvalidOperationException>(() => new AgentBayClient(new AgentBayOptions { ApiKey = key, ReadEnvironment = static _ => null })).Message,
        StringComparison.Ordinal);

    [Fact]
    public async Task The_environment_stands_in_for_what_is_not_set()
    {
        Dictionary<string, string> environment = new()
        {
            ["AGENTBAY_API_KEY"] = "from-environment", ["AGENTBAY_ENDPOINT"] = "http://environment.test", ["AGENTBAY_REGION_ID"] = "cn-e",
        };
        FakeService service = new();
        using AgentBayClient client = new(
            new AgentBayOptions { ReadEnvironment = environment.GetValueOrDefault }, new HttpClient(service, disposeHandler: false));
        await client.CreateSessionAsync();
        IReadOnlyDictionary<string, string> fields = service.Last("CreateMcpSession").Fields;
        Assert.Equal(("environment.test", "Bearer from-environment", "cn-e"), (client.Endpoint.Host, fields["Authorization"], fields["LoginRegionId"]));
    }

    [Fact]
    public async Task What_is_set_wins_over_the_environment()
    {
        FakeService service = new();
        using AgentBayClient client = new(
            new AgentBayOptions { ApiKey = "set", Endpoint = "set.test", RegionId = "set", ReadEnvironment = static _ => "environment" },
            new HttpClient(service, disposeHandler: false));
        await client.CreateSessionAsync();
        IReadOnlyDictionary<string, string> fields = service.Last("CreateMcpSession").Fields;
        Assert.Equal(("set.test", "Bearer set", "set"), (client.Endpoint.Host, fields["Authorization"], fields["LoginRegionId"]));
    }

    [Theory]
    [InlineData("1500", 1.5)]
    [InlineData("0", 60)]
    [InlineData("-5", 60)]
    [InlineData("soon", 60)]
    [InlineData(null, 60)]
    public void The_time_limit_of_the_environment_is_in_milliseconds_and_ignored_when_it_is_none(string? value, double seconds) => Assert.Equal(
        TimeSpan.FromSeconds(seconds), new AgentBayOptions { ReadEnvironment = _ => value }.RequireTimeout());

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_time_limit_must_be_positive(int seconds) => Assert.Throws<InvalidOperationException>(
        () => new AgentBayClient(new AgentBayOptions { ApiKey = "k", Timeout = TimeSpan.FromSeconds(seconds) }));
}
