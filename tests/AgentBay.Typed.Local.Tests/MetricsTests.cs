using System.Globalization;
using AgentBay.Typed.Local.Tests.Support;

namespace AgentBay.Typed.Local.Tests;

/// <summary>get_metrics.</summary>
public sealed class MetricsTests(BestBay fixture) : IClassFixture<BestBay>
{
    [Fact]
    public async Task Metrics_have_every_key_and_sensible_numbers()
    {
        var session = await fixture.Wire.CreateSessionAsync();

        var metrics = (await session.ToolAsync("get_metrics", "{}")).Json;

        Assert.Equal(
            [
                "cpu_count", "cpu_used_pct", "mem_total", "mem_used", "disk_total", "disk_used", "rx_rate_kbyte_per_s", "tx_rate_kbyte_per_s",
                "rx_used_kbyte", "tx_used_kbyte", "timestamp",
            ],
            metrics.EnumerateObject().Select(property => property.Name));
        Assert.Equal(Environment.ProcessorCount, metrics.GetProperty("cpu_count").GetInt32());
        Assert.InRange(metrics.GetProperty("cpu_used_pct").GetDouble(), 0, 100);
        Assert.InRange(metrics.GetProperty("mem_used").GetInt64(), 1, metrics.GetProperty("mem_total").GetInt64());
        Assert.InRange(metrics.GetProperty("disk_used").GetInt64(), 1, metrics.GetProperty("disk_total").GetInt64());
        Assert.True(metrics.GetProperty("rx_used_kbyte").GetDouble() >= 0);
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d\d:\d\d$", metrics.GetProperty("timestamp").GetString());
        Assert.InRange(DateTimeOffset.Parse(metrics.GetProperty("timestamp").GetString()!, CultureInfo.InvariantCulture), DateTimeOffset.Now.AddMinutes(-1), DateTimeOffset.Now.AddMinutes(1));
    }

    [Fact]
    public async Task Load_shows_between_two_calls()
    {
        var session = await fixture.Wire.CreateSessionAsync();
        await session.ToolAsync("get_metrics", "{}");

        await session.ShellAsync("timeout 0.7 sh -c 'while :; do :; done'");

        Assert.InRange((await session.ToolAsync("get_metrics", "{}")).Json.GetProperty("cpu_used_pct").GetDouble(), 10d / Environment.ProcessorCount, 100);
    }
}
