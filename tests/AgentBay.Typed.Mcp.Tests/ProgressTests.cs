using AgentBay.Typed.Mcp.Tests.Infrastructure;
using ModelContextProtocol;

namespace AgentBay.Typed.Mcp.Tests;

public sealed class ProgressTests
{
    [Fact]
    public async Task All_progress_is_told_in_order_before_the_call_returns()
    {
        await using RawServer server = await RawServer.StartAsync();
        server.Steps = 5;

        for (int round = 0; round < 100; round++)
        {
            List<double> told = [];
            await server.Client.AsToolInvoker(new Teller(told)).InvokeAsync(new ToolDescriptor("work"), "{}"u8.ToArray());
            Assert.Equal([1, 2, 3, 4, 5], told);
        }
    }

    [Fact]
    public async Task Calls_at_the_same_time_hear_of_their_own_progress_only()
    {
        await using RawServer server = await RawServer.StartAsync();
        server.Steps = 3;

        await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ =>
        {
            List<double> told = [];
            await server.Client.AsToolInvoker(new Teller(told)).InvokeAsync(new ToolDescriptor("work"), "{}"u8.ToArray());
            Assert.Equal([1, 2, 3], told);
        }));
    }

    // Not thread-safe, on purpose: values come one after the other.
    private sealed class Teller(List<double> told) : IProgress<ProgressNotificationValue>
    {
        public void Report(ProgressNotificationValue value) => told.Add(value.Progress);
    }
}
