using AgentBay.Typed;
using AgentBay.Typed.Hosting;
using AgentBay.Typed.Protocol;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers <see cref="AgentBayClient"/> with a host.</summary>
public static class AgentBayServiceCollectionExtensions
{
    /// <summary>
    /// Registers a singleton <see cref="AgentBayClient"/> over <c>IHttpClientFactory</c>, with the host's logging and clock. Its
    /// options come from the environment, then from the defaults.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <returns>The builder of its <see cref="HttpClient"/>, to add handlers.</returns>
    public static IHttpClientBuilder AddAgentBay(this IServiceCollection services) => services.AddAgentBay(static (AgentBayOptions _) => { });

    /// <summary>Registers a singleton <see cref="AgentBayClient"/> whose options are set in code.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets options. What is not set comes from the environment, then from the defaults.</param>
    /// <returns>The builder of its <see cref="HttpClient"/>, to add handlers.</returns>
    public static IHttpClientBuilder AddAgentBay(this IServiceCollection services, Action<AgentBayOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.TryAddSingleton(static provider => AgentBayClientFactory.Create(provider, Options.Options.DefaultName));
        return Add(services, Options.Options.DefaultName, configure);
    }

    /// <summary>Registers a singleton <see cref="AgentBayClient"/> whose options are read from configuration.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configuration">
    /// The section with the keys <c>ApiKey</c>, <c>Endpoint</c>, <c>RegionId</c>, <c>Timeout</c>, <c>ToolTimeout</c> (both as
    /// <c>hh:mm:ss</c>) and <c>MaxRetries</c>. What it lacks comes from the environment, then from the defaults.
    /// </param>
    /// <returns>The builder of its <see cref="HttpClient"/>, to add handlers.</returns>
    public static IHttpClientBuilder AddAgentBay(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return services.AddAgentBay(options => AgentBayConfiguration.Read(configuration, options));
    }

    /// <summary>
    /// Registers one of several clients: <c>[FromKeyedServices(name)] AgentBayClient</c>, or
    /// <c>GetRequiredKeyedService&lt;AgentBayClient&gt;(name)</c>. Its options come from the environment, then from the defaults.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="name">The client's name.</param>
    /// <returns>The builder of its <see cref="HttpClient"/>, to add handlers.</returns>
    public static IHttpClientBuilder AddAgentBay(this IServiceCollection services, string name) =>
        services.AddAgentBay(name, static (AgentBayOptions _) => { });

    /// <summary>Registers one of several clients, whose options are set in code.</summary>
    /// <param name="services">The services.</param>
    /// <param name="name">The client's name.</param>
    /// <param name="configure">Sets options. What is not set comes from the environment, then from the defaults.</param>
    /// <returns>The builder of its <see cref="HttpClient"/>, to add handlers.</returns>
    public static IHttpClientBuilder AddAgentBay(this IServiceCollection services, string name, Action<AgentBayOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        services.TryAddKeyedSingleton(name, static (provider, name) => AgentBayClientFactory.Create(provider, (string)name!));
        return Add(services, name, configure);
    }

    /// <summary>Registers one of several clients, whose options are read from configuration.</summary>
    /// <param name="services">The services.</param>
    /// <param name="name">The client's name.</param>
    /// <param name="configuration">The section, with the keys as for the client without a name.</param>
    /// <returns>The builder of its <see cref="HttpClient"/>, to add handlers.</returns>
    public static IHttpClientBuilder AddAgentBay(this IServiceCollection services, string name, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return services.AddAgentBay(name, options => AgentBayConfiguration.Read(configuration, options));
    }

    private static IHttpClientBuilder Add(IServiceCollection services, string name, Action<AgentBayOptions> configure)
    {
        OptionsBuilder<AgentBayOptions> options = services.AddOptions<AgentBayOptions>(name).Configure(configure);
        options.PostConfigure<IServiceProvider>(static (options, provider) =>
        {
            options.LoggerFactory ??= provider.GetService<ILoggerFactory>();
            if (options.TimeProvider == TimeProvider.System)
                options.TimeProvider = provider.GetService<TimeProvider>() ?? TimeProvider.System;
        });
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<AgentBayOptions>, AgentBayOptionsValidator>());

        // What the host adds comes first; ours stands directly above the one that connects.
        services.PostConfigure<HttpClientFactoryOptions>(
            AgentBayClientFactory.HttpClientName(name),
            static options => options.HttpMessageHandlerBuilderActions.Add(static builder =>
            {
                if (builder.PrimaryHandler is SocketsHttpHandler)
                    builder.AdditionalHandlers.Add(new ConnectFailureHandler());
            }));

        // Handlers that a host adds to all of its clients, such as one that retries, would repeat creations and tool calls
        // below us; those that it adds to this one stay.
        // The connections renew themselves, so that the singleton may keep its client. The factory's own loggers write
        // addresses, in which the key of one action stands; the client logs without.
        return services.AddHttpClient(AgentBayClientFactory.HttpClientName(name))
            .ConfigureHttpClient(static http => http.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(AgentBayHandler.Create)
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .ConfigureAdditionalHttpMessageHandlers(static (handlers, _) => handlers.Clear())
            .RemoveAllLoggers();
    }
}
