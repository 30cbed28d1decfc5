using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace AgentBay.Typed.Hosting;

/// <summary>Reads options from configuration, key by key: a binder would need reflection or a generator for six of them.</summary>
internal static class AgentBayConfiguration
{
    /// <exception cref="InvalidOperationException">A value is not of its kind.</exception>
    public static void Read(IConfiguration configuration, AgentBayOptions options)
    {
        options.ApiKey = configuration[nameof(options.ApiKey)] ?? options.ApiKey;
        options.Endpoint = configuration[nameof(options.Endpoint)] ?? options.Endpoint;
        options.RegionId = configuration[nameof(options.RegionId)] ?? options.RegionId;
        options.Timeout = Duration(configuration, nameof(options.Timeout)) ?? options.Timeout;
        options.ToolTimeout = Duration(configuration, nameof(options.ToolTimeout)) ?? options.ToolTimeout;
        if (configuration[nameof(options.MaxRetries)] is { } text)
        {
            options.MaxRetries = int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out int count)
                ? count
                : throw Unreadable(configuration, nameof(options.MaxRetries), text, "a whole number");
        }
    }

    private static TimeSpan? Duration(IConfiguration configuration, string key)
    {
        if (configuration[key] is not { } text)
            return null;
        return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out TimeSpan duration)
            ? duration
            : throw Unreadable(configuration, key, text, "a duration such as 00:01:30");
    }

    private static InvalidOperationException Unreadable(IConfiguration configuration, string key, string text, string wanted)
    {
        string path = configuration is IConfigurationSection section ? $"{section.Path}:{key}" : key;
        return new InvalidOperationException($"The configuration value '{path}' is '{text}', which is not {wanted}.");
    }
}
