using AgentBay.Typed.Tests.Infrastructure;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AgentBay.Typed.Tests;

/// <summary>The client as a service of a host.</summary>
public sealed class HostingTests
{
    [Fact]
    public async Task A_host_gets_one_client_with_its_own_logging_clock_and_handlers()
    {
        TestLog log = new();
        FakeService service = new();
        CountingHandler handler = new();
        ServiceCollection services = new();
        services.AddSingleton<ILoggerFactory>(log).AddSingleton<TimeProvider>(new QuickTime());
        services.AddAgentBay(static options => (options.ApiKey, options.Endpoint) = ("secret-key", "bay.test"))
            .AddHttpMessageHandler(() => handler).ConfigurePrimaryHttpMessageHandler(() => service);
        await using ServiceProvider provider = services.BuildServiceProvider();

        AgentBayClient client = provider.GetRequiredService<AgentBayClient>();
        Assert.Same(client, provider.GetRequiredService<AgentBayClient>());
        await client.CreateSessionAsync();
        Assert.Equal((1, "https://bay.test/"), (handler.Count, client.Endpoint.ToString()));
        Assert.Contains(log.Entries, static entry => entry.Text.Contains("s-1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Options_are_read_from_configuration()
    {
        ServiceCollection services = new();
        services.AddAgentBay(Configuration(("ApiKey", "k"), ("Endpoint", "http://127.0.0.1:5"), ("RegionId", "cn-x"), ("Timeout", "00:00:07"), ("ToolTimeout", "00:01:00"), ("MaxRetries", "1")));
        await using ServiceProvider provider = services.BuildServiceProvider();
        AgentBayOptions options = provider.GetRequiredService<IOptions<AgentBayOptions>>().Value;
        Assert.Equal(("k", "http://127.0.0.1:5", "cn-x", 1), (options.ApiKey, options.Endpoint, options.RegionId, options.MaxRetries));
        Assert.Equal((TimeSpan.FromSeconds(7), TimeSpan.FromMinutes(1)), (options.Timeout, options.ToolTimeout));
        Assert.Equal("http://127.0.0.1:5/", provider.GetRequiredService<AgentBayClient>().Endpoint.ToString());
    }

    [Theory]
    [InlineData("Timeout", "soon", "'Bay:Timeout' is 'soon'")]
    [InlineData("Timeout", "90", "'Bay:Timeout' is '90'")]
    [InlineData("MaxRetries", "many", "'Bay:MaxRetries' is 'many'")]
    public async Task A_configuration_value_of_the_wrong_kind_is_named(string key, string value, string said)
    {
        ServiceCollection services = new();
        services.AddAgentBay(Configuration(("ApiKey", "k"), (key, value)));
        await using ServiceProvider provider = services.BuildServiceProvider();
        Exception exception = Assert.ThrowsAny<Exception>(() => provider.GetRequiredService<AgentBayClient>());
        Assert.Contains(said, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_configuration_values_of_the_wrong_kind_are_named_at_once()
    {
        ServiceCollection services = new();
        services.AddAgentBay(Configuration(("ApiKey", "k"), ("Timeout", "soon"), ("MaxRetries", "many")));
        await using ServiceProvider provider = services.BuildServiceProvider();
        InvalidOperationException exception = Assert.Throws<InvalidOperationException>(() => provider.GetRequiredService<AgentBayClient>());
        Assert.Contains("'Bay:Timeout' is 'soon'", exception.Message, StringComparison.Ordinal);
        Assert.Contains("'Bay:MaxRetries' is 'many'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_that_takes_no_connection_is_given_up_by_a_hosts_client_as_by_any()
    {
        int attempts = 0;
        await using KeepAliveServer server = new(static (request, _) => request.AnswerAsync(request.Action == "CallMcpTool"
            ? """{"Success":true,"Data":{"content":[{"type":"text","text":"over the API"}]}}"""
            : """{"Success":true,"Data":{"SessionId":"s-1","Token":"t","LinkUrl":"http://link.test/","ToolList":[{"name":"t","server":"s"}]}}"""));
        ServiceCollection services = new();
        services.AddAgentBay(options => (options.ApiKey, options.Endpoint) = ("k", server.Address.OriginalString))
            .UseSocketsHttpHandler((handler, _) =>
            {
                handler.ConnectTimeout = TimeSpan.FromMilliseconds(300);
                handler.ConnectCallback = async (context, cancellationToken) =>
                {
                    if (context.DnsEndPoint.Host == "link.test")
                    {
                        attempts++;
                        await Task.Delay(Timeout.Infinite, cancellationToken);
                    }

                    System.Net.Sockets.Socket socket = new(System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp);
                    await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
                    return new System.Net.Sockets.NetworkStream(socket, ownsSocket: true);
                };
            });
        await using ServiceProvider provider = services.BuildServiceProvider();
        Session session = await provider.GetRequiredService<AgentBayClient>().CreateSessionAsync();
        Assert.Equal("over the API", (await session.CallToolAsync("t")).Text);
        Assert.Equal("over the API", (await session.CallToolAsync("t")).Text);
        Assert.Equal(1, attempts);
    }

    [Fact]
    public async Task Everything_that_is_wrong_with_options_is_said_at_once()
    {
        ServiceCollection services = new();
        services.AddAgentBay(static options => (options.ApiKey, options.Endpoint, options.Timeout, options.MaxRetries) = ("k", "ftp://x", TimeSpan.Zero, 99));
        await using ServiceProvider provider = services.BuildServiceProvider();
        OptionsValidationException exception = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<AgentBayClient>());
        Assert.Equal(3, exception.Failures.Count());
    }

    [Fact]
    public async Task Named_clients_have_options_of_their_own()
    {
        ServiceCollection services = new();
        services.AddAgentBay("east", static options => (options.ApiKey, options.Endpoint) = ("k", "east.test"));
        services.AddAgentBay("west", Configuration(("ApiKey", "k"), ("Endpoint", "west.test")));
        await using ServiceProvider provider = services.BuildServiceProvider();
        Assert.Equal("east.test", provider.GetRequiredKeyedService<AgentBayClient>("east").Endpoint.Host);
        Assert.Equal("west.test", provider.GetRequiredKeyedService<AgentBayClient>("west").Endpoint.Host);
    }

    [Fact]
    public async Task Handlers_for_all_clients_of_a_host_do_not_repeat_ours_and_none_logs_the_key()
    {
        TestLog log = new();
        FakeService service = new FakeService().Fail("CreateMcpSession", System.Net.HttpStatusCode.ServiceUnavailable, "Down", "down");
        ServiceCollection services = new();
        services.AddLogging(builder => builder.SetMinimumLevel(LogLevel.Trace).AddProvider(new Provider(log)));
        services.ConfigureHttpClientDefaults(static builder => builder.AddHttpMessageHandler(static () => new TwiceHandler()));
        services.AddAgentBay(static options => (options.ApiKey, options.Endpoint) = ("secret-key", "bay.test")).ConfigurePrimaryHttpMessageHandler(() => service);
        await using ServiceProvider provider = services.BuildServiceProvider();
        AgentBayClient client = provider.GetRequiredService<AgentBayClient>();
        await Assert.ThrowsAsync<AgentBayException>(() => client.CreateSessionAsync());
        Assert.Equal(1, service.Count("CreateMcpSession"));

        service.Answer("CreateMcpSession", """{"SessionId":"s-1"}""").Answer("SyncContext", "null").Answer("GetContextInfo", "{}");
        Session session = await client.CreateSessionAsync();
        await session.Contexts.SyncAsync();
        Assert.Contains("secret-key", service.Last("SyncContext").Message.RequestUri!.OriginalString, StringComparison.Ordinal);
        Assert.NotEmpty(log.Entries);
        Assert.DoesNotContain("secret-key", string.Concat(log.Entries), StringComparison.Ordinal);
    }

    private sealed class Provider(TestLog log) : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) => log;

        public void Dispose()
        {
        }
    }

    private sealed class TwiceHandler : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            (await base.SendAsync(request, cancellationToken)).Dispose();
            return await base.SendAsync(request, cancellationToken);
        }
    }

    private static IConfigurationSection Configuration(params (string Key, string Value)[] values) => new ConfigurationBuilder()
        .AddInMemoryCollection(values.Select(static pair => KeyValuePair.Create("Bay:" + pair.Key, (string?)pair.Value))).Build().GetSection("Bay");

    private sealed class CountingHandler : DelegatingHandler
    {
        public int Count { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Count++;
            return base.SendAsync(request, cancellationToken);
        }
    }
}
