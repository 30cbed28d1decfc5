using AgentBay.Typed.Protocol;
using Microsoft.Extensions.Logging;

namespace AgentBay.Typed;

/// <summary>
/// How an <see cref="AgentBayClient"/> reaches the service. A value set here wins over the environment variable named
/// with it, and that over the default. Values are checked when a client is made of them, which throws
/// <see cref="InvalidOperationException"/> for one that is not valid.
/// </summary>
public sealed class AgentBayOptions
{
    internal const string DefaultEndpoint = "wuyingai.cn-shanghai.aliyuncs.com";

    /// <summary>The API key. Environment: <c>AGENTBAY_API_KEY</c>. Required, from one of the two.</summary>
    public string? ApiKey { get; set; }

    /// <summary>
    /// The service's host, with a port if need be (<c>localhost:8443</c>), or a URI with a scheme
    /// (<c>http://127.0.0.1:5000</c>). Without a scheme it is HTTPS. Environment: <c>AGENTBAY_ENDPOINT</c>.
    /// Default: <c>wuyingai.cn-shanghai.aliyuncs.com</c>, as in the official SDKs.
    /// </summary>
    public string? Endpoint { get; set; }

    /// <summary>
    /// The region in which sessions are created. Environment: <c>AGENTBAY_REGION_ID</c>. It does not change the
    /// endpoint. Default: the service's choice.
    /// </summary>
    public string? RegionId { get; set; }

    /// <summary>
    /// How long one request may take, its retries included; <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> for as
    /// long as it takes. Environment: <c>AGENTBAY_TIMEOUT_MS</c>, in milliseconds.
    /// Default: 60 seconds, as in the official SDKs.
    /// </summary>
    public TimeSpan? Timeout { get; set; }

    /// <summary>
    /// How long one tool call may take; <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> for as long as it takes. A
    /// time-out among a tool's arguments does not lengthen it. Default: <see cref="Timeout"/> for calls over the API, and 15
    /// minutes for calls straight to the session, as in the official SDKs.
    /// </summary>
    public TimeSpan? ToolTimeout { get; set; }

    /// <summary>
    /// How often a request is sent again after a lost connection, throttling or a fault of the service: 0 to 10. Only
    /// requests that do nothing twice are: those that read or set what they are told to (labels, a name, a session's
    /// deletion), and calls of tools that are annotated read-only or idempotent. The pause before is half a second, doubled
    /// each time, or what the service asks for (<see cref="AgentBayException.RetryAfter"/>); a request that would have to wait
    /// for more than 30 seconds, or beyond its time limit, is not sent again. Default: 3.
    /// </summary>
    public int MaxRetries { get; set; } = 3;

    /// <summary>Where the client logs. Default: nowhere. The API key is never logged.</summary>
    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>The clock for time limits and waiting. Default: the system's.</summary>
    public TimeProvider TimeProvider
    {
        get;
        set => field = value ?? throw new ArgumentNullException(nameof(value));
    } = TimeProvider.System;

    /// <summary>Reads an environment variable; tests have an environment of their own.</summary>
    internal Func<string, string?> ReadEnvironment { get; init; } = Environment.GetEnvironmentVariable;

    /// <summary>Everything that is wrong with these options.</summary>
    internal IEnumerable<string> Faults()
    {
        Action[] checks = [() => RequireApiKey(), () => RequireEndpoint(), () => RequireTimeout(), () => ToolTimeoutOrNull(), () => RequireMaxRetries()];
        foreach (Action check in checks)
        {
            string? fault = null;
            try
            {
                check();
            }
            catch (InvalidOperationException e)
            {
                fault = e.Message;
            }

            if (fault is not null)
                yield return fault;
        }
    }

    internal string RequireApiKey()
    {
        string key = NotBlank(ApiKey) ?? NotBlank(ReadEnvironment("AGENTBAY_API_KEY")) ?? throw new InvalidOperationException(
            "No API key: set AgentBayOptions.ApiKey or the environment variable AGENTBAY_API_KEY.");
        return key.Any(char.IsControl)
            ? throw new InvalidOperationException(
                "The API key (AgentBayOptions.ApiKey or AGENTBAY_API_KEY) has a line break or another control character in it.")
            : key;
    }

    internal Uri RequireEndpoint()
    {
        string endpoint = NotBlank(Endpoint) ?? NotBlank(ReadEnvironment("AGENTBAY_ENDPOINT")) ?? DefaultEndpoint;
        if (endpoint.Contains('@', StringComparison.Ordinal))
        {
            throw new InvalidOperationException(
                "The endpoint (AgentBayOptions.Endpoint or AGENTBAY_ENDPOINT) has a user or a password in it, which the service does "
                + "not take. Give the host alone.");
        }

        string withScheme = endpoint.Contains("://", StringComparison.Ordinal) ? endpoint : $"https://{endpoint}";
        if (!Uri.TryCreate(withScheme, UriKind.Absolute, out Uri? uri)
            || (uri.Scheme != Uri.UriSchemeHttps && uri.Scheme != Uri.UriSchemeHttp)
            || uri.PathAndQuery != "/"
            || uri.Fragment.Length > 0
            || uri.Port == 0)
        {
            throw new InvalidOperationException(
                $"The endpoint '{endpoint}' (AgentBayOptions.Endpoint or AGENTBAY_ENDPOINT) is not a host, host:port with "
                + "a port of 1 to 65535, or http(s) URI without a path.");
        }

        return uri;
    }

    internal string? RegionOrNull() => NotBlank(RegionId) ?? NotBlank(ReadEnvironment("AGENTBAY_REGION_ID"));

    internal int RequireMaxRetries() => MaxRetries is >= 0 and <= 10
        ? MaxRetries
        : throw new InvalidOperationException($"AgentBayOptions.MaxRetries must be 0 to 10; it is {MaxRetries}.");

    internal TimeSpan? ToolTimeoutOrNull() => ToolTimeout is { } chosen ? RequireLimit(chosen, nameof(ToolTimeout)) : null;

    internal TimeSpan RequireTimeout()
    {
        if (Timeout is { } chosen)
            return RequireLimit(chosen, nameof(Timeout));

        // The official SDKs ignore a value that is not a positive number.
        return int.TryParse(ReadEnvironment("AGENTBAY_TIMEOUT_MS"), out int milliseconds) && milliseconds > 0
            ? TimeSpan.FromMilliseconds(milliseconds)
            : TimeSpan.FromSeconds(60);
    }

    private static TimeSpan RequireLimit(TimeSpan limit, string name) => TimeLimit.IsValid(limit)
        ? TimeLimit.ForTimer(limit)
        : throw new InvalidOperationException($"AgentBayOptions.{name} must be positive, or Timeout.InfiniteTimeSpan; it is {limit}.");

    private static string? NotBlank(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();
}
