using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgentBay.Typed.Local.Sandboxes;

namespace AgentBay.Typed.Local.Tools;

/// <summary>What this machine is doing, from /proc.</summary>
internal sealed class GetMetricsTool : ITool
{
    private static readonly TimeSpan FirstSampleTime = TimeSpan.FromMilliseconds(200);

    private Sample? _previous;

    public static bool IsSupported => File.Exists("/proc/stat") && File.Exists("/proc/meminfo") && File.Exists("/proc/net/dev");

    public string Name => "get_metrics";

    public async Task<ToolOutput> ExecuteAsync(Sandbox sandbox, JsonElement arguments, CancellationToken cancellationToken)
    {
        var before = Volatile.Read(ref _previous);
        if (before is null || Stopwatch.GetElapsedTime(before.Time) < FirstSampleTime)
        {
            before = await Sample.TakeAsync(cancellationToken);
            await Task.Delay(FirstSampleTime, cancellationToken);
        }
        var now = await Sample.TakeAsync(cancellationToken);
        Volatile.Write(ref _previous, now);

        var memory = await ReadMemoryAsync(cancellationToken);
        var disk = new DriveInfo("/");
        var seconds = Stopwatch.GetElapsedTime(before.Time, now.Time).TotalSeconds;
        return new ToolOutput(JsonText.From(new JsonObject
        {
            ["cpu_count"] = Environment.ProcessorCount,
            ["cpu_used_pct"] = Rounded(100 * Share(now.BusyTicks - before.BusyTicks, now.AllTicks - before.AllTicks)),
            ["mem_total"] = memory.Total,
            ["mem_used"] = memory.Total - memory.Available,
            ["disk_total"] = disk.TotalSize,
            ["disk_used"] = disk.TotalSize - disk.TotalFreeSpace,
            ["rx_rate_kbyte_per_s"] = Rounded((now.ReceivedBytes - before.ReceivedBytes) / 1024d / seconds),
            ["tx_rate_kbyte_per_s"] = Rounded((now.SentBytes - before.SentBytes) / 1024d / seconds),
            ["rx_used_kbyte"] = Rounded(now.ReceivedBytes / 1024d),
            ["tx_used_kbyte"] = Rounded(now.SentBytes / 1024d),
            ["timestamp"] = DateTimeOffset.Now.ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture),
        }));
    }

    private static double Share(long part, long whole) => whole <= 0 ? 0 : Math.Clamp((double)part / whole, 0, 1);

    // A counter that was reset makes a negative difference.
    private static double Rounded(double value) => Math.Max(0, Math.Round(value, 2));

    private static async Task<(long Total, long Available)> ReadMemoryAsync(CancellationToken cancellationToken)
    {
        var lines = await File.ReadAllLinesAsync("/proc/meminfo", cancellationToken);
        return (Bytes("MemTotal:"), Bytes("MemAvailable:"));

        long Bytes(string key) =>
            lines.Select(Fields).Where(fields => fields[0] == key).Select(fields => Number(fields[1]) * 1024).FirstOrDefault();
    }

    private static string[] Fields(string line) => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private sealed record Sample(long Time, long BusyTicks, long AllTicks, long ReceivedBytes, long SentBytes)
    {
        public static async Task<Sample> TakeAsync(CancellationToken cancellationToken)
        {
            // cpu user nice system idle iowait irq softirq steal; guest time is part of user time.
            var stat = await File.ReadAllLinesAsync("/proc/stat", cancellationToken);
            var ticks = Fields(stat[0]).Skip(1).Take(8).Select(Number).ToArray();
            var idle = ticks[3] + ticks[4];

            // "eth0: received-bytes 7-more-fields sent-bytes ..." below two heading lines
            var interfaces = (await File.ReadAllLinesAsync("/proc/net/dev", cancellationToken))
                .Skip(2)
                .Select(line => line.Split(':', 2))
                .Where(parts => parts.Length == 2 && parts[0].Trim() != "lo")
                .Select(parts => Fields(parts[1]))
                .ToList();
            return new Sample(
                Stopwatch.GetTimestamp(), ticks.Sum() - idle, ticks.Sum(),
                interfaces.Sum(fields => Number(fields[0])), interfaces.Sum(fields => Number(fields[8])));
        }
    }
}
