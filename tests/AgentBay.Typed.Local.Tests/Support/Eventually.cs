using System.Diagnostics;

namespace AgentBay.Typed.Local.Tests.Support;

public static class Eventually
{
    /// <summary>Waits for something that takes a moment.</summary>
    public static async Task HoldsAsync(Func<bool> condition)
    {
        var watch = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(15), "It did not come true within 15 seconds.");
            await Task.Delay(20);
        }
    }
}
