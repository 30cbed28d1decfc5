using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace AgentBay.Typed.Hosting;

/// <summary>Reads options from configuration, key by key: a binder would need reflection or a generator for six of them.</summary>
internal static class AgentBayConfiguration
{
    /// <exception cref="InvalidOperationException">Values are not of their kind; all of them are told.</exception>
    public static void Read(IConfiguration configuration, AgentBayOptions options)
    {
        List<string> faults = [];
        options.ApiKey = configuration[nameof(options.ApiKey)] ?? options.ApiKey;
        options.Endpoint = configuration[nameof(options.Endpoint)] ?? options.Endpoint;
        options.RegionId = configuration[nameof(options.RegionId)] ?? options.RegionId;
        options.Timeout = Duration(nameof(options.Timeout)) ?? options.Timeout;
        options.ToolTimeout = Duration(nameof(options.ToolTimeout)) ?? options.ToolTimeout;
        options.MaxRetries = Count(nameof(options.MaxRetries)) ?? options.MaxRetries;
        if (faults.Count > 0)
            throw new InvalidOperationException(string.Join(" ", faults));

        // A number alone would be days, and is meant to be seconds by whoever writes it.
        TimeSpan? Duration(string key) => configuration[key] is not { } text ? null
            : text.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out TimeSpan duration) ? duration
            : Unreadable<TimeSpan>(key, text, "a duration such as 00:01:30");

        int? Count(string key) => configuration[key] is not { } text ? null
            : int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out int count) ? count
            : Unreadable<int>(key, text, "a whole number");

        T? Unreadable<T>(string key, string text, string wanted) where T : struct
        {
            string path = configuration is IConfigurationSection section ? $"{section.Path}:{key}" : key;
            faults.Add($"The configuration value '{path}' is '{text}', which is not {wanted}.");
            return null;
        }
    }
}
