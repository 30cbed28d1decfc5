using System.Globalization;
using System.Text.Json;

namespace AgentBay.Typed;

/// <summary>What a session uses of its machine, as the tool <c>get_metrics</c> tells it. Zero where it tells nothing.</summary>
public sealed record SessionMetrics
{
    /// <summary>How many processors there are.</summary>
    public required int CpuCount { get; init; }

    /// <summary>How much of them is used, in percent.</summary>
    public required double CpuUsedPercent { get; init; }

    /// <summary>The memory there is, in bytes.</summary>
    public required long MemoryTotal { get; init; }

    /// <summary>The memory in use, in bytes.</summary>
    public required long MemoryUsed { get; init; }

    /// <summary>The disk space there is, in bytes.</summary>
    public required long DiskTotal { get; init; }

    /// <summary>The disk space in use, in bytes.</summary>
    public required long DiskUsed { get; init; }

    /// <summary>The rate at which data come in, in kilobytes per second.</summary>
    public required double ReceivedRate { get; init; }

    /// <summary>The rate at which data go out, in kilobytes per second.</summary>
    public required double SentRate { get; init; }

    /// <summary>The data that came in so far, in kilobytes.</summary>
    public required double Received { get; init; }

    /// <summary>The data that went out so far, in kilobytes.</summary>
    public required double Sent { get; init; }

    /// <summary>When this was measured, or null where it is not told.</summary>
    public required DateTimeOffset? Timestamp { get; init; }

    /// <summary>Everything that was told.</summary>
    public required JsonElement Raw { get; init; }

    // The names differ between versions of the image (agentbay-wire 4.9).
    internal static SessionMetrics Read(JsonElement metrics) => new()
    {
        CpuCount = (int)Number(metrics, "cpu_count"),
        CpuUsedPercent = Number(metrics, "cpu_used_pct"),
        MemoryTotal = (long)Number(metrics, "mem_total"),
        MemoryUsed = (long)Number(metrics, "mem_used"),
        DiskTotal = (long)Number(metrics, "disk_total"),
        DiskUsed = (long)Number(metrics, "disk_used"),
        ReceivedRate = Number(metrics, "rx_rate_kbyte_per_s", "rx_rate_kbps", "rx_rate_KBps"),
        SentRate = Number(metrics, "tx_rate_kbyte_per_s", "tx_rate_kbps", "tx_rate_KBps"),
        Received = Number(metrics, "rx_used_kbyte", "rx_used_kb", "rx_used_KB"),
        Sent = Number(metrics, "tx_used_kbyte", "tx_used_kb", "tx_used_KB"),
        Timestamp = metrics.TryGetProperty("timestamp", out JsonElement time) && time.ValueKind == JsonValueKind.String
            && DateTimeOffset.TryParse(time.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset moment)
                ? moment
                : null,
        Raw = metrics,
    };

    private static double Number(JsonElement metrics, params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            if (metrics.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number)
                return value.GetDouble();
        }

        return 0;
    }
}
